import { FLAG } from './columns.ts';

/** What one pass over a body tells. `flags` are bits of FLAG. */
export interface BodyScan {
  flags: number;
  words: number;
}

/** Kinds of characters. `scanAscii` counts on the values of the first three. */
const SPACE = 1;
const LETTER = 2;
const DIGIT = 4;
const QUOTE = 8;
const QUESTION = 16;
const RIGHT = 32;
const OTHER = 64;

/** Kind of each ASCII character. */
export const ASCII_KIND = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (unit <= 32) return SPACE;
  if (/[a-z]/i.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  if (character === '"') return QUOTE;
  return character === '?' ? QUESTION : OTHER;
});

/**
 * Words (runs between white space that hold a letter, digit or symbol) and text flags of a body:
 * right-to-left, empty, link (http://, https://, www.), quote (quotation marks, or a line that begins
 * with '>'), question.
 */
export function scanBody(body: string): BodyScan {
  let words = 0;
  let isInWord = false;
  let right = 0;
  let left = 0;
  let seen = 0;
  for (let i = 0; i < body.length; i++) {
    const unit = body.charCodeAt(i);
    const kind = unit < 128 ? (ASCII_KIND[unit] ?? OTHER) : kindOf(unit);
    seen |= kind;
    if (kind === SPACE) isInWord = false;
    else if ((kind & (LETTER | DIGIT)) !== 0) {
      if (!isInWord) words++;
      isInWord = true;
      if ((kind & RIGHT) !== 0) right++;
      else if (kind === LETTER) left++;
    }
  }
  return { flags: flagsOf(body, seen, right > left), words };
}

/** Flags of a body in which characters of the kinds `seen` are. */
export function flagsOf(body: string, seen: number, isRightToLeft: boolean): number {
  let flags = isRightToLeft ? FLAG.rightToLeft : 0;
  if ((seen & ~SPACE) === 0) flags |= FLAG.emptyBody;
  if (hasLink(body)) flags |= FLAG.link;
  if ((seen & QUOTE) !== 0 || hasQuotedLine(body)) flags |= FLAG.quote;
  if ((seen & QUESTION) !== 0) flags |= FLAG.question;
  return flags;
}

/** Kind of a UTF-16 unit beyond ASCII. Halves of pairs and symbols count as letters. */
function kindOf(unit: number): number {
  if (unit === 0x61f) return QUESTION;
  if (unit === 0x60c || unit === 0x61b) return OTHER;
  if (unit === 0xab || unit === 0xbb) return QUOTE;
  if (unit === 0xa0 || unit === 0x3000 || unit === 0xfeff) return SPACE;
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba ? LETTER : OTHER;
  if (unit >= 0x2000 && unit <= 0x206f) return kindOfPunctuation(unit);
  return isRightToLeft(unit) ? LETTER | RIGHT : LETTER;
}

function kindOfPunctuation(unit: number): number {
  if (unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f) return SPACE;
  return unit === 0x201c || unit === 0x201d || unit === 0x201e ? QUOTE : OTHER;
}

function hasLink(body: string): boolean {
  const at = body.indexOf('://');
  if (at > 0 && /https?$/i.test(body.slice(Math.max(0, at - 5), at))) return true;
  return body.includes('www.') || (at > 0 && /https?:\/\//i.test(body));
}

function hasQuotedLine(body: string): boolean {
  return body.includes('>') && /^\s*>/m.test(body);
}

/** Hebrew to Arabic Extended, and their presentation forms. */
function isRightToLeft(unit: number): boolean {
  return (
    (unit >= 0x590 && unit <= 0x8ff) ||
    (unit >= 0xfb1d && unit <= 0xfdff) ||
    (unit >= 0xfe70 && unit <= 0xfefc)
  );
}
