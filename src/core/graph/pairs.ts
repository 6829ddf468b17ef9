/**
 * Who answers whom, as numbered pairs (from, to). A comment belongs to the pair of its likeliest addressee, and
 * to that of the next one where it has one; it is counted in each whose probability, summed over the
 * addressee's comments, reaches the threshold. Idea: one open-addressing table of typed arrays over the
 * replies, whatever their probability; the threshold is applied when counting, so moving it does not rebuild
 * anything. Answers to oneself are no pair. Linear; no object per comment or pair.
 */
import type { Columns } from '../columns.ts';
import { answeredRows, leastChance, REPLY, type Replies, STRONG } from './replies.ts';

export interface Pairs {
  count: number;
  /** Commenters, by pair. */
  from: Uint32Array;
  to: Uint32Array;
  /** Pair of each row's likeliest addressee, and of the next one; -1 = none. */
  ofRow: Int32Array;
  second: Int32Array;
  /** Number of the pair, or -1. */
  find(from: number, to: number): number;
}

/** Replies by pair. `low` = stated, settled or strong; `high` = all at or above the threshold. */
export interface PairCounts {
  stated: Uint32Array;
  low: Uint32Array;
  high: Uint32Array;
  /** Sum of the probabilities of `high`. */
  probability: Float64Array;
}

class PairTable {
  from = new Uint32Array(256);
  to = new Uint32Array(256);
  count = 0;
  #slots = new Int32Array(1024).fill(-1);

  slotOf(from: number, to: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const pair = this.#slots[slot] ?? 0;
      if (pair === -1 || (this.from[pair] === from && this.to[pair] === to)) return slot;
    }
  }

  find(from: number, to: number): number {
    return this.#slots[this.slotOf(from, to)] ?? 0;
  }

  add(from: number, to: number): number {
    const slot = this.slotOf(from, to);
    const known = this.#slots[slot] ?? 0;
    if (known !== -1) return known;
    const pair = this.count++;
    this.from[pair] = from;
    this.to[pair] = to;
    this.#slots[slot] = pair;
    if (this.count * 2 >= this.#slots.length) this.#grow();
    return pair;
  }

  #grow(): void {
    const size = this.#slots.length;
    const from = new Uint32Array(size);
    const to = new Uint32Array(size);
    from.set(this.from);
    to.set(this.to);
    this.from = from;
    this.to = to;
    this.#slots = new Int32Array(size * 2).fill(-1);
    for (let pair = 0; pair < this.count; pair++) {
      this.#slots[this.slotOf(from[pair] ?? 0, to[pair] ?? 0)] = pair;
    }
  }
}

/** Numbers the pairs of all known replies, in order of first appearance. */
export function buildPairs(columns: Pick<Columns, 'count' | 'commenter'>, replies: Replies): Pairs {
  const table = new PairTable();
  const ofRow = new Int32Array(columns.count).fill(-1);
  const second = new Int32Array(columns.count).fill(-1);
  for (let row = 0; row < columns.count; row++) {
    if (replies.kind[row] === REPLY.none) continue;
    const from = columns.commenter[row] ?? 0;
    const first = replies.addressee[row] ?? -1;
    const to = first < 0 ? from : (columns.commenter[first] ?? 0);
    if (to !== from) ofRow[row] = table.add(from, to);
    const other = replies.second[row] ?? -1;
    const also = other < 0 ? from : (columns.commenter[other] ?? 0);
    if (also !== from && also !== to) second[row] = table.add(from, also);
  }
  return {
    count: table.count,
    from: table.from.slice(0, table.count),
    to: table.to.slice(0, table.count),
    ofRow,
    second,
    find: (from, to) => table.find(from, to),
  };
}

/** Counts the replies of each pair at a threshold, among the rows of `mask` (null = all). */
export function countPairs(
  pairs: Pairs,
  replies: Replies,
  threshold: number,
  mask: Uint8Array | null,
): PairCounts {
  const counts: PairCounts = {
    stated: new Uint32Array(pairs.count),
    low: new Uint32Array(pairs.count),
    high: new Uint32Array(pairs.count),
    probability: new Float64Array(pairs.count),
  };
  const { kind, addresseeProbability, secondProbability } = replies;
  const least = leastChance(threshold);
  addCounts(counts, pairs.ofRow, addresseeProbability, kind, least, mask);
  if (least <= 0.5) addCounts(counts, pairs.second, secondProbability, kind, least, mask);
  return counts;
}

function addCounts(
  { stated, low, high, probability }: PairCounts,
  ofRow: Int32Array,
  chances: Float32Array,
  kind: Uint8Array,
  least: number,
  mask: Uint8Array | null,
): void {
  for (let row = 0; row < ofRow.length; row++) {
    const pair = ofRow[row] ?? -1;
    if (pair < 0 || (mask && mask[row] === 0)) continue;
    const how = kind[row] ?? REPLY.none;
    const chance = chances[row] ?? 0;
    const isSure = how >= REPLY.settled;
    if (!isSure && !(chance >= least)) continue;
    if (how === REPLY.stated) stated[pair] = (stated[pair] ?? 0) + 1;
    if (isSure || chance >= STRONG) low[pair] = (low[pair] ?? 0) + 1;
    high[pair] = (high[pair] ?? 0) + 1;
    probability[pair] = (probability[pair] ?? 0) + chance;
  }
}

/** By row, the commenters answered at a threshold; -1 = none, or oneself. */
export interface Addressees {
  first: Int32Array;
  second: Int32Array;
}

/** The rows that `countPairs` counts at this threshold, by whom they answer. */
export function addressees(pairs: Pairs, replies: Replies, threshold: number): Addressees {
  const answered = answeredRows(replies, threshold);
  const toOf = (pair: number, isCounted: boolean): number =>
    isCounted && pair >= 0 ? (pairs.to[pair] ?? 0) : -1;
  return {
    first: pairs.ofRow.map((pair, row) => toOf(pair, (answered.first[row] ?? -1) >= 0)),
    second: pairs.second.map((pair, row) => toOf(pair, (answered.second[row] ?? -1) >= 0)),
  };
}
