import type { Article } from './corpus.ts';

/** Stated parent unknown / stated to be top level; other values are rows. */
export const PARENT_UNKNOWN = -2;
export const PARENT_TOP = -1;

export const FLAG = {
  guest: 1,
  duplicate: 2,
  emptyBody: 4,
  cannotBeRoot: 8,
  nameless: 16,
  /** More letters of right-to-left scripts than of others. */
  rightToLeft: 32,
  link: 64,
  quote: 128,
  question: 256,
  /** Its source states a parent that is not on its page: `stated` is PARENT_UNKNOWN. */
  orphan: 512,
} as const;

/**
 * A corpus without its text, one entry per comment, in recorded order (source by source).
 * Every array has `count` entries.
 */
export interface Columns {
  count: number;
  /** Floating minutes; NaN = not known. */
  time: Float64Array;
  /** Index into `CorpusTables.commenters`. */
  commenter: Uint32Array;
  /** Index into `CorpusTables.articles`. */
  article: Uint32Array;
  /** Index into `CorpusTables.sources`. */
  source: Uint32Array;
  /** First line in the source, 1-based; 0 = not known. */
  line: Uint32Array;
  /** Stated parent: a row, PARENT_TOP or PARENT_UNKNOWN. */
  stated: Int32Array;
  /** Bits of FLAG. */
  flags: Uint16Array;
  /** Words in the body. */
  words: Uint32Array;
  /** Row of the comment this one repeats; -1 = none. */
  duplicateOf: Int32Array;
}

/**
 * A commenter. A nameless one (`name` null) stands for all comments without a name on ONE article,
 * written by 1 to `count` people.
 */
export interface Commenter {
  /**
   * Permalink key: the name, or '~' + article id for the nameless of an article. A name that begins
   * with '~' or '\\' has a '\\' before it.
   */
  key: string;
  name: string | null;
  /** Article index for a nameless commenter, -1 for a named one. */
  article: number;
}

export interface SourceInfo {
  /** First 8 hex digits of the content's sha-256. */
  key: string;
  name: string;
  importer: string;
  bytes: number;
  sha256: string;
  /** Rows [start, end) of this source. */
  rows: readonly [number, number];
}

export interface CorpusTables {
  commenters: Commenter[];
  articles: Article[];
  sources: SourceInfo[];
}
