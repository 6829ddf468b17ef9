/**
 * Which column or JSON path is the author, the time, the text and so on: by name first, in several
 * languages of programmers, then by what the values look like. The reader can change every choice.
 */
import type { MappedField } from '../importer.ts';
import { clockOf } from '../times/clock.ts';
import { readTime } from '../times/parse.ts';
import { KNOWN_NAMES, plainName } from './field-names.ts';

/** Our field → the source's column name or dotted JSON path. `title` names the article's headline. */
export type Mapping = Partial<Record<MappedField, string>>;

const ORDER = ['text', 'author', 'time', 'parent', 'id', 'title', 'article', 'thread'] as const;

/** Guesses a mapping from column names and sample rows (`rows[r][c]` belongs to `columns[c]`). */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  chosen: Mapping = {},
): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  const take = (field: MappedField, column: string): void => {
    mapping[field] = column;
    taken.add(column);
  };
  for (const [field, column] of Object.entries(chosen) as [MappedField, string][]) {
    if (columns.includes(column)) take(field, column);
  }
  for (const field of ORDER) {
    if (mapping[field] !== undefined || field in chosen) continue;
    const column = byName(columns, taken, KNOWN_NAMES[field]);
    if (column !== undefined) take(field, column);
  }
  for (const [field, score] of BY_LOOKS) {
    if (mapping[field] !== undefined || field in chosen) continue;
    const column = byLooks(columns, rows, taken, score);
    if (column !== undefined) take(field, column);
  }
  if (!('day' in chosen)) partTime(mapping, columns, rows, taken);
  return mapping;
}

/** A date and a clock time in two columns: the clock is the time, the date its day. */
function partTime(
  mapping: Mapping,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<string>,
): void {
  const { time } = mapping;
  if (time === undefined) return;
  const free = columns.filter((column) => !taken.has(column));
  const holds = (column: string, test: (value: string) => boolean): boolean => {
    const values = valuesOf(rows, columns.indexOf(column));
    return values.length > 0 && values.every(test);
  };
  if (holds(time, isClock)) {
    const day = byName(free, taken, KNOWN_NAMES.day) ?? free.find((column) => holds(column, isDay));
    if (day !== undefined && holds(day, isDay)) mapping.day = day;
  } else if (holds(time, isDay)) {
    const clock = free.find((column) => holds(column, isClock));
    if (clock !== undefined) Object.assign(mapping, { day: time, time: clock });
  }
}

const isClock = (value: string): boolean =>
  /^\d{1,2}[:.h]\d{2}/.test(value.trim()) && clockOf(value) !== null;

/** A date, and no clock time with it. */
const isDay = (value: string): boolean =>
  readTime(value, null).kind !== 'unknown' && !/\d[:h]\d|^\d{9,}/.test(value);

/** Fields of a mapping whose column was found by what its values look like, not by its name. */
export function foundByLooks(mapping: Mapping): MappedField[] {
  const isNamed = (field: MappedField, column: string): boolean =>
    KNOWN_NAMES[field].includes(plainName(column)) ||
    KNOWN_NAMES[field].includes(plainName(lastName(column)));
  return ORDER.filter((field) => {
    const column = mapping[field];
    return column !== undefined && !isNamed(field, column);
  });
}

const ALL_NAMES = new Set(Object.values(KNOWN_NAMES).flat());

/** How many columns carry a name that says what they are. */
export function recognised(columns: readonly string[]): number {
  return columns.filter((column) => ALL_NAMES.has(plainName(lastName(column)))).length;
}

function byName(
  columns: readonly string[],
  taken: ReadonlySet<string>,
  wanted: readonly string[],
): string | undefined {
  const free = columns.filter((column) => !taken.has(column));
  for (const name of wanted) {
    const whole = free.find((column) => plainName(column) === name);
    if (whole !== undefined) return whole;
  }
  for (const name of wanted) {
    const nested = free.find(
      (column) => column.includes('.') && plainName(lastName(column)) === name,
    );
    if (nested !== undefined) return nested;
  }
  return undefined;
}

const lastName = (column: string): string => column.slice(column.lastIndexOf('.') + 1);

type Score = (values: readonly string[]) => number;

const BY_LOOKS: readonly [MappedField, Score][] = [
  ['time', (values) => share(values, (value) => readTime(value, null).kind !== 'unknown') - 0.7],
  ['text', wordiness],
  ['author', (values) => share(values, (value) => /^\p{L}[^\n]{0,40}$/u.test(value)) - 0.7],
];

function byLooks(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<string>,
  score: Score,
): string | undefined {
  let best: string | undefined;
  let bestScore = 0;
  columns.forEach((column, c) => {
    if (taken.has(column)) return;
    const values = valuesOf(rows, c);
    const value = values.length === 0 ? 0 : score(values);
    if (value > bestScore) [best, bestScore] = [column, value];
  });
  return best;
}

function valuesOf(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.map((row) => row[column] ?? '').filter((value) => value !== '');
}

/** How much values look like what people write: words, and not one and the same in every row. */
function wordiness(values: readonly string[]): number {
  const hasWords = (value: string): boolean =>
    /\p{L}[^\n]*\s|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]{2}/u.test(value);
  if (new Set(values).size < Math.min(2, values.length) || share(values, hasWords) < 0.3) return 0;
  return Math.min(1, mean(values.map((value) => value.length)) / 40);
}

function share(values: readonly string[], test: (value: string) => boolean): number {
  return values.filter(test).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
