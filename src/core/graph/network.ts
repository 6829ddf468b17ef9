import { topGroups } from '../crossfilter/top.ts';
import type { ReplyRange } from '../results.ts';
import { layoutNetwork, type Place } from './layout.ts';
import { measureReciprocity } from './metrics.ts';
import type { PairCounts, Pairs } from './pairs.ts';

export const MAX_COMMENTERS = 60;
export const MAX_EDGES = 200;

export interface NetworkCommenterPlace {
  commenter: number;
  x: number;
  y: number;
}

export interface NetworkPair {
  pair: number;
  /** Indices of `commenters` in the network. */
  from: number;
  to: number;
  shown: ReplyRange;
  total: ReplyRange;
  isReciprocal: boolean;
  /** Mean probability of its replies at the threshold, without filters. */
  probability: number;
}

/** Strongest first. Commenters are chosen and placed without filters, so brushing moves nothing. */
export interface NetworkShape {
  commenters: NetworkCommenterPlace[];
  edges: NetworkPair[];
  leftOut: { commenters: number; edges: number };
  /** Share of answered ties among all shown pairs. */
  reciprocity: number | null;
}

export interface NetworkInput {
  pairs: Pairs;
  /** At the threshold: of all comments, and of those that pass the filters. */
  total: PairCounts;
  shown: PairCounts;
  /** Comments by commenter, without filters. */
  comments: Uint32Array;
  /** Places from an earlier network, by commenter. */
  known?: ReadonlyMap<number, Place>;
  maxCommenters?: number;
  maxEdges?: number;
}

/** The network to draw: the strongest commenters and the strongest pairs among them. */
export function buildNetwork(input: NetworkInput): NetworkShape {
  const { pairs, total, shown, comments, known } = input;
  const chosen = chooseCommenters(input);
  const position = new Int32Array(comments.length).fill(-1);
  chosen.forEach((commenter, at) => (position[commenter] = at));
  const strongest = choosePairs(input, position);
  const edges = Array.from(strongest, (pair) => edgeOf(pair, input, position));
  const links = edges.map(({ from, to, total: { high } }) => ({ from, to, weight: high }));
  const start = Array.from(chosen, (commenter) => known?.get(commenter) ?? null);
  const isKnown = known !== undefined && start.every((place) => place !== null);
  const places = isKnown ? start : layoutNetwork(chosen.length, links, start);
  return {
    commenters: Array.from(chosen, (commenter, at) => {
      const [x, y] = places[at] ?? [0, 0];
      return { commenter, x, y };
    }),
    edges,
    leftOut: {
      commenters: comments.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) - chosen.length,
      edges: total.high.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) - edges.length,
    },
    reciprocity: measureReciprocity(pairs, shown.high),
  };
}

/** By replies given and taken, then by comments, then by index. */
function chooseCommenters({ pairs, total, comments, maxCommenters }: NetworkInput): Uint32Array {
  const limit = maxCommenters ?? MAX_COMMENTERS;
  const strength = new Uint32Array(comments.length);
  for (let pair = 0; pair < pairs.count; pair++) {
    const replies = total.high[pair] ?? 0;
    const from = pairs.from[pair] ?? 0;
    const to = pairs.to[pair] ?? 0;
    strength[from] = (strength[from] ?? 0) + replies;
    strength[to] = (strength[to] ?? 0) + replies;
  }
  const strongest = topGroups(strength, limit);
  if (strongest.length === limit) return strongest;
  const others = comments.map((count, commenter) => ((strength[commenter] ?? 0) > 0 ? 0 : count));
  return Uint32Array.from([...strongest, ...topGroups(others, limit - strongest.length)]);
}

/** The pairs with most replies among the commenters that have a position. */
function choosePairs({ pairs, total, maxEdges }: NetworkInput, position: Int32Array): Uint32Array {
  const weight = new Uint32Array(pairs.count);
  for (let pair = 0; pair < pairs.count; pair++) {
    const from = position[pairs.from[pair] ?? 0] ?? -1;
    const to = position[pairs.to[pair] ?? 0] ?? -1;
    if (from >= 0 && to >= 0) weight[pair] = total.high[pair] ?? 0;
  }
  return topGroups(weight, maxEdges ?? MAX_EDGES);
}

function edgeOf(pair: number, input: NetworkInput, position: Int32Array): NetworkPair {
  const { pairs, total, shown } = input;
  const from = pairs.from[pair] ?? 0;
  const to = pairs.to[pair] ?? 0;
  const back = pairs.find(to, from);
  const high = total.high[pair] ?? 0;
  return {
    pair,
    from: position[from] ?? 0,
    to: position[to] ?? 0,
    shown: rangeOf(shown, pair),
    total: rangeOf(total, pair),
    isReciprocal: back >= 0 && (total.high[back] ?? 0) > 0,
    probability: high === 0 ? 0 : (total.probability[pair] ?? 0) / high,
  };
}

function rangeOf(counts: PairCounts, pair: number): ReplyRange {
  return {
    stated: counts.stated[pair] ?? 0,
    low: counts.low[pair] ?? 0,
    high: counts.high[pair] ?? 0,
  };
}
