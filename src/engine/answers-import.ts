import type { ImportWarning, LeftOutLine, MappedField } from '../core/corpus.ts';

/** What a file leaves open. 'dates' needs an answer; the others have a good default. */
export type Doubt = 'dates' | 'encoding' | 'mapping' | 'format' | 'expansion';

export interface PreviewRow {
  line: number | null;
  author: string | null;
  /** Floating, as it would be read; null when it cannot be, and `timeText` then has the source's words. */
  time: string | null;
  timeText: string | null;
  text: string;
  /** Title of its article. */
  article: string;
  /** Stated parent: an id, null for a stated top-level comment, undefined when the source is silent. */
  parent: string | null | undefined;
}

/** What an import would make of a file; nothing is stored. */
export interface FilePreview {
  name: string;
  bytes: number;
  /** Id of the format; 'none' when no format claims the file. */
  importer: string;
  importerLabel: string;
  /** The formats that could read it, most likely first. */
  formats: { id: string; label: string; score: number }[];
  rows: PreviewRow[];
  /** Of the rows looked at. */
  found: number;
  rejectedCount: number;
  rejected: LeftOutLine[];
  leftOut: LeftOutLine[];
  warnings: ImportWarning[];
  encoding: { name: string; guessed: boolean; replaced: number } | null;
  dates: { order: string; evidence: string } | null;
  /** Columns or paths to choose from; null when the format has none. */
  columns: string[] | null;
  mapping: Partial<Record<MappedField, string>>;
  /** Header pattern of a text log, null for other formats. */
  pattern: string | null;
  /** How the text begins; empty for what is no text. */
  lines: string[];
  /** Titles of the articles in it, the first 50. */
  stories: string[];
  /** The files of a zip. */
  entries: { name: string; leftOut: string | null }[] | null;
  doubts: Doubt[];
  /** The corpus that has this content already. */
  known: { id: string; corpus: string; name: string } | null;
  isPartial: boolean;
}

/** What the reader can choose from. */
export interface ReadingChoices {
  formats: { id: string; label: string }[];
  patterns: string[];
}

/** An import that was broken off: what is stored, and what it needs to go on. */
export interface StoppedImport {
  /** Comments stored of it. */
  comments: number;
  /** The file it stopped in, and how far into it it had come. */
  source: string;
  bytesRead: number | null;
  bytesTotal: number;
  files: { name: string; bytes: number }[];
  /** Where the browser lets the page open the files again. */
  handles: FileSystemFileHandle[] | null;
}
