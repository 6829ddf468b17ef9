import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { Reading } from '../../core/corpus.ts';
import type { ByteSource } from '../../importers/importer.ts';
import type { ReadReport } from '../../importers/read-into.ts';
import type { FreshTables, MadeChunk, SourceFacts } from '../storage/chunk-maker.ts';

/** A source that can be sent to another thread. */
export interface ImportSource extends ByteSource {
  blob?: Blob;
}

export interface ReadTask {
  source: ImportSource;
  facts: SourceFacts;
  reading: Reading;
}

export interface ReadHooks {
  /** Takes chunks in order; awaited, so that storing can keep up. Throws to stop the reading. `bytesRead`: how far the chunk reaches. */
  onChunk: (chunk: MadeChunk, bytesRead: number, fresh: FreshTables) => Promise<void>;
  /** Rows so far, of all sources, and bytes read of this one. Throws to stop the reading. */
  onProgress: (rows: number, bytesRead: number) => Promise<void> | void;
}

export interface SourceRead {
  report: ReadReport;
  /** Rows [start, end) of the corpus. */
  start: number;
  end: number;
}

/** Turns sources into chunks, one source after the other: in this thread, or in one of its own. */
export interface SourceReader {
  read(task: ReadTask, hooks: ReadHooks): Promise<SourceRead>;
  /** Columns and tables of everything read. */
  finish(): Promise<BuiltCorpus>;
  close(): void;
}

/** `base` is what sources are added to. An abort of `signal` ends the reader. */
export type OpenReader = (base: BuiltCorpus | null, signal: AbortSignal) => Promise<SourceReader>;
