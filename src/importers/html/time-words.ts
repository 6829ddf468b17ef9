import { findTime } from '../times/find.ts';
import { readTime } from '../times/parse.ts';
import type { HtmlPage } from './page.ts';
import { textOf } from './texts.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A time as it can best be read: its machine-readable value, else the date in its words, else its words. */
export function timeWords(page: HtmlPage, time: number): string {
  const mark = page.times[time];
  if (!mark) return '';
  const { value } = mark;
  const words = textOf(page, mark.element).replace(/\s+/g, ' ');
  if (mark.isByShape) return findTime(words)?.text ?? (value === '' ? words : value);
  if (DAY.test(value)) {
    const clock = /\d{1,2}:\d{2}.*$/.exec(findTime(words)?.text ?? '')?.[0];
    return clock === undefined ? value : `${value} ${clock}`;
  }
  if (readTime(value, 'day-first').kind !== 'unknown') return value;
  return findTime(value)?.text ?? findTime(words)?.text ?? (words === '' ? value : words);
}
