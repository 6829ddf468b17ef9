import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRow,
  allRows,
  copyRows,
  countRows,
  emptyRows,
  hasRow,
  joinRows,
  keepRows,
  listRows,
  notRows,
  type RowSet,
} from '../../../src/core/search/rows.ts';
import { TopRows } from '../../../src/core/search/top.ts';

function setOf(size: number, rows: Iterable<number>): RowSet {
  const set = emptyRows(size);
  for (const row of rows) addRow(set, row);
  return set;
}

const sized = fc.integer({ min: 1, max: 200 }).chain((size) => {
  const rows = fc.uniqueArray(fc.nat(size - 1));
  return fc.record({ size: fc.constant(size), a: rows, b: rows });
});
const ascending = (rows: Iterable<number>): number[] => [...rows].sort((x, y) => x - y);

describe('row sets', () => {
  it('behave as sets of numbers do', () => {
    fc.assert(
      fc.property(sized, ({ size, a, b }) => {
        const [inA, inB] = [new Set(a), new Set(b)];
        const set = setOf(size, a);
        const list = (from: RowSet): number[] => Array.from(listRows(from));
        const both = a.filter((row) => inB.has(row));
        const neither = Array.from({ length: size }, (_, row) => row).filter(
          (row) => !inA.has(row),
        );
        expect(list(set)).toEqual(ascending(a));
        expect(countRows(set)).toBe(a.length);
        expect(list(keepRows(copyRows(set), setOf(size, b)))).toEqual(ascending(both));
        expect(list(joinRows(copyRows(set), setOf(size, b)))).toEqual(
          ascending(new Set([...a, ...b])),
        );
        expect(list(notRows(copyRows(set)))).toEqual(neither);
        expect(countRows(allRows(size))).toBe(size);
        expect(a.every((row) => hasRow(set, row))).toBe(true);
      }),
    );
  });
});

describe('TopRows', () => {
  it('keeps what sorting everything would put first', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 20 }), (list, limit) => {
        const top = new TopRows(limit);
        for (const [row, score] of list.entries()) top.offer(row, score);
        const sorted = [...list.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        const expected = sorted.slice(0, limit);
        const { rows, scores: best } = top.sorted();
        expect(Array.from(rows, (row, at) => [row, best[at]])).toEqual(expected);
      }),
    );
  });
});
