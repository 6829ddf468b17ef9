import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  countGroups,
  groupRows,
  lowerBound,
  orderByTime,
  sortedTimes,
} from '../../../src/core/columns-order.ts';

const whole = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.constant(NaN),
  fc.constant(-0),
  fc.integer({ min: 24_000_000, max: 25_000_000 }),
  fc.integer({ min: -(2 ** 29), max: 2 ** 29 }),
);
const anyTimes = fc.array(
  fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noDefaultInfinity: true }),
    fc.constant(NaN),
    fc.constant(-0),
    fc.integer({ min: 24_000_000, max: 25_000_000 }),
  ),
);

const times = fc.oneof(anyTimes, fc.array(whole));

it('orders by time as a stable sort does, unknown times last', () => {
  fc.assert(
    fc.property(times, (values) => {
      const byTime = orderByTime(Float64Array.from(values));
      const rank = (row: number): number => (Number.isNaN(values[row]!) ? Infinity : values[row]!);
      const expected = values
        .map((_, row) => row)
        .sort((a, b) => {
          if (rank(a) === rank(b)) return a - b;
          return rank(a) < rank(b) ? -1 : 1;
        });
      expect([...byTime]).toEqual(expected);
      const sorted = sortedTimes(Float64Array.from(values), byTime);
      expect(sorted.length).toBe(values.filter((value) => !Number.isNaN(value)).length);
      for (const probe of [-Infinity, -1, 0, 3, 1e9]) {
        expect(lowerBound(sorted, probe)).toBe([...sorted].filter((value) => value < probe).length);
      }
    }),
  );
});

it('groups rows in recorded order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6)), (groups) => {
      const { start, rows } = groupRows(Uint32Array.from(groups), 8);
      for (let group = 0; group < 8; group++) {
        const expected = groups.flatMap((of, row) => (of === group ? [row] : []));
        expect([...rows.slice(start[group], start[group + 1])]).toEqual(expected);
        expect(countGroups(Uint32Array.from(groups), 8)[group]).toBe(expected.length);
      }
    }),
  );
});
