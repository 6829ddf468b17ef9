/**
 * Where each term of one field stands: term t has entries[offsets[t], offsets[t + 1]), ascending.
 * An entry is a row (or article, or commenter) in the low 24 bits and how often the term stands there in
 * the high 8; 255 means "see big". 4 bytes a posting. A term that is in very many rows is kept as bits
 * instead (see dense.ts) and has no entries. Limit: 16,777,216 comments.
 */
import type { DenseLists } from './dense.ts';
import type { Positions } from './positions.ts';

export interface Postings {
  offsets: Uint32Array;
  entries: Uint32Array;
  /** Terms that are in very many rows; null in fields whose units are not rows. */
  dense: DenseLists | null;
  /** Which words of the unit they are; null in fields that no phrase is looked for in. */
  positions: Positions | null;
  /**
   * Postings with a frequency of 255 or more, ascending, and these frequencies. A posting is numbered by
   * its place in `entries`, one of a dense term by that in its frequencies, after all entries.
   */
  bigAt: Uint32Array;
  bigFrequency: Uint32Array;
}

export const MAX_ROWS = 0x1000000;
export const ROW_MASK = 0xffffff;
export const FREQUENCY_SHIFT = 24;
export const BIG = 255;

/** How often the term of the posting at `at` stands there, when it says 255 or more. */
export function bigFrequency(postings: Postings, at: number): number {
  const { bigAt } = postings;
  let low = 0;
  let high = bigAt.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bigAt[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return postings.bigFrequency[low] ?? BIG;
}

/** First position in [from, to) whose row is `row` or more, galloping from `from`. */
export function seek(entries: Uint32Array, from: number, to: number, row: number): number {
  let step = 1;
  let low = from;
  let high = from;
  while (high < to && ((entries[high] ?? 0) & ROW_MASK) < row) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  if (high > to) high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((entries[middle] ?? 0) & ROW_MASK) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
