import type { RowGroups } from '../columns-order.ts';

/** Places of a comment list: a row, or an article heading as -1 - its index. */
export type ListPlaces = Int32Array;

export const headingOf = (article: number): number => -1 - article;
export const articleOfHeading = (place: number): number => -1 - place;

/**
 * The rows of `order` that `mask` keeps (null = all), with a heading before each run of one article
 * when `hasHeadings`. Without mask and headings the answer shares the memory of `order`. Kept replies stay where they are even when their parent is not kept.
 */
export function listRows(
  order: Uint32Array,
  article: Uint32Array,
  mask: Uint8Array | null,
  hasHeadings: boolean,
): ListPlaces {
  const shown = mask ? filterRows(order, mask) : order;
  if (!hasHeadings) return new Int32Array(shown.buffer, shown.byteOffset, shown.length);
  const places = new Int32Array(shown.length + countRuns(shown, article));
  let at = 0;
  let last = -1;
  for (let i = 0; i < shown.length; i++) {
    const row = shown[i] ?? 0;
    const page = article[row] ?? 0;
    if (page !== last) places[at++] = headingOf(page);
    last = page;
    places[at++] = row;
  }
  return places;
}

/** Rows in recorded order, as an order for `listRows`. */
export function recordedOrder(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  return order;
}

/** Articles by the place of their first comment in `byTime`; those without comments come last. */
export function orderArticles(
  groups: RowGroups,
  byTime: Uint32Array,
  article: Uint32Array,
): Uint32Array {
  const count = groups.start.length - 1;
  const isSeen = new Uint8Array(count);
  const order = new Uint32Array(count);
  let at = 0;
  const see = (page: number): void => {
    if (isSeen[page] !== 0) return;
    isSeen[page] = 1;
    order[at++] = page;
  };
  for (const row of byTime) see(article[row] ?? 0);
  for (let page = 0; page < count; page++) see(page);
  return order;
}

/** Position of a row in a list; -1 when it is not there. */
export function positionOf(places: ListPlaces, row: number): number {
  return row < 0 ? -1 : places.indexOf(row);
}

/** How many of the first `end` places are comments, not headings. */
export function commentsAmong(places: ListPlaces, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) count += Number((places[at] ?? 0) >= 0);
  return count;
}

function filterRows(order: Uint32Array, mask: Uint8Array): Uint32Array {
  const kept = new Uint32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] ?? 0;
    kept[count] = row;
    count += Number(mask[row] !== 0);
  }
  return kept.subarray(0, count);
}

function countRuns(rows: Uint32Array, article: Uint32Array): number {
  let runs = 0;
  let last = -1;
  for (let i = 0; i < rows.length; i++) {
    const page = article[rows[i] ?? 0] ?? 0;
    if (page !== last) runs++;
    last = page;
  }
  return runs;
}
