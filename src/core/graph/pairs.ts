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
  const building = pairsInSlices(columns, replies, columns.count);
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
  }
}

/** The same, stopping after every `slice` rows. Replies must not change before it is done. */
export function* pairsInSlices(
  columns: Pick<Columns, 'count' | 'commenter'>,
  replies: Replies,
  slice: number,
): Generator<void, Pairs> {
  const table = new PairTable();
  const ofRow = new Int32Array(columns.count).fill(-1);
  const second = new Int32Array(columns.count).fill(-1);
  for (let from = 0; from < columns.count; from += slice) {
    if (from > 0) yield;
    const to = Math.min(columns.count, from + slice);
    addRows(table, { ofRow, second }, { columns, replies, from, to });
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

type Authors = Pick<Columns, 'commenter'>;

/** The likeliest commenter that a row answers; -1 = nobody, or oneself. */
function firstAnswered(columns: Authors, replies: Replies, row: number): number {
  const commenter = likeliest(columns, replies, row);
  return commenter === columns.commenter[row] ? -1 : commenter;
}

/** The next one, likewise; -1 also when it is the likeliest again. */
function secondAnswered(columns: Authors, replies: Replies, row: number): number {
  const to = replies.second[row] ?? -1;
  const commenter = to < 0 ? -1 : (columns.commenter[to] ?? 0);
  const isNew =
    commenter !== columns.commenter[row] && commenter !== likeliest(columns, replies, row);
  return isNew ? commenter : -1;
}

function likeliest(columns: Authors, replies: Replies, row: number): number {
  const to = replies.addressee[row] ?? -1;
  return to < 0 ? -1 : (columns.commenter[to] ?? 0);
}

/** What `addressees` gives for one row, without the pairs of all the others. */
export function addresseesOfRow(
  columns: Authors,
  replies: Replies,
  threshold: number,
  row: number,
): { first: number; second: number } {
  const kind = replies.kind[row] ?? REPLY.none;
  const least = leastChance(threshold);
  const isCounted = (chance = 0): boolean =>
    kind >= REPLY.settled || (kind !== REPLY.none && chance >= least);
  const isFirst = isCounted(replies.addresseeProbability[row]);
  const isSecond = isCounted(replies.secondProbability[row]);
  return {
    first: isFirst ? firstAnswered(columns, replies, row) : -1,
    second: isSecond ? secondAnswered(columns, replies, row) : -1,
  };
}

interface RowRange {
  columns: Authors;
  replies: Replies;
  from: number;
  to: number;
}

function addRows(
  table: PairTable,
  { ofRow, second }: Pick<Pairs, 'ofRow' | 'second'>,
  { columns, replies, from, to }: RowRange,
): void {
  for (let row = from; row < to; row++) {
    if (replies.kind[row] === REPLY.none) continue;
    const self = columns.commenter[row] ?? 0;
    const first = firstAnswered(columns, replies, row);
    const other = secondAnswered(columns, replies, row);
    if (first >= 0) ofRow[row] = table.add(self, first);
    if (other >= 0) second[row] = table.add(self, other);
  }
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
