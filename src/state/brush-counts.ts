import type { BrushIndex, TimeAxis } from '../engine/protocol.ts';

/** Counts within a time range, read off a brush index. */
export interface BrushCounts {
  shown: number;
  /** By commenter and article index. */
  commenters: ReadonlyMap<number, number>;
  articles: ReadonlyMap<number, number>;
  /** Parallel to the pairs the index was asked for. */
  pairs: Uint32Array;
}

/**
 * Steps for a brush index, ascending: whole minutes where they fit into `maxSteps`, else steps of equal
 * length. They cover every segment of the axis, the last step lies past its end.
 */
export function brushEdges(axis: TimeAxis, maxSteps = 2048): Float64Array {
  const lengths = axis.segments.map(({ startMin, endMin }) => Math.max(1, endMin - startMin));
  const totalMin = lengths.reduce((sum, length) => sum + length, 0);
  const stepMin = Math.max(1, Math.ceil(totalMin / maxSteps));
  const edges: number[] = [];
  for (const { startMin, endMin } of axis.segments) {
    const first = Math.floor(startMin);
    const steps = Math.floor((endMin - first) / stepMin) + 1;
    for (let i = 0; i <= steps; i++) {
      const edge = first + i * stepMin;
      if (edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
    }
  }
  return Float64Array.from(edges);
}

/** First position whose edge is at or after `timeMin`; `edges.length - 1` at most. */
function edgeAt(edges: Float64Array, timeMin: number): number {
  let low = 0;
  let high = Math.max(0, edges.length - 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) >= timeMin) high = middle;
    else low = middle + 1;
  }
  return low;
}

function perGroup(
  counts: Uint32Array,
  groups: number,
  width: number,
  from: number,
  to: number,
): Uint32Array {
  const result = new Uint32Array(groups);
  for (let group = 0; group < groups; group++) {
    const row = group * width;
    result[group] = (counts[row + to] ?? 0) - (counts[row + from] ?? 0);
  }
  return result;
}

function byIndex(index: Uint32Array, counts: Uint32Array): Map<number, number> {
  const result = new Map<number, number>();
  index.forEach((key, i) => result.set(key, counts[i] ?? 0));
  return result;
}

/** What lies in [fromMin, toMin); exact when the index has a step at every minute. */
export function brushCounts(
  index: BrushIndex,
  fromMin: number | null,
  toMin: number | null,
): BrushCounts {
  const { edges, commenters, articles, pairs } = index;
  const width = edges.length;
  const from = fromMin === null ? 0 : edgeAt(edges, fromMin);
  const to = toMin === null ? Math.max(0, width - 1) : Math.max(from, edgeAt(edges, toMin));
  const count = (counts: Uint32Array, groups: number): Uint32Array =>
    perGroup(counts, groups, width, from, to);
  return {
    shown: count(index.total, 1)[0] ?? 0,
    commenters: byIndex(commenters.index, count(commenters.counts, commenters.index.length)),
    articles: byIndex(articles.index, count(articles.counts, articles.index.length)),
    pairs: count(pairs.counts, pairs.from.length),
  };
}
