import { formatFloating, minutesOf } from '../../core/dates.ts';

const TYPED = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s,]+(\d{1,2}):(\d{2}))?$/;

/**
 * Floating minutes of '2017-01-23 15:24' or '2017-01-23' (its start, or for the end of a range the
 * start of the next day); null when it is no such day or time. Digits of any script are read.
 */
export function readTypedTime(text: string, isEnd: boolean): number | null {
  const match = TYPED.exec(westernDigits(text.trim()));
  if (!match) return null;
  const [year, month, day, hour, minute] = match
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  const time = minutesOf(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0);
  return time !== null && hour === undefined && isEnd ? time + 1440 : time;
}

/** '2017-01-23 15:24': what `readTypedTime` reads back. */
export function writeTypedTime(timeMin: number): string {
  return formatFloating(Math.round(timeMin)).replace('T', ' ');
}

function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );
}
