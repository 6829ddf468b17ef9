import { keyOf } from './key.ts';

const HEADING = /^(?:Comments|Comment|التعليقات|تعليقات) ?[:(]? ?(\d{1,9})? ?\)?$/;
const SWITCH_WORDS = ['اقرا هذا الخبر بالعربية', 'Read this story in English'];
const SWITCH = /^(?:اقرا هذا الخبر بالعربية|Read this story in English)(?: W\d{2,4})?$/;
const IMAGE = /^(?:• ?)?W\d{2,4}$/;
const COPYRIGHT = /(?:^|\s)Copyright ©|^©/;
const INDEX = /^(?:Latest stories|Spotlight|(?:W\d{2,4} )?Full Story)$/i;

/** A comments heading: its number, null when it names none; undefined when the line is no heading. */
export function headingCount(line: string): number | null | undefined {
  const first = line.charCodeAt(0);
  if (line.length > 60 || (first > 32 && first < 0x80 && first !== 67)) return undefined;
  const match = HEADING.exec(keyOf(line));
  if (!match) return undefined;
  return match[1] === undefined ? null : Number(match[1]);
}

/** A number alone on a line. */
export function loneNumber(line: string): number | null {
  const key = keyOf(line, 40);
  return /^\(?\d{1,9}\)?$/.test(key) ? Number(key.replace(/[()]/g, '')) : null;
}

/** Why a line above the comments is page furniture, or null when it is the article's. */
export function furnitureReason(line: string): string | null {
  if (line.length > 120) return null;
  const key = keyOf(line);
  if (SWITCH.test(key)) return 'language switch';
  if (IMAGE.test(key)) return 'image';
  return COPYRIGHT.test(key) ? 'copyright line' : null;
}

export function isCopyright(line: string): boolean {
  return line.length <= 300 && COPYRIGHT.test(line);
}

export function isIndexMark(line: string): boolean {
  return line.length <= 60 && INDEX.test(keyOf(line));
}

/** A paragraph with the language switch glued to its front, as flattened pages have it. */
export function hasGluedSwitch(line: string): boolean {
  const key = keyOf(line.slice(0, 80));
  return !SWITCH.test(key) && SWITCH_WORDS.some((words) => key.startsWith(words));
}
