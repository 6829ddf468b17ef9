/** A page with a story. `paragraphs` in page order; `line` is the title's 1-based line in the source. */
export interface Article {
  id: string;
  title: string;
  paragraphs: string[];
  line?: number;
}

/**
 * A comment as its source gives it. `time` is floating ('YYYY-MM-DDTHH:mm[:ss]') unless it ends in Z;
 * `parent` is what the source states: an id, null for a stated top-level comment, absent when unknown.
 */
export interface ImportedComment {
  id: string;
  /** `Article.id`. */
  article: string;
  author: string | null;
  avatar?: string;
  guest?: boolean;
  time: string | null;
  /** The source's own words for the time, kept when `time` could not be read from them. */
  timeText?: string;
  body: string;
  parent?: string | null;
  /** First line of the comment in the source, 1-based. */
  line?: number;
  /** Last line of the comment in the source, 1-based. */
  lineEnd?: number;
  /** Byte range [start, end) of the comment in the source. */
  bytes?: readonly [number, number];
  /** 0-based run without a step back in time, within the article (page captures). */
  segment?: number;
  /** The order of the page proves that this comment answers another one. */
  cannotBeRoot?: boolean;
  /** Id of an earlier comment with the same author, time (to 5 minutes) and text. */
  duplicateOf?: string;
}

export interface ImportWarning {
  code: string;
  /** 1-based line in the source. */
  line?: number;
  message: string;
}

/** A source line that is neither article nor comment, with the reason it was left out. */
export interface LeftOutLine {
  line: number;
  reason: string;
  text: string;
}

/**
 * What a column or JSON path of a source can be. `title` names the article's headline; `day` is the date where
 * `time` holds only the clock.
 */
export type MappedField =
  'author' | 'day' | 'time' | 'text' | 'id' | 'parent' | 'article' | 'thread' | 'title';

export type DateOrder = 'day-first' | 'month-first' | 'year-first';

/** How a source is read where the reader chose it; what is left out is found from the source itself. */
export interface Reading {
  /** Id of the format. */
  importer?: string;
  encoding?: string;
  /** 'as-words': dates that can be read two ways are kept as words. */
  dateOrder?: DateOrder | 'as-words';
  /** Our field → the source's column or JSON path; '' = the source has none. */
  mapping?: Partial<Record<MappedField, string>>;
  /** Header pattern of a text log: words with {author}, {time} and {text}, or /an expression/. */
  pattern?: string;
  /** Unpack archives that grow to more than 200 times their size. */
  acceptExpansion?: boolean;
}

/** What an import did. rows = stored + rejected, exactly. */
export interface Receipt {
  kind: string;
  /** Comments the source says it has; null when it does not say. */
  declared: number | null;
  /** Comments read. */
  found: number;
  rejected: number;
  warnings: ImportWarning[];
  /** Every line that was rejected or is page furniture (capped lists state their cap in a warning). */
  furniture?: LeftOutLine[];
  rejections?: LeftOutLine[];
  /** How the bytes were decoded, and whether the reader should confirm it. */
  encoding?: { name: string; guessed: boolean; replaced: number };
  /** How dates were read: 'iso', 'day-first', … and the evidence for it. */
  dates?: { order: string; evidence: string };
  /** Which column or path was read as what, and the header pattern, where the format has them. */
  mapping?: Readonly<Record<string, string>>;
  pattern?: string;
  /** What the reader chose; all else was found. */
  chosen?: Reading;
  /** Duplicates found, steps back in time, replies whose stated parent is missing. */
  duplicates?: number;
  inversions?: number;
  orphans?: number;
  /** The sources of a backup, as they were once imported. */
  restored?: readonly SourceRecord[];
}

/** A source as it was imported, with how many of its comments are there. */
export interface SourceRecord {
  name: string;
  importer: string;
  importerLabel: string;
  bytes: number;
  sha256: string;
  comments: number;
  receipt: Receipt;
}

export interface ImportedSource {
  importer: string;
  articles: Article[];
  comments: ImportedComment[];
  receipt: Receipt;
}
