const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const FULL =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

const DAY_FIRST =
  /^(?:\p{L}{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -](\p{L}{3,9})\.?,?[ -](\d{4})(?:,? (?:at )?(.+))?$/u;
const MONTH_FIRST =
  /^(?:\p{L}{3,9},? )?(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(.+))?$/u;
/** 'Mon Mar 13 15:11:00 +0000 2017', as C and older feeds write it. */
const YEAR_LAST =
  /^\p{L}{3} (\p{L}{3}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: ([+-]\d{4}|[A-Z]{3,4}))? (\d{4})$/u;

export interface NamedTime {
  year: number;
  month: number;
  day: number;
  clock: string | undefined;
}

/** A date with the English name of its month, or null. */
export function namedTime(text: string): NamedTime | null {
  const a = DAY_FIRST.exec(text);
  if (a) return build(a[3], a[2], a[1], a[4]);
  const b = MONTH_FIRST.exec(text);
  if (b) return build(b[3], b[1], b[2], b[4]);
  const c = YEAR_LAST.exec(text);
  return c ? build(c[5], c[1], c[2], c[4] === undefined ? c[3] : `${c[3]} ${c[4]}`) : null;
}

function build(
  year: string | undefined,
  name: string | undefined,
  day: string | undefined,
  clock: string | undefined,
): NamedTime | null {
  const word = (name ?? '').toLowerCase();
  const full = FULL.indexOf(word);
  const month = full >= 0 ? full : MONTHS.indexOf(word === 'sept' ? 'sep' : word);
  return month < 0 ? null : { year: Number(year), month: month + 1, day: Number(day), clock };
}
