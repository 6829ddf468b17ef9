import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { absolute, against, failed, percentile, plain, type Figure } from './row.ts';
import { growthRows, line, mergeInto } from './table.ts';

const figure = (what: string, comments: number, ours: number, unit = 'ms'): Figure => ({
  ...{ what, comments, ours, unit, samples: 5, growth: 10.5 },
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('compares the cost at a million comments with that at a hundred thousand', () => {
  const rows = [plain(figure('a', 100_000, 20)), plain(figure('a', 1_000_000, 220))];
  expect(growthRows(rows)).toMatchObject([{ ours: 11, goal: '≤ 10.5 ×', met: false }]);
});

it('compares only what was measured with one version of the code', () => {
  const small = { ...plain(figure('a', 100_000, 20)), version: 'one' };
  const large = { ...plain(figure('a', 1_000_000, 40)), version: 'two' };
  expect(growthRows([small, large])).toEqual([]);
  expect(growthRows([small, { ...large, version: 'one' }])).toMatchObject([{ ours: 2 }]);
  expect(growthRows([small, failed('a', 1_000_000, 'out of memory')])).toEqual([]);
});

it('says in the table what could not be measured, and why', () => {
  expect(line(failed('search', 1_000_000, 'no\n| room'))).toBe(
    '| search | 1,000,000 |  | failed: no / room |  |  |  | 0 |',
  );
});

it('turns rates around: half the rate costs twenty times as much', () => {
  const unit = 'comments/s';
  const rows = [plain(figure('b', 100_000, 40, unit)), plain(figure('b', 1_000_000, 20, unit))];
  expect(growthRows(rows)).toMatchObject([{ ours: 20, met: false }]);
});

it('knows goals that are to be reached from those that are not to be passed', () => {
  expect(absolute(figure('c', 1, 24_999, '/s'), -25_000).met).toBe(false);
  expect(absolute(figure('c', 1, 25_000, '/s'), -25_000)).toMatchObject({ goal: '≥ 25,000 /s' });
  expect(absolute(figure('c', 1, 51), 50).met).toBe(false);
  expect(against(figure('c', 1, 5), 100, 0.05)).toMatchObject({ ratio: 0.05, met: true });
});

it('keeps the rows of earlier runs and replaces the same ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  folders.push(folder);
  const file = join(folder, 'rows.json');
  mergeInto(file, [plain(figure('a', 10, 1)), plain(figure('b', 10, NaN))]);
  const all = mergeInto(file, [plain(figure('a', 10, 2)), plain(figure('a', 100, 3))]);
  expect(all.map(({ what, comments, ours }) => [what, comments, ours])).toEqual([
    ['a', 10, 2],
    ['b', 10, NaN],
    ['a', 100, 3],
  ]);
});

it('says of what cannot be told that it cannot, and judges it neither way', () => {
  expect(line(absolute(figure('d', 10_000, NaN, '×'), -0.9))).toBe(
    '| d | 10,000 |  | too short to tell |  | ≥ 0.9 × |  | 5 |',
  );
});

it('takes the value below which the share of the sorted values lies', () => {
  const values = Array.from({ length: 100 }, (_, at) => 99 - at);
  expect(percentile(values, 0.95)).toBe(95);
});
