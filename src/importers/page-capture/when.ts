import { minutesOf } from '../../core/dates.ts';

const ENGLISH =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
/** Levantine month names, as keys (see key.ts). */
const LEVANTINE =
  'كانون الثاني,شباط,اذار,نيسان,ايار,حزيران,تموز,اب,ايلول,تشرين الاول,تشرين الثاني,كانون الاول'.split(
    ',',
  );

const MONTHS = new Map<string, number>([
  ...ENGLISH.map((name, i) => [name, i + 1] as const),
  ...LEVANTINE.map((name, i) => [name, i + 1] as const),
]);

const DAY_FIRST = /(?:^| )(\d{1,2}) (\p{L}{2,12}(?: \p{L}{2,12})?) (\d{4}) ?, ?(\d{2}):(\d{2})$/u;
const TIME_FIRST = /(?:^| )(\d{2}):(\d{2}) ?, ?(\d{4}) (\p{L}{2,12}(?: \p{L}{2,12})?) (\d{1,2})$/u;
const RELATIVE =
  /(?:^| )((?:(?:less than|about|over|almost) )?(?:\d{1,4}|half an?|an?) (?:second|minute|hour|day|week|month|year)s?(?: ago)?)$/;

export interface When {
  /** Where it begins in the key. */
  start: number;
  /** Floating minutes; null for a relative time. */
  timeMin: number | null;
  /** As the key has it. */
  text: string;
}

/** The time at the end of a header's key, or null: a real calendar time, or a relative phrase. */
export function whenAtEnd(key: string): When | null {
  const last = key.charCodeAt(key.length - 1);
  if (last >= 48 && last <= 57) return absolute(key);
  const relative = RELATIVE.exec(key);
  return relative?.[1] === undefined
    ? null
    : { start: key.length - relative[1].length, timeMin: null, text: relative[1] };
}

function absolute(key: string): When | null {
  const a = DAY_FIRST.exec(key);
  if (a) return build(key, a, a[3], a[2], a[1], a[4], a[5]);
  const b = TIME_FIRST.exec(key);
  return b ? build(key, b, b[3], b[4], b[5], b[1], b[2]) : null;
}

function build(
  key: string,
  match: RegExpExecArray,
  ...[year, month, day, hour, minute]: (string | undefined)[]
): When | null {
  const number = MONTHS.get(month ?? '');
  if (number === undefined) return null;
  const timeMin = minutesOf(Number(year), number, Number(day), Number(hour), Number(minute));
  if (timeMin === null) return null;
  const start = match.index + (match[0].startsWith(' ') ? 1 : 0);
  return { start, timeMin, text: key.slice(start) };
}
