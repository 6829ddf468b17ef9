import { FLAG } from './columns.ts';

/** What one pass over a body tells. `flags` are bits of FLAG. */
export interface BodyScan {
  flags: number;
  words: number;
}

const LINK = /https?:\/\/|\bwww\./i;
const QUOTE = /["“”„«»]|^\s*>/m;
const QUESTION = /[?؟]/;

/** Words (runs between white space that hold a letter or digit) and text flags of a body. */
export function scanBody(body: string): BodyScan {
  let words = 0;
  let isInWord = false;
  let right = 0;
  let left = 0;
  for (let i = 0; i < body.length; i++) {
    const unit = body.charCodeAt(i);
    if (isSpace(unit)) {
      isInWord = false;
      continue;
    }
    if (!isWordUnit(unit)) continue;
    if (!isInWord) words++;
    isInWord = true;
    if (isRightToLeft(unit)) right++;
    else if (unit > 57) left++;
  }
  let flags = right > left ? FLAG.rightToLeft : 0;
  if (body.trim() === '') flags |= FLAG.emptyBody;
  if (LINK.test(body)) flags |= FLAG.link;
  if (QUOTE.test(body)) flags |= FLAG.quote;
  if (QUESTION.test(body)) flags |= FLAG.question;
  return { flags, words };
}

function isSpace(unit: number): boolean {
  if (unit <= 32) return true;
  if (unit < 160) return false;
  return unit === 160 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x2028;
}

function isWordUnit(unit: number): boolean {
  if (unit < 128) {
    return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
  }
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  return unit < 0x2000 || unit > 0x206f;
}

/** Hebrew to Arabic Extended, and their presentation forms. */
function isRightToLeft(unit: number): boolean {
  return (
    (unit >= 0x590 && unit <= 0x8ff) ||
    (unit >= 0xfb1d && unit <= 0xfdff) ||
    (unit >= 0xfe70 && unit <= 0xfeff)
  );
}
