/**
 * Floating time: minutes since 1970-01-01T00:00 on the page's own clock, never converted to a zone.
 * All arithmetic is done as if the clock were UTC; `Date` in local time is never used.
 */
const FLOATING = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?$/;

/** Minutes of a calendar time, or null when there is no such day or time (31 February, 24:01). */
export function minutesOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second = 0,
): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isSameDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isSameDay || Number.isNaN(date.getTime())) return null;
  return date.getTime() / 60_000 + hour * 60 + minute + second / 60;
}

/** Minutes of 'YYYY-MM-DDTHH:mm[:ss][Z]'; null when it has another shape or names no real time. */
export function parseFloating(text: string): number | null {
  const match = FLOATING.exec(text);
  if (!match) return null;
  return minutesOf(
    Number(match[1]),
    Number(match[2]),
    Number(match[3]),
    Number(match[4]),
    Number(match[5]),
    Number(match[6] ?? 0),
  );
}

/** 'YYYY-MM-DDTHH:mm', with ':ss' only when the minute has a fraction. */
export function formatFloating(timeMin: number): string {
  const iso = new Date(Math.round(timeMin * 60) * 1000).toISOString();
  return Number.isInteger(timeMin) ? iso.slice(0, 16) : iso.slice(0, 19);
}
