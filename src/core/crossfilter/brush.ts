/**
 * Reading a brush index on the page: what a time range holds, by subtraction, without the worker.
 * Entry i of a row counts the comments before edge i. A range is exact when both its ends are edges;
 * other ends are read as the next edge after them, so snap the brush with `snapToEdge` first.
 */
import { lowerBound } from '../columns-order.ts';
import type { BrushIndex } from '../results.ts';

/** Indices of the edges that bound a time range. Null ends reach to the first or last edge. */
export function edgeRange(
  edges: Float64Array,
  fromMin: number | null,
  toMin: number | null,
): [from: number, to: number] {
  const last = Math.max(0, edges.length - 1);
  const from = fromMin === null ? 0 : Math.min(last, lowerBound(edges, fromMin));
  const to = toMin === null ? last : Math.min(last, lowerBound(edges, toMin));
  return [from, Math.max(from, to)];
}

/** The edge nearest to a time; the time itself when there is no edge. */
export function snapToEdge(edges: Float64Array, timeMin: number): number {
  const at = lowerBound(edges, timeMin);
  const after = edges[at];
  const before = edges[at - 1];
  if (after === undefined) return before ?? timeMin;
  if (before === undefined) return after;
  return timeMin - before < after - timeMin ? before : after;
}

/** Comments between two edges. */
export function countTotal(index: BrushIndex, from: number, to: number): number {
  return (index.total[to] ?? 0) - (index.total[from] ?? 0);
}

/** Counts of each group between two edges, in the groups' order; into `out` when it is given. */
export function countGroupsBetween(
  counts: Uint32Array,
  edgeCount: number,
  from: number,
  to: number,
  out = new Uint32Array(edgeCount === 0 ? 0 : counts.length / edgeCount),
): Uint32Array {
  for (let group = 0; group < out.length; group++) {
    const row = group * edgeCount;
    out[group] = (counts[row + to] ?? 0) - (counts[row + from] ?? 0);
  }
  return out;
}

export interface BrushCounts {
  shown: number;
  commenters: Uint32Array;
  articles: Uint32Array;
  pairs: Uint32Array;
}

/** Everything the index tells of a time range. */
export function lookUp(
  index: BrushIndex,
  fromMin: number | null,
  toMin: number | null,
): BrushCounts {
  const [from, to] = edgeRange(index.edges, fromMin, toMin);
  const width = index.edges.length;
  return {
    shown: countTotal(index, from, to),
    commenters: countGroupsBetween(index.commenters.counts, width, from, to),
    articles: countGroupsBetween(index.articles.counts, width, from, to),
    pairs: countGroupsBetween(index.pairs.counts, width, from, to),
  };
}
