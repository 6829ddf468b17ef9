/**
 * A date inside a few words: "geschrieben von berg2012 am 21. Jan. 2015, 19:04". Found by its shape (a day
 * and a month's name, or numbers with a year; then perhaps a clock time close by), and given back as the one
 * text that `readTime` understands, with what stood before it. Words and dates without a year are found too,
 * but not put right: who reads them says that they can't be read.
 */
import { monthOf } from './months.ts';

export interface FoundTime {
  /** For `readTime`. */
  text: string;
  /** What stands before it. */
  before: string;
  /** How many characters of the words belong to it. */
  length: number;
}

const WORD = String.raw`\p{L}[\p{L}\p{M}]{2,14}`;
const DATES = [
  /(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?<clock>[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?/u,
  new RegExp(
    String.raw`(?<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: |-| de | of )?(?<word>${WORD})\.?(?:(?: de | del |, | |-)(?<y>\d{4}))?(?!\d)`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<word>${WORD})\.? (?<d>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (?<y>\d{4}))?`,
    'gu',
  ),
  /(?<!\d)(?<a>\d{1,2})(?<mark>[./-])(?<b>\d{1,2})(?:\k<mark>|, )(?<y>\d{4}|\d{2})(?!\d)/u,
  /(?<y>\d{4})(?<mark>[./])(?<m>\d{1,2})\k<mark>(?<d>\d{1,2})(?!\d)/u,
];
const CLOCK =
  /^[^\d]{0,14}?(\d{1,2}(?:[:.]| ?h ?)\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?Uhr| ?h\b)?)(?!\d)/iu;
const MOST_CHARS = 160;

/** The first date in a few words, or null. */
export function findTime(words: string): FoundTime | null {
  if (words.length > MOST_CHARS || !/\d/.test(words)) return null;
  let best: { at: number; end: number; text: string } | null = null;
  for (const pattern of DATES) {
    const found = firstDate(pattern, words);
    if (found && (!best || found.at < best.at)) best = found;
  }
  if (!best) return null;
  const rest = words.slice(best.end);
  const clock = best.text.includes(':') ? null : CLOCK.exec(rest);
  const end = best.end + (clock?.[0].length ?? 0);
  return {
    text: clock ? `${best.text} ${clock[1] ?? ''}` : best.text,
    before: words.slice(0, best.at).trim(),
    length: end - best.at,
  };
}

function firstDate(
  pattern: RegExp,
  words: string,
): { at: number; end: number; text: string } | null {
  const matches = pattern.global ? words.matchAll(pattern) : [pattern.exec(words)];
  for (const match of matches) {
    if (!match?.groups) continue;
    const { y, m, d, a, b, mark, word, clock } = match.groups;
    if (word !== undefined && monthOf(word) === null) continue;
    const place = { at: match.index, end: match.index + match[0].length };
    if (word !== undefined)
      return { ...place, text: y === undefined ? match[0] : `${d} ${word} ${y}` };
    if (m !== undefined) return { ...place, text: `${y}-${m}-${d}${clock ?? ''}` };
    return { ...place, text: `${a}${mark}${b}${mark}${y}` };
  }
  return null;
}
