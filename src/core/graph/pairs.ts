/**
 * Who answers whom, as numbered pairs (from, to). Idea: one open-addressing table of typed arrays over
 * the replies, whatever their probability; the threshold is applied when counting, so moving it does
 * not rebuild anything. Answers to oneself are no pair. Linear; no object per comment or pair.
 */
import type { Columns } from '../columns.ts';
import { isDrawn, REPLY, type Replies, STRONG } from './replies.ts';

export interface Pairs {
  count: number;
  /** Commenters, by pair. */
  from: Uint32Array;
  to: Uint32Array;
  /** Pair of each row's reply; -1 = none. */
  ofRow: Int32Array;
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
  for (let row = 0; row < columns.count; row++) {
    const parent = replies.parent[row] ?? 0;
    if (parent < 0 || replies.kind[row] === REPLY.none) continue;
    const from = columns.commenter[row] ?? 0;
    const to = columns.commenter[parent] ?? 0;
    if (from !== to) ofRow[row] = table.add(from, to);
  }
  return {
    count: table.count,
    from: table.from.slice(0, table.count),
    to: table.to.slice(0, table.count),
    ofRow,
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
  const stated = new Uint32Array(pairs.count);
  const low = new Uint32Array(pairs.count);
  const high = new Uint32Array(pairs.count);
  const probability = new Float64Array(pairs.count);
  const { ofRow } = pairs;
  const least = threshold >= 1 ? Infinity : Math.fround(threshold);
  for (let row = 0; row < ofRow.length; row++) {
    const pair = ofRow[row] ?? -1;
    if (pair < 0 || (mask && mask[row] === 0)) continue;
    const kind = replies.kind[row] ?? REPLY.none;
    const chance = replies.probability[row] ?? 0;
    const isSure = kind >= REPLY.settled;
    if (!isSure && !(chance >= least)) continue;
    if (kind === REPLY.stated) stated[pair] = (stated[pair] ?? 0) + 1;
    if (isSure || chance >= STRONG) low[pair] = (low[pair] ?? 0) + 1;
    high[pair] = (high[pair] ?? 0) + 1;
    probability[pair] = (probability[pair] ?? 0) + chance;
  }
  return { stated, low, high, probability };
}

/** By row, the commenter answered at this threshold; -1 = none, or oneself. */
export function addressees(pairs: Pairs, replies: Replies, threshold: number): Int32Array {
  const to = new Int32Array(pairs.ofRow.length).fill(-1);
  for (let row = 0; row < to.length; row++) {
    const pair = pairs.ofRow[row] ?? 0;
    if (pair >= 0 && isDrawn(replies, row, threshold)) to[row] = pairs.to[pair] ?? 0;
  }
  return to;
}
