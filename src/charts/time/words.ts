/** Times and durations in words: UTC arithmetic on floating minutes, western digits. */
export const LOCALE = 'en-GB';
const COUNT = new Intl.NumberFormat(LOCALE, { numberingSystem: 'latn' });

export type TimePart =
  'time' | 'day' | 'day-time' | 'date' | 'weekday-date' | 'month' | 'year' | 'full';

const FORMS: Record<TimePart, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  'day-time': {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'weekday-date': { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
  full: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
};

const formats = new Map<TimePart, Intl.DateTimeFormat>();

/** Floating minutes as '15:24', '23 Jan', '23 January 2017, 15:24' … ('' when not a time). */
export function timeWords(timeMin: number, part: TimePart): string {
  if (!Number.isFinite(timeMin) || Math.abs(timeMin) > 8.64e15 / 60_000) return '';
  let format = formats.get(part);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, {
      ...FORMS[part],
      timeZone: 'UTC',
      numberingSystem: 'latn',
      calendar: 'gregory',
    });
    formats.set(part, format);
  }
  return format.format(timeMin * 60_000).replace(' at ', ', ');
}

/** A count with separators: 12,345. */
export function countWords(count: number): string {
  return COUNT.format(Math.round(count));
}

/** '1 comment', '2 comments'. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countWords(count)} ${count === 1 ? one : many}`;
}

const UNITS: readonly (readonly [minutes: number, name: string, short: string])[] = [
  [525_960, 'year', 'y'],
  [43_830, 'month', 'mo'],
  [1440, 'day', 'd'],
  [60, 'hour', 'h'],
  [1, 'minute', 'min'],
];

/** '49 days', '3 hours', '2 years': the largest unit of which there are two (months from 90 days on). */
export function durationWords(minutes: number, style: 'long' | 'short' = 'long'): string {
  const unit =
    UNITS.find(([length, name]) => minutes >= length * (name === 'month' ? 3 : 2)) ??
    UNITS.findLast(([length]) => minutes < length * 2);
  const [length, name, short] = unit ?? [1, 'minute', 'min'];
  const count = Math.max(1, Math.round(minutes / length));
  return style === 'short' ? `${count} ${short}` : plural(count, name);
}

/** '15:00–15:30', or with days where the two ends differ. */
export function spanWords(startMin: number, endMin: number): string {
  const isSameDay =
    timeWords(startMin, 'date') === timeWords(Math.max(startMin, endMin - 1), 'date');
  if (endMin - startMin >= 1440 && startMin % 1440 === 0 && endMin % 1440 === 0)
    return isSameDay
      ? timeWords(startMin, 'date')
      : `${timeWords(startMin, 'date')} – ${timeWords(endMin - 1, 'date')}`;
  return isSameDay
    ? `${timeWords(startMin, 'date')}, ${timeWords(startMin, 'time')}–${timeWords(endMin, 'time')}`
    : `${timeWords(startMin, 'full')} – ${timeWords(endMin, 'full')}`;
}
