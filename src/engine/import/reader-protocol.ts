/** What the engine and the reader's thread say to each other. Typed arrays are transferred. */
import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { Reading } from '../../core/corpus.ts';
import type { FreshTables, MadeChunk, SourceFacts } from '../storage/chunk-maker.ts';
import type { EngineError } from '../protocol.ts';
import type { SourceRead } from './source-reader.ts';

export type ToReader =
  | { type: 'begin'; base: BuiltCorpus | null }
  | { type: 'read'; blob: Blob; facts: SourceFacts; reading: Reading }
  /** A chunk is stored: one more may come. */
  | { type: 'taken' }
  | { type: 'finish' };

export type FromReader =
  | { type: 'beat' }
  /** `bytesRead`: how far into its source the chunk reaches. */
  | { type: 'chunk'; chunk: MadeChunk; bytesRead: number; fresh: FreshTables }
  | { type: 'progress'; rows: number; bytesRead: number }
  | { type: 'read'; read: SourceRead }
  | { type: 'finished'; built: BuiltCorpus }
  | { type: 'failed'; error: EngineError };
