import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortRows, type Sortable } from '../../../src/core/search/sort.ts';

const base: Sortable = {
  byTime: Uint32Array.from([2, 0, 3, 1]),
  time: Float64Array.from([20, NaN, 10, 30]),
  words: Uint32Array.from([5, 7, 5, 0]),
  parents: Int32Array.from([-1, 0, 0, 2]),
  best: Uint32Array.from([3, 1]),
};

it('puts rows in the order asked for', () => {
  const order = (sort: Parameters<typeof sortRows>[0]): number[] =>
    Array.from(sortRows(sort, base));
  expect(order('oldest')).toEqual([2, 0, 3, 1]);
  expect(order('newest')).toEqual([3, 0, 2, 1]);
  expect(order('longest')).toEqual([1, 0, 2, 3]);
  expect(order('replies')).toEqual([0, 2, 1, 3]);
  expect(order('relevance')).toEqual([3, 1]);
});

it('sorts by value, then by row, for any values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 24 })), (values) => {
      const sorted = sortRows('longest', { ...base, words: Uint32Array.from(values) });
      const expected = [...values.keys()].sort(
        (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b,
      );
      expect(Array.from(sorted)).toEqual(expected);
    }),
  );
});
