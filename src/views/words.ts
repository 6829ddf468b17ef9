/** Words and figures as the page shows them. Times are floating minutes; digits are always Latin. */
import type { Confidence } from '../core/replies/inference.ts';
import type { FacetRow, NetworkEdge, ReplyRange } from '../engine/protocol.ts';

const formats = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', numberingSystem: 'latn', ...options });

const LONG_DATE = formats({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DATE = formats({ day: 'numeric', month: 'short', year: 'numeric' });
const DAY_MONTH = formats({ day: 'numeric', month: 'long' });
const CLOCK = formats({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const NUMBER = new Intl.NumberFormat('en-GB', { numberingSystem: 'latn' });

/** Text without a name, everywhere. */
export const NO_NAME = '[no name]';

function at(timeMin: number): Date {
  return new Date(Math.round(timeMin * 60) * 1000);
}

export function clock(timeMin: number): string {
  return CLOCK.format(at(timeMin));
}

/** '23 January 2017, 17:14'. */
export function longTime(timeMin: number): string {
  return `${LONG_DATE.format(at(timeMin))}, ${clock(timeMin)}`;
}

/** '23 January, 17:14' where the year is that of the whole corpus, else with the year. */
export function shortTime(timeMin: number, isOneYear: boolean): string {
  return `${(isOneYear ? DAY_MONTH : LONG_DATE).format(at(timeMin))}, ${clock(timeMin)}`;
}

/** '23 Jan 2017'. */
export function shortDate(timeMin: number): string {
  return SHORT_DATE.format(at(timeMin));
}

export function yearOf(timeMin: number): number {
  return at(timeMin).getUTCFullYear();
}

/** '23 Jan 2017, 15:24 to 17:36', with one open end 'from …' or 'before …'. */
export function rangeText(fromMin: number | null, toMin: number | null): string {
  const full = (timeMin: number): string => `${shortDate(timeMin)}, ${clock(timeMin)}`;
  if (fromMin === null && toMin === null) return 'any time';
  if (fromMin === null) return `before ${full(toMin ?? 0)}`;
  if (toMin === null) return `from ${full(fromMin)}`;
  const isOneDay = shortDate(fromMin) === shortDate(toMin);
  return `${full(fromMin)} to ${isOneDay ? clock(toMin) : full(toMin)}`;
}

export function count(value: number): string {
  return NUMBER.format(value);
}

/** '1 comment', '32 comments'. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** '1 to 7 people', '1 person'. */
export function people([low, high]: readonly [number, number]): string {
  return low === high ? counted(low, 'person', 'people') : `${count(low)} to ${count(high)} people`;
}

/** '21 to 25', '21'. */
export function range(low: number, high: number): string {
  return low === high ? count(low) : `${count(low)} to ${count(high)}`;
}

/** Figures that no model may overstate: never 0 % or 100 % for a guess. */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded >= 100 && probability < 1) return '> 99 %';
  if (rounded <= 0 && probability > 0) return '< 1 %';
  return `${rounded} %`;
}

export function repliesSentence({ stated, settled = 0, low, high }: ReplyRange): string {
  const known = stated + settled;
  const inferred = range(Math.max(0, low - known), Math.max(0, high - known));
  const one = high - known === 1 && low === high;
  const yours = settled > 0 ? `${count(settled)} settled by you, ` : '';
  return `${inferred} ${one ? 'reply' : 'replies'} inferred, ${yours}${count(stated)} stated by the source`;
}

/** 1,234 B, 5.6 MB … in decimal units. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const shown = unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10;
  return `${count(shown)} ${units[unit] ?? ''}`;
}

/** '3 s', '2 min', '1 h 5 min'. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Where the words of doubt begin, for the slider and its captions. */
export function thresholdWords(threshold: number): string {
  if (threshold >= 1) return 'stated only';
  if (threshold <= 0) return 'all guesses';
  const word: Confidence = threshold >= 0.8 ? 'strong' : threshold >= 0.5 ? 'likely' : 'weak';
  const isEdge = threshold === 0.8 || threshold === 0.5;
  return isEdge ? `${word} and above` : `${percent(threshold)} and above`;
}

export function facetName(row: Pick<FacetRow, 'label'>): string {
  return row.label ?? NO_NAME;
}

export function edgeText(edge: Pick<NetworkEdge, 'fromKey' | 'toKey'>): string {
  return `${edge.fromKey} → ${edge.toKey}`;
}
