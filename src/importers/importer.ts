import type {
  Article,
  ImportedComment,
  ImportWarning,
  Reading,
  SourceRecord,
} from '../core/corpus.ts';

export type { DateOrder, MappedField, Reading } from '../core/corpus.ts';

/** Where bytes come from: a file, a fetched response, an archive member. `size` is null when not known. */
export interface ByteSource {
  name: string;
  size: number | null;
  /** From the start, each time it is called: importers may read a source twice. */
  stream(): ReadableStream<Uint8Array>;
  /** Bytes [start, end), where a source can be read at any place. */
  slice?: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** The bytes of a small file that stands beside this one in the same archive. */
  beside?(name: string): Promise<Uint8Array | null>;
}

/** What the reader settled before the import, and the caller's own. */
export interface ImportOptions extends Omit<Reading, 'importer'> {
  signal?: AbortSignal;
  /** Most bytes to unpack from an archive; 4 GB when not given. */
  maxUnpackedBytes?: number;
}

/**
 * Takes what an importer finds, in source order. Pushing is synchronous; an importer awaits `ready()`
 * at least once per chunk of input so that storing can keep up and the reader can cancel.
 */
export interface ImportSink {
  article(article: Article): void;
  comment(comment: ImportedComment): void;
  /** A row or line that should have been a comment and could not be read. */
  reject(line: number, reason: string, text: string): void;
  /** A non-blank line that is neither article nor comment. */
  furniture(line: number, reason: string, text: string): void;
  warn(warning: ImportWarning): void;
  /** Fields of the receipt that only the importer knows. */
  describe(facts: SinkFacts): void;
  ready(): Promise<void>;
}

export interface SinkFacts {
  kind?: string;
  declared?: number | null;
  encoding?: { name: string; guessed: boolean; replaced: number };
  dates?: { order: string; evidence: string };
  /** Our field → the source's column or JSON path, as it was read; and all there are to choose from. */
  mapping?: Readonly<Record<string, string>>;
  columns?: readonly string[];
  /** The header pattern of a text log, as it was read. */
  pattern?: string;
  /** What a backup says of the sources it was made from. */
  restored?: readonly SourceRecord[];
}

/** One format. `sniff` gives 0 (not this) to 1 (certainly this) from the first 64 KB. */
export interface Importer {
  id: string;
  /** As the reader knows it: "CSV or TSV table". */
  label: string;
  extensions: readonly string[];
  /** Ids are those of one world, and a comment may answer one in another file of the same archive. */
  idsSpanFiles?: boolean;
  sniff(head: Uint8Array, name: string): number;
  /** Streams the source into the sink. Bad content is rejected with its line, never thrown. */
  read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void>;
}
