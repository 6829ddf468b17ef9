/**
 * Times as people and programs write them, read strictly: a text is a time only when every part of it is
 * understood and names a real day. Nothing is guessed: 03/04/2017 is 'ambiguous' until an order is given.
 * Clock times without a zone stay as they are; epoch numbers and times with an offset are instants and come
 * out in UTC with a Z. Zone abbreviations (EST) say too little to shift by; the clock time is kept.
 */
import { formatFloating, minutesOf } from '../../core/dates.ts';
import { namedTime } from './named.ts';
import { clockOf } from './clock.ts';

export type DateOrder = 'day-first' | 'month-first' | 'year-first';

export type TimeForm = 'iso' | 'epoch' | 'numbers' | 'named-month';

export type TimeReading =
  | { kind: 'time'; time: string; form: TimeForm }
  | { kind: 'ambiguous'; first: number; second: number }
  | { kind: 'impossible' }
  | { kind: 'unknown' };

const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T ]|, ?| at )(.*))?$/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})(?:,? +(?:at +)?(.*))?$/;
const EPOCH = /^-?\d{9,16}(?:\.\d+)?$/;

/** Reads one time; `order` decides dates that are all numbers. */
export function readTime(raw: string, order: DateOrder | null): TimeReading {
  const text = raw
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll('،', ',')
    .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim();
  if (text === '' || text.length > 80) return { kind: 'unknown' };
  const iso = ISO.exec(text);
  if (iso) return build(Number(iso[1]), Number(iso[3]), Number(iso[4]), iso[5], 'iso');
  if (EPOCH.test(text)) return epoch(Number(text));
  const numbers = NUMBERS.exec(text);
  if (numbers) return fromNumbers(numbers, order);
  const named = namedTime(text);
  if (!named) return { kind: 'unknown' };
  return build(named.year, named.month, named.day, named.clock, 'named-month');
}

/** Seconds, milliseconds or microseconds since 1970, told apart by size (years 1973 to 5138). */
export function epoch(value: number): TimeReading {
  const size = Math.abs(value);
  const seconds = size < 1e11 ? value : size < 1e14 ? value / 1e3 : value / 1e6;
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 1e11) return { kind: 'impossible' };
  return { kind: 'time', time: `${formatFloating(Math.floor(seconds) / 60)}Z`, form: 'epoch' };
}

function fromNumbers(match: RegExpExecArray, order: DateOrder | null): TimeReading {
  const first = Number(match[1]);
  const second = Number(match[3]);
  const third = Number(match[4]);
  const clock = match[5];
  if (order === 'year-first') {
    if (match[4]?.length === 4) return { kind: 'unknown' };
    return build(fullYear(first), second, third, clock, 'numbers');
  }
  const year = match[4]?.length === 4 ? third : fullYear(third);
  const dayFirst = minutesOf(year, second, first, 0, 0);
  const monthFirst = minutesOf(year, first, second, 0, 0);
  if (dayFirst === null && monthFirst === null) return { kind: 'impossible' };
  const isDayFirst = monthFirst === null || first === second || order === 'day-first';
  if (dayFirst !== null && isDayFirst) return build(year, second, first, clock, 'numbers');
  if (dayFirst !== null && order === null) return { kind: 'ambiguous', first, second };
  return build(year, first, second, clock, 'numbers');
}

function fullYear(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year;
}

function build(
  year: number,
  month: number,
  day: number,
  clockText: string | undefined,
  form: TimeForm,
): TimeReading {
  const clock = clockOf(clockText ?? '');
  if (!clock) return { kind: 'unknown' };
  const timeMin = minutesOf(year, month, day, clock.hour, clock.minute, clock.second);
  if (timeMin === null) return { kind: 'impossible' };
  if (clock.offsetMin === null) return { kind: 'time', time: formatFloating(timeMin), form };
  return { kind: 'time', time: `${formatFloating(timeMin - clock.offsetMin)}Z`, form };
}
