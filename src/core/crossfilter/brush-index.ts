/**
 * Falcon's cumulative index (Moritz et al. 2019) for dragging the time brush: for each group and each
 * edge, how many comments lie before the edge, every filter applied but time. A range is then one
 * subtraction a group, whatever the corpus. Example: edges 0, 10, 20; one commenter at 5 and 15 →
 * counts 0, 1, 2. Cost: one pass over the comments plus groups × edges.
 */
import { lowerBound } from '../columns-order.ts';
import type { Addressees } from '../graph/pairs.ts';
import type { BrushIndex } from '../results.ts';
import { BIT, type Crossfilter } from './crossfilter.ts';

export interface BrushRequest {
  epoch: number;
  /** Floating minutes, ascending: every time the brush can snap to. */
  edges: Float64Array;
  /** Groups to count, by index. */
  commenters: Uint32Array;
  articles: Uint32Array;
  pairs: readonly { from: number; to: number }[];
  /** By row, the commenters answered at the threshold; null counts no pairs. */
  addressee: Addressees | null;
}

/** Counts per group and edge. Each facet ignores its own filter; pairs ignore the edge filter. */
export function buildBrushIndex(filter: Crossfilter, request: BrushRequest): BrushIndex {
  const { edges, commenters, articles, pairs } = request;
  const places = Uint32Array.from(edges, (edge) => lowerBound(filter.times, edge));
  const pairFrom = Uint32Array.from(pairs, ({ from }) => from);
  const pairTo = Uint32Array.from(pairs, ({ to }) => to);
  return {
    epoch: request.epoch,
    edges: edges.slice(),
    total: countTotals(filter, places),
    commenters: {
      index: commenters.slice(),
      counts: countFacet(filter, places, filter.commenter, commenters, BIT.commenter),
    },
    articles: {
      index: articles.slice(),
      counts: countFacet(filter, places, filter.article, articles, BIT.article),
    },
    pairs: {
      from: pairFrom,
      to: pairTo,
      counts: countPairsBefore(filter, places, pairFrom, pairTo, request.addressee),
    },
  };
}

function countTotals(filter: Crossfilter, places: Uint32Array): Uint32Array {
  const counts = new Uint32Array(places.length);
  let place = 0;
  let passing = 0;
  for (let edge = 0; edge < places.length; edge++) {
    for (; place < (places[edge] ?? 0); place++) passing += filter.failing[place] === 0 ? 1 : 0;
    counts[edge] = passing;
  }
  return counts;
}

function countFacet(
  filter: Crossfilter,
  places: Uint32Array,
  groupOf: Uint32Array,
  groups: Uint32Array,
  ownBit: number,
): Uint32Array {
  const slots = new Int32Array(
    ownBit === BIT.commenter ? filter.byCommenter.length : filter.byArticle.length,
  ).fill(-1);
  groups.forEach((group, slot) => (slots[group] = slot));
  const width = places.length;
  const counts = new Uint32Array(groups.length * width);
  const { failing } = filter;
  const care = ~ownBit;
  let place = 0;
  for (let edge = 0; edge < width; edge++) {
    for (const end = places[edge] ?? 0; place < end; place++) {
      if (((failing[place] ?? 0) & care) !== 0) continue;
      const slot = slots[groupOf[place] ?? 0] ?? 0;
      if (slot >= 0) counts[slot * width + edge] = (counts[slot * width + edge] ?? 0) + 1;
    }
  }
  accumulate(counts, width);
  return counts;
}

function countPairsBefore(
  filter: Crossfilter,
  places: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
  addressee: Addressees | null,
): Uint32Array {
  const width = places.length;
  const counts = new Uint32Array(from.length * width);
  if (!addressee || from.length === 0) return counts;
  const { first, second } = addressee;
  const slots = slotsBySender(filter.byCommenter.length, from, to);
  const { failing, byTime, commenter } = filter;
  const care = ~BIT.edge;
  let place = 0;
  for (let edge = 0; edge < width; edge++) {
    for (const end = places[edge] ?? 0; place < end; place++) {
      const slotOf = slots[commenter[place] ?? 0];
      if (slotOf === undefined || ((failing[place] ?? 0) & care) !== 0) continue;
      const row = byTime[place] ?? 0;
      for (const to of [first[row] ?? -1, second[row] ?? -1]) {
        const slot = to < 0 ? undefined : slotOf.get(to);
        if (slot !== undefined)
          counts[slot * width + edge] = (counts[slot * width + edge] ?? 0) + 1;
      }
    }
  }
  accumulate(counts, width);
  return counts;
}

function slotsBySender(
  size: number,
  from: Uint32Array,
  to: Uint32Array,
): (Map<number, number> | undefined)[] {
  const slots = new Array<Map<number, number> | undefined>(size).fill(undefined);
  from.forEach((sender, slot) => {
    const known = slots[sender] ?? new Map<number, number>();
    slots[sender] = known;
    known.set(to[slot] ?? 0, slot);
  });
  return slots;
}

function accumulate(counts: Uint32Array, width: number): void {
  for (let row = 0; row < counts.length; row += width) {
    for (let edge = 1; edge < width; edge++)
      counts[row + edge] = (counts[row + edge] ?? 0) + (counts[row + edge - 1] ?? 0);
  }
}
