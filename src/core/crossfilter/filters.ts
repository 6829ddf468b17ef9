import type { Addressees } from '../graph/pairs.ts';

/** The reader's filters, with keys resolved to indices. Keep the arrays the same object when unchanged. */
export interface Filters {
  fromMin: number | null;
  /** Exclusive. */
  toMin: number | null;
  /** Commenters to keep (empty = all) and to leave out. */
  by: readonly number[];
  notBy: readonly number[];
  /** Articles to keep (empty = all) and to leave out. */
  in: readonly number[];
  notIn: readonly number[];
  /** By row, non-zero where the query matches; null = no query. */
  hits: Uint8Array | null;
  /** Only replies from one commenter to another. */
  edge: { from: number; to: number } | null;
  /** By row, the commenters answered at the current threshold (see `addressees`); goes with `edge`. */
  addressee: Addressees | null;
  /** Leave out comments that repeat an earlier one. */
  once: boolean;
}

const NONE: readonly number[] = [];

export const NO_FILTERS: Filters = {
  fromMin: null,
  toMin: null,
  by: NONE,
  notBy: NONE,
  in: NONE,
  notIn: NONE,
  hits: null,
  edge: null,
  addressee: null,
  once: false,
};
