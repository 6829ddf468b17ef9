/** A bin width: bins start where `floor` says, in UTC arithmetic on floating minutes. */
export interface TimeUnit {
  name: string;
  /** Typical length, for choosing. */
  minutes: number;
  /** Start of the bin that holds a time. */
  floor(timeMin: number): number;
  /** Start of the bin after the one that starts at `startMin`. */
  next(startMin: number): number;
}

const DAY = 1440;
/** 1969-12-29, the Monday before the epoch. */
const FIRST_MONDAY = -3 * DAY;

/** Months since 1970-01 of a day counted from 1970-01-01 (after Howard Hinnant's civil_from_days). */
function monthOfDay(day: number): number {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (yearOfEra + era * 400 - 1970) * 12 + monthFromMarch + 2;
}

/** First day, counted from 1970-01-01, of a month counted from 1970-01. */
function dayOfMonth(month: number): number {
  const fromMarch = month - 2;
  const year = Math.floor(fromMarch / 12) + 1970;
  const monthFromMarch = fromMarch - Math.floor(fromMarch / 12) * 12;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5);
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function evenUnit(name: string, minutes: number, origin = 0): TimeUnit {
  return {
    name,
    minutes,
    floor: (time) => Math.floor((time - origin) / minutes) * minutes + origin,
    next: (start) => start + minutes,
  };
}

/** Months counted from year 0, so that decades and centuries begin at round years. */
function monthUnit(name: string, months: number): TimeUnit {
  const origin = -1970 * 12;
  const startOf = (month: number): number =>
    dayOfMonth(Math.floor((month - origin) / months) * months + origin) * DAY;
  return {
    name,
    minutes: months * 30.436875 * DAY,
    floor: (time) => startOf(monthOfDay(Math.floor(time / DAY))),
    next: (start) => startOf(monthOfDay(Math.floor(start / DAY)) + months),
  };
}

export const COARSEST = monthUnit('century', 1200);

/** Finest first. */
export const UNITS: readonly TimeUnit[] = [
  evenUnit('1 min', 1),
  evenUnit('5 min', 5),
  evenUnit('15 min', 15),
  evenUnit('30 min', 30),
  evenUnit('hour', 60),
  evenUnit('3 hours', 180),
  evenUnit('6 hours', 360),
  evenUnit('day', DAY),
  evenUnit('week', 7 * DAY, FIRST_MONDAY),
  monthUnit('month', 1),
  monthUnit('quarter', 3),
  monthUnit('year', 12),
  monthUnit('decade', 120),
  COARSEST,
];
