export interface Clock {
  hour: number;
  minute: number;
  second: number;
  /** Minutes east of UTC; null when the text names no offset. */
  offsetMin: number | null;
}

const CLOCK =
  /^(\d{1,2})(?:[:.]| ?h ?)(\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)? ?([ap]\.?m\.?|[صم])?(?: ?(?:uhr|hs?|min)\b)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?$/i;

/** A clock time with optional seconds, am/pm and zone; '' is midnight. Null when it is anything else. */
export function clockOf(text: string): Clock | null {
  if (text === '') return { hour: 0, minute: 0, second: 0, offsetMin: null };
  const match = CLOCK.exec(text.trim());
  if (!match) return null;
  const hour = hourOf(Number(match[1]), match[4]);
  if (hour === null) return null;
  return {
    hour,
    minute: Number(match[2]),
    second: Number(match[3] ?? 0),
    offsetMin: offsetOf(match[5]),
  };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  const isAfternoon = /^(?:p|م)/i.test(half);
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
