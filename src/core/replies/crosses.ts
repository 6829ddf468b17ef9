/**
 * Pairs of features that count for more, or less, where a candidate has both: "is by the one who was addressed"
 * and "right before". A pair's weight is times the product of both values. Of what the first pass reads only
 * features of value 1 take part, at most 32 of them: each candidate keeps them as bits until the second pass,
 * where all pairs are summed. Cost: O(pairs) a candidate, and only under layouts whose weights have pairs.
 */
import { IS_SECOND, SLOTS } from './registry.ts';
import type { Sink } from './rule.ts';

/** Slots of each pair, and its weight. */
export interface Crosses {
  one: Uint16Array;
  two: Uint16Array;
  weight: Float32Array;
}

const MOST_MARKS = 32;

/** Pairs, ready to be summed. */
export interface CrossTable {
  /** The bit of each slot that the second pass asks for; 0 = none. */
  bit: Int32Array;
  /** Pairs of bits, by the place of one from bothStart[place] on: the other bit, and the weight. */
  bothStart: Uint16Array;
  both: Int32Array;
  bothWeight: Float64Array;
  /** By slot of the second pass: its pairs from start[slot] on; a partner is a bit, or else a slot. */
  start: Uint16Array;
  partnerBit: Int32Array;
  partner: Uint16Array;
  weight: Float64Array;
  value: Float64Array;
}

/** Reads pairs for summing. */
export function createCrossTable(crosses: Crosses): CrossTable {
  const bit = new Int32Array(SLOTS.length);
  let marks = 0;
  const mark = (slot: number): number => {
    if (bit[slot] === 0) {
      if (marks === MOST_MARKS) throw new Error('too many features of the first pass in pairs');
      bit[slot] = 1 << marks++;
    }
    return bit[slot] ?? 0;
  };
  const both: { other: number; weight: number }[][] = [];
  for (let place = 0; place < MOST_MARKS; place++) both.push([]);
  const bySlot: { partnerBit: number; partner: number; weight: number }[][] = SLOTS.map(() => []);
  crosses.weight.forEach((weight, at) => {
    const [one = 0, two = 0] = [crosses.one[at], crosses.two[at]];
    const [first, second] = IS_SECOND[one] === 1 ? [two, one] : [one, two];
    if (IS_SECOND[second] !== 1) {
      both[31 - Math.clz32(mark(first))]?.push({ other: mark(second), weight });
    } else if (IS_SECOND[first] !== 1) {
      bySlot[second]?.push({ partnerBit: mark(first), partner: 0, weight });
    } else {
      bySlot[second]?.push({ partnerBit: 0, partner: first, weight });
    }
  });
  const flat = bySlot.flat();
  return {
    bit,
    bothStart: startsOf(both),
    both: Int32Array.from(both.flat(), ({ other }) => other),
    bothWeight: Float64Array.from(both.flat(), (pair) => pair.weight),
    start: startsOf(bySlot),
    partnerBit: Int32Array.from(flat, (one) => one.partnerBit),
    partner: Uint16Array.from(flat, (one) => one.partner),
    weight: Float64Array.from(flat, (one) => one.weight),
    value: new Float64Array(SLOTS.length),
  };
}

/** Where each list begins when all stand one after the other. */
function startsOf(lists: readonly (readonly unknown[])[]): Uint16Array {
  const start = new Uint16Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = (start[at] ?? 0) + list.length));
  return start;
}

/** Bits of the features in the sink. */
export function marksOf(table: CrossTable, sink: Sink): number {
  let marks = 0;
  for (let f = 0; f < sink.count; f++) marks |= table.bit[sink.slot[f] ?? 0] ?? 0;
  return marks;
}

/** Sum over the pairs of a candidate: its bits, and the features of the second pass in the sink. */
export function sumCrosses(table: CrossTable, marks: number, sink: Sink): number {
  const { bothStart, both, bothWeight, start, partnerBit, partner, weight, value } = table;
  let sum = 0;
  for (let left = marks; left !== 0; left &= left - 1) {
    const place = 31 - Math.clz32(left & -left);
    for (let at = bothStart[place] ?? 0, end = bothStart[place + 1] ?? 0; at < end; at++) {
      if ((marks & (both[at] ?? 0)) !== 0) sum += bothWeight[at] ?? 0;
    }
  }
  for (let f = 0; f < sink.count; f++) value[sink.slot[f] ?? 0] = sink.value[f] ?? 0;
  for (let f = 0; f < sink.count; f++) {
    const slot = sink.slot[f] ?? 0;
    const own = sink.value[f] ?? 0;
    for (let at = start[slot] ?? 0, end = start[slot + 1] ?? 0; at < end; at++) {
      const asked = partnerBit[at] ?? 0;
      const other = asked === 0 ? (value[partner[at] ?? 0] ?? 0) : (marks & asked) === 0 ? 0 : 1;
      sum += (weight[at] ?? 0) * own * other;
    }
  }
  for (let f = 0; f < sink.count; f++) value[sink.slot[f] ?? 0] = 0;
  return sum;
}
