import type { Reading, Receipt } from '../../core/corpus.ts';

/** Version of what is stored; a corpus of another one is read again from its chunks or refused. */
export const STORED_SCHEMA = 1;

export type Buffers = Record<string, TypedArray>;
export type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A source as it was imported. Rows [start, end) of the corpus are its comments. */
export interface StoredSource {
  name: string;
  importer: string;
  importerLabel: string;
  bytes: number;
  sha256: string;
  start: number;
  end: number;
  receipt: Receipt;
}

/** What is complete or, in `pending`, on its way: comments, chunks, and a hash over the chunks' checksums. */
export interface Extent {
  upTo: number;
  chunks: number;
  chain: string;
}

/** An import on its way: chunks past the complete ones, invisible until the last commit. */
export interface PendingImport extends Extent {
  /** Names and sizes of the files: the same files again take it up where it stopped. */
  job: string;
  /** The source being read. */
  name: string;
  bytes: number;
  sha256: string;
  /** How far into that source it had come. */
  bytesRead?: number;
  /** All files of the import, in order, with their hashes as far as they were read. */
  files?: { name: string; bytes: number; sha256: string | null }[];
  readings?: Reading[];
  handles?: FileSystemFileHandle[];
}

export interface CorpusRow extends Extent {
  id: string;
  schema: number;
  name: string;
  isSample: boolean;
  isGenerated: boolean;
  /** 'importing' until the first source is complete. */
  state: 'importing' | 'complete';
  sources: StoredSource[];
  pending: PendingImport | null;
  /** Bytes of the complete chunks. */
  bytes: number;
  /** Position in the list: one more than the last one's. */
  order: number;
}

export interface StoredChunk {
  corpus: string;
  seq: number;
  /** Rows [start, end). */
  start: number;
  end: number;
  buffers: Buffers;
  checksum: string;
}

/** Something rebuildable (search index, inferences) or beside the chunks (tables, original, corrections). */
export interface StoredPart {
  corpus: string;
  name: string;
  schema: number;
  /** Hash of what it was made from; another one means: make it again. */
  input: string;
  buffers: Buffers;
  checksum: string;
}

/** One transaction: everything in it becomes durable together, or nothing does. */
export interface Commit {
  row?: CorpusRow;
  chunk?: StoredChunk;
  parts?: StoredPart[];
  /** Removes the chunks of `row` from this number on. */
  dropChunksFrom?: number;
}

/**
 * Where corpora are kept. Every method rejects with an EngineFault only; `commit` resolves when the
 * data is durable. Stored objects must not be changed after they were handed over.
 */
export interface StoragePort {
  readonly backend: 'indexeddb' | 'memory';
  /** Why nothing can be written, when an upgrade failed and the older data is only read. */
  readonly readOnly?: string | null;
  open(): Promise<void>;
  rows(): Promise<CorpusRow[]>;
  row(id: string): Promise<CorpusRow | null>;
  chunk(corpus: string, seq: number): Promise<StoredChunk | null>;
  part(corpus: string, name: string): Promise<StoredPart | null>;
  commit(commit: Commit): Promise<void>;
  remove(corpus: string): Promise<void>;
  close(): void;
}

/** Parts under this name instead of a corpus id outlive every corpus. */
export const SHARED_PARTS = '*';
