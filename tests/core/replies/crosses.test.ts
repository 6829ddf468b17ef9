import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrossTable, marksOf, sumCrosses } from '../../../src/core/replies/crosses.ts';
import { createSink } from '../../../src/core/replies/features.ts';
import { SHIPPED } from '../../../src/core/replies/model.ts';
import { IS_SECOND } from '../../../src/core/replies/registry.ts';

const slots = [...IS_SECOND.keys()];
const early = slots.filter((slot) => IS_SECOND[slot] === 0).slice(40, 56);
const late = slots.filter((slot) => IS_SECOND[slot] === 1).slice(0, 12);

const sinkOf = (features: readonly (readonly [slot: number, value: number])[]) => {
  const sink = createSink();
  for (const [slot, value] of features) {
    sink.slot[sink.count] = slot;
    sink.value[sink.count++] = value;
  }
  return sink;
};

describe('pairs of features', () => {
  it('count their weight times both values, whichever pass writes them', () => {
    const pair = fc
      .uniqueArray(fc.constantFrom(...early, ...late), { minLength: 2, maxLength: 2 })
      .map(([one = 0, two = 0]) => [one, two] as const);
    const pairs = fc.array(fc.tuple(pair, fc.integer({ min: -50, max: 50 })), { maxLength: 30 });
    const firsts = fc.subarray(early).map((list) => list.map((slot) => [slot, 1] as const));
    const seconds = fc
      .subarray(late)
      .chain((list) => fc.tuple(...list.map((slot) => fc.tuple(fc.constant(slot), fc.nat(9)))));
    fc.assert(
      fc.property(pairs, firsts, seconds, (given, first, second) => {
        const crosses = {
          one: Uint16Array.from(given, ([[slot]]) => slot),
          two: Uint16Array.from(given, ([[, slot]]) => slot),
          weight: Float32Array.from(given, ([, weight]) => weight),
        };
        const table = createCrossTable(crosses);
        const value = new Map<number, number>([...first, ...second]);
        const expected = given.reduce(
          (sum, [[one, two], weight]) =>
            sum + weight * (value.get(one) ?? 0) * (value.get(two) ?? 0),
          0,
        );
        const marks = marksOf(table, sinkOf(first));
        expect(sumCrosses(table, marks, sinkOf(second))).toBe(expected);
      }),
    );
  });

  it('are shipped for chat, within the limit of marks', () => {
    const { crosses } = SHIPPED.chat;
    expect(crosses?.weight.length).toBeGreaterThan(50);
    expect(crosses && createCrossTable(crosses).both.length).toBeGreaterThan(0);
    expect(SHIPPED['one-level'].crosses).toBeUndefined();
  });
});
