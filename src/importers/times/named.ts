import { monthOf } from './months.ts';

const WEEKDAY = String.raw`(?:\p{L}{2,12}\.?,? )?`;
const MONTH = String.raw`(\p{L}[\p{L}\p{M}]{2,14})\.?`;
/** What stands between a day and its clock time. */
const CLOCK = String.raw`(?:(?: ?[,@|/–—-] ?| )(?:(?:at|um|à|a las|às|alle|ore|om|kl\.?|la|o|в|о|saat|الساعة) )?(.+))?`;

const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: |-| de )${MONTH},?(?: |-| de | del )(\d{4})${CLOCK}$`,
  'u',
);
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}${MONTH} (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${CLOCK}$`,
  'u',
);
/** 'Mon Mar 13 15:11:00 +0000 2017', as C and older feeds write it. */
const YEAR_LAST =
  /^\p{L}{3} (\p{L}{3}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: ([+-]\d{4}|[A-Z]{3,4}))? (\d{4})$/u;

/** '14-Mar-17 10:39 PM'. */
const SHORT = new RegExp(String.raw`^(\d{1,2})-${MONTH}-(\d{2})(?: (.+))?$`, 'u');

export interface NamedTime {
  year: number;
  month: number;
  day: number;
  clock: string | undefined;
}

/** A date with the name of its month, or null. */
export function namedTime(text: string): NamedTime | null {
  const a = DAY_FIRST.exec(text);
  if (a) return build(a[3], a[2], a[1], a[4]);
  const b = MONTH_FIRST.exec(text);
  if (b) return build(b[3], b[1], b[2], b[4]);
  const short = SHORT.exec(text);
  if (short) return build(fullYear(short[3]), short[2], short[1], short[4]);
  const c = YEAR_LAST.exec(text);
  return c ? build(c[5], c[1], c[2], c[4] === undefined ? c[3] : `${c[3]} ${c[4]}`) : null;
}

function fullYear(short: string | undefined): string {
  return `${Number(short) < 70 ? 20 : 19}${short ?? ''}`;
}

function build(
  year: string | undefined,
  name: string | undefined,
  day: string | undefined,
  clock: string | undefined,
): NamedTime | null {
  const month = monthOf(name ?? '');
  return month === null ? null : { year: Number(year), month, day: Number(day), clock };
}
