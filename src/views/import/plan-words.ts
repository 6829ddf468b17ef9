/** What the import dialog says of a file before it is read. */
import type { MappedField, Reading } from '../../core/corpus.ts';
import { minutesOf, parseFloating } from '../../core/dates.ts';
import type { CorpusSummary, FilePreview, PreviewRow } from '../../engine/protocol.ts';
import { count, counted, longTime, shortDate } from '../words.ts';

export const ENCODINGS: readonly [name: string, label: string][] = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16, little-endian'],
  ['utf-16be', 'UTF-16, big-endian'],
  ['windows-1252', 'windows-1252 (Western European)'],
  ['windows-1256', 'windows-1256 (Arabic)'],
];

export function encodingLabel(name: string): string {
  return ENCODINGS.find(([known]) => known === name)?.[1] ?? name;
}

export const FIELDS: readonly [field: MappedField, label: string][] = [
  ['author', 'Author'],
  ['time', 'Time'],
  ['day', 'Date beside the time'],
  ['text', 'Text'],
  ['id', 'Id of the comment'],
  ['parent', 'Id of what it answers'],
  ['article', 'Article'],
  ['thread', 'Thread'],
  ['title', 'Title of the article'],
];

export const ORDERS = ['day-first', 'month-first', 'year-first', 'as-words'] as const;
type Order = (typeof ORDERS)[number];

const ORDER_NAMES: Record<Order, string> = {
  'day-first': 'Day first',
  'month-first': 'Month first',
  'year-first': 'Year first',
  'as-words': 'Leave them as words, without a time',
};

/** 'Day first: “01/02/03” is 1 Feb 2003', or null where the sample cannot be read that way. */
export function orderLabel(order: Order, sample: string): string | null {
  if (order === 'as-words') return ORDER_NAMES[order];
  const match = /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(sample);
  if (!match) return ORDER_NAMES[order];
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const full = (year: number): number =>
    year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
  if (order === 'year-first' && (match[3]?.length ?? 0) > 2) return null;
  const [year, month, day] =
    order === 'day-first'
      ? [full(c), b, a]
      : order === 'month-first'
        ? [full(c), a, b]
        : [full(a), b, c];
  const minutes = minutesOf(year, month, day, 0, 0);
  return minutes === null ? null : `${ORDER_NAMES[order]}: “${match[0]}” is ${shortDate(minutes)}`;
}

/** How dates were found to be written, with the evidence. */
export function datesWords({ dates }: Pick<FilePreview, 'dates'>): string {
  if (!dates) return 'no dates';
  const known: Partial<Record<string, string>> = {
    'day-first': 'day first',
    'month-first': 'month first',
    'year-first': 'year first',
    iso: 'year first, as in 2017-01-23',
    epoch: 'seconds since 1970',
    'named-month': 'named months',
    numbers: 'numbers',
    'as-words': 'as words',
    unknown: 'undecided',
    unambiguous: 'each can be read one way only',
  };
  return `${known[dates.order] ?? dates.order}: ${dates.evidence}`;
}

/** A time of a row: as it would be read, else the words of the source. */
export function timeWords({ time, timeText }: PreviewRow): string {
  const minutes = time === null ? null : parseFloating(time);
  if (minutes !== null) return longTime(minutes);
  return timeText === null ? 'no time' : `“${timeText}”`;
}

/** Short state of a file in the list. */
export function stateWords(preview: FilePreview | null): string {
  if (!preview) return 'looking…';
  const { doubts, found, importer, isPartial, rejectedCount } = preview;
  if (doubts.includes('dates')) return 'asks: the order of its dates';
  if (importer === 'none') return 'cannot be read';
  if (doubts.includes('format')) return 'no known format';
  if (found === 0) return 'nothing to read found';
  const rows = `${isPartial ? 'first ' : ''}${counted(found, 'comment')}`;
  const bad = rejectedCount > 0 ? `, ${count(rejectedCount)} rejected` : '';
  const look = doubts.length > 0 ? ' · worth a look' : '';
  return `${rows}${bad}${look}`;
}

/** Stories of a file that the target, or another file of the plan, has too. */
export function sameStories(
  preview: FilePreview,
  others: readonly FilePreview[],
  target: CorpusSummary | null,
): string[] {
  const elsewhere = new Map<string, string>();
  for (const { name, stories } of others) for (const title of stories) elsewhere.set(title, name);
  for (const { title } of target?.articles ?? []) elsewhere.set(title, 'the corpus');
  return preview.stories
    .filter((title) => elsewhere.has(title))
    .map(
      (title) =>
        `“${title}” is in ${elsewhere.get(title) ?? ''} too: the same story captured twice.`,
    );
}

/** What the reader chose, in words, for the receipt. */
export function chosenWords(chosen: Reading): string[] {
  const words: string[] = [];
  if (chosen.importer !== undefined) words.push('the format');
  if (chosen.encoding !== undefined) words.push(`the encoding ${chosen.encoding}`);
  if (chosen.dateOrder !== undefined) words.push(`dates ${chosen.dateOrder.replace('-', ' ')}`);
  if (chosen.mapping !== undefined) words.push('the columns');
  if (chosen.pattern !== undefined) words.push(`the pattern ${chosen.pattern}`);
  if (chosen.acceptExpansion) words.push('to unpack all of it');
  return words;
}
