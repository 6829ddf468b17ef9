/**
 * Floating time: minutes since 1970-01-01T00:00 on the page's own clock, never converted to a zone.
 * All arithmetic is done as if the clock were UTC; `Date` in local time is never used.
 */
const FRACTION = /^(.{19})\.\d+Z?$/;
/** A little less than `Date` can tell. */
const MOST_YEARS = 270_000;
const DASH = 0x2d;
const COLON = 0x3a;
const DIGIT_0 = 0x30;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** Minutes of a calendar time, or null when there is no such day or time (31 February, 24:01). */
export function minutesOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second = 0,
): number | null {
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return null;
  if (!(Math.abs(year) <= MOST_YEARS && month >= 1 && month <= 12)) return null;
  if (!(day >= 1 && day <= daysIn(year, month))) return null;
  return daysBefore(year, month, day) * 1440 + hour * 60 + minute + second / 60;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days since 1970-01-01 in the Gregorian calendar; years are counted from March, 400 make an era. */
function daysBefore(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** Minutes of 'YYYY-MM-DDTHH:mm[:ss][Z]'; null when it has another shape or names no real time. */
export function parseFloating(text: string): number | null {
  const length = text.charCodeAt(text.length - 1) === LETTER_Z ? text.length - 1 : text.length;
  if (length !== 16 && length !== 19) return parseFraction(text);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null;
  if (text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON) return null;
  if (length === 19 && text.charCodeAt(16) !== COLON) return null;
  return minutesOf(
    twoDigits(text, 0) * 100 + twoDigits(text, 2),
    twoDigits(text, 5),
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    length === 19 ? twoDigits(text, 17) : 0,
  );
}

/** The number two digits make; NaN, which no time holds, when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - DIGIT_0;
  const ones = text.charCodeAt(at + 1) - DIGIT_0;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** The part of a second is left out. */
function parseFraction(text: string): number | null {
  const match = FRACTION.exec(text);
  return match ? parseFloating(match[1] ?? '') : null;
}

/** 'YYYY-MM-DDTHH:mm', with ':ss' only when the minute has a fraction. */
export function formatFloating(timeMin: number): string {
  const iso = new Date(Math.round(timeMin * 60) * 1000).toISOString();
  return Number.isInteger(timeMin) ? iso.slice(0, 16) : iso.slice(0, 19);
}
