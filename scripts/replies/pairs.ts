import { slotNumber, SLOTS } from '../../src/core/replies/registry.ts';
import type { Sink } from '../../src/core/replies/rule.ts';

/** Two slots that count together. */
export type Pair = readonly [one: number, two: number];

/** Pairs by the names of their slots. */
export const pairsOf = (names: readonly string[]): Pair[] =>
  names.map((text) => {
    const [one = '', two = ''] = text.split(' & ');
    return [slotNumber(one), slotNumber(two)];
  });

const VALUE = new Float32Array(SLOTS.length);

/** Adds the pairs that all features of an alternative make, numbered after the slots. */
export function addPairs(sink: Sink, pairs: readonly Pair[]): void {
  if (pairs.length === 0) return;
  const own = sink.count;
  for (let f = 0; f < own; f++) VALUE[sink.slot[f]!] = sink.value[f]!;
  pairs.forEach(([one, two], at) => {
    const value = VALUE[one]! * VALUE[two]!;
    if (value === 0) return;
    sink.slot[sink.count] = SLOTS.length + at;
    sink.value[sink.count++] = value;
  });
  for (let f = 0; f < own; f++) VALUE[sink.slot[f]!] = 0;
}
