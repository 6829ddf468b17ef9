import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { RowReader } from '../../../src/importers/csv/row-reader.ts';
import type { CsvRow } from '../../../src/importers/csv/row-reader.ts';

function rowsOf(text: string, delimiter = ','): CsvRow[] {
  const rows: CsvRow[] = [];
  const reader = new RowReader(delimiter, (row) => rows.push(row));
  text.split('\n').forEach((line, i) => reader.push({ no: i + 1, text: line, start: 0, end: 0 }));
  reader.finish();
  return rows;
}

const cell = fc
  .array(fc.constantFrom('a', 'é', 'هدنة', ' ', ',', ';', '"', '""', '\n', "'", '='), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);

describe('rows of delimited text', () => {
  it('come back from what a CSV writer made of them', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
        const text = Papa.unparse(rows, { delimiter, newline: '\n' });
        expect(rowsOf(text, delimiter).map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('are those papaparse reads, on any well-formed table', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, quotes) => {
        const text = Papa.unparse(rows, { newline: '\n', quotes });
        const oracle = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data;
        expect(rowsOf(text).map((row) => row.cells)).toEqual(oracle);
      }),
      { numRuns: 300 },
    );
  });

  it('say which lines they stand on', () => {
    const rows = rowsOf('a,b\n"one\ntwo",x\ny,z');
    expect(rows.map((row) => [row.line, row.lineEnd])).toEqual([
      [1, 1],
      [2, 3],
      [4, 4],
    ]);
  });

  it('survive a quote that is never closed', () => {
    const rows = rowsOf('a,b\n"stray,x\nnext,row\nlast,row');
    expect(rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['"stray', 'x'],
      ['next', 'row'],
      ['last', 'row'],
    ]);
    expect(rows.map((row) => row.isBroken)).toEqual([false, true, false, false]);
  });

  it('stay linear when every line has a stray quote', () => {
    const count = 60_000;
    const rows = rowsOf(Array.from({ length: count }, (_, i) => `"x${i},b`).join('\n'));
    expect(rows.length).toBeGreaterThan(0);
    const odd = rowsOf(Array.from({ length: count }, () => 'a,"b"c"d').join('\n'));
    expect(odd).toHaveLength(count);
  });

  it('read any lines without losing one', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const rows = rowsOf(text);
        const covered = rows.flatMap((row) =>
          Array.from({ length: row.lineEnd - row.line + 1 }, (_, i) => row.line + i),
        );
        expect(covered).toEqual(text.split('\n').map((_, i) => i + 1));
      }),
      { numRuns: 300 },
    );
  });
});
