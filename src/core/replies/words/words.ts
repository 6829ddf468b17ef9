import type { Page } from '../page.ts';
import { TOP } from '../page.ts';

const MAX_NAME = 30;

/** A commenter as sentences name them. */
export function nameOf(page: Page, comment: number): string {
  const author = page.authors.of[comment] ?? -1;
  if (author < 0) return '[no name]';
  return clip(page.authors.names[author] ?? '', MAX_NAME);
}

/** At most `length` characters, cut with an ellipsis between words where possible. */
export function clip(text: string, length: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= length) return line;
  const cut = line.lastIndexOf(' ', length - 1);
  return `${line.slice(0, cut > length / 2 ? cut : length - 1)}…`;
}

/** '17:24'. */
export function clockOf(timeMin: number): string {
  const minute = ((Math.floor(timeMin) % 1440) + 1440) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** '20 minutes', '3 hours', '2 days'. */
export function spell(minutes: number): string {
  const say = (count: number, unit: string): string =>
    `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
  if (minutes < 1) return 'under a minute';
  if (minutes < 120) return say(Math.round(minutes), 'minute');
  if (minutes < 48 * 60) return say(Math.round(minutes / 60), 'hour');
  return say(Math.round(minutes / 1440), 'day');
}

/** Words of comment i from the page's word `at` on that also stand in a row in comment j, as character ranges in both. */
export function sharedStretch(
  page: Page,
  i: number,
  j: number,
  at: number,
): { mine: [number, number]; theirs: [number, number] } | null {
  const { words, firstWord } = page;
  const end = firstWord[i + 1] ?? 0;
  let best = 0;
  let bestMine = 0;
  let bestTheirs = 0;
  const stop = firstWord[j + 1] ?? 0;
  for (let mine = Math.max(firstWord[i] ?? 0, at - 2); mine < Math.min(end, at + 40); mine++) {
    for (let theirs = firstWord[j] ?? 0; theirs < stop; theirs++) {
      if (words.word[mine] !== words.word[theirs]) continue;
      let length = 1;
      while (
        mine + length < end &&
        theirs + length < stop &&
        words.word[mine + length] === words.word[theirs + length]
      ) {
        length++;
      }
      if (length > best) {
        best = length;
        bestMine = mine;
        bestTheirs = theirs;
      }
    }
  }
  if (best < 2) return null;
  return {
    mine: [words.start[bestMine] ?? 0, words.end[bestMine + best - 1] ?? 0],
    theirs: [words.start[bestTheirs] ?? 0, words.end[bestTheirs + best - 1] ?? 0],
  };
}

/** Whether the comment is one whose author has no name. */
export function isNameless(page: Page, comment: number): boolean {
  return comment !== TOP && (page.authors.of[comment] ?? -1) < 0;
}

/** Words in a comment, at most as many as the page kept. */
export function lengthOf(page: Page, comment: number): number {
  return (page.firstWord[comment + 1] ?? 0) - (page.firstWord[comment] ?? 0);
}
