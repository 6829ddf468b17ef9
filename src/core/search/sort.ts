/** Orders that a query line asks for with sort:. */
import type { Sort } from './query-types.ts';
import { countReplies } from './replies-got.ts';

/** What an order is made from; all but `byTime` and `best` have one entry a row. */
export interface Sortable {
  /** All rows, oldest first, undated last. */
  byTime: Uint32Array;
  time: Float64Array;
  words: Uint32Array;
  /** Parent of each row: a row, or negative. */
  parents: Int32Array;
  /** Rows that the query found, best first. */
  best: Uint32Array;
}

/** Rows in the order asked for; undated ones last, equal ones as recorded. */
export function sortRows(sort: Sort, from: Sortable): Uint32Array {
  switch (sort) {
    case 'oldest':
      return from.byTime;
    case 'newest':
      return newestFirst(from);
    case 'relevance':
      return from.best;
    case 'longest':
      return mostFirst(from.words);
    case 'replies':
      return mostFirst(countReplies(from.parents));
  }
}

function newestFirst({ byTime, time }: Sortable): Uint32Array {
  const undated = byTime.findIndex((row) => Number.isNaN(time[row] ?? NaN));
  const dated = undated < 0 ? byTime.length : undated;
  const order = byTime.slice();
  order.subarray(0, dated).reverse();
  return order;
}

const ROWS = 2 ** 24;

/** Rows by falling value, then by row: sorted as numbers that hold both. */
function mostFirst(values: Uint32Array): Uint32Array {
  const keys = Float64Array.from(values, (value, row) => row - value * ROWS).sort();
  return Uint32Array.from(keys, (key) => ((key % ROWS) + ROWS) % ROWS);
}
