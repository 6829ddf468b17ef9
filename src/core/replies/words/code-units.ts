/**
 * Folding one UTF-16 code unit by table: case, diacritics, Arabic letter variants and presentation forms.
 * `SEPARATOR` ends a word, `SKIP` (marks, tatweel, invisible format characters) vanishes inside one.
 * Filled on first use, so a page in one script touches a few hundred entries of 65,536.
 */
export const SEPARATOR = 0;
export const SKIP = 1;
export const UNSET = 0xffff;

const table = new Uint16Array(65_536).fill(UNSET);
const ARABIC = new Map<string, string>([
  ['أ', 'ا'],
  ['إ', 'ا'],
  ['آ', 'ا'],
  ['ٱ', 'ا'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ة', 'ه'],
]);
const INVISIBLE =
  /[\u00ad\u0640\u061c\ufeff]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064\u2066-\u206f]/u;

function compute(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return unit;
  const char = String.fromCharCode(unit);
  if (INVISIBLE.test(char) || /\p{M}/u.test(char)) return SKIP;
  if (!/[\p{L}\p{N}]/u.test(char)) return SEPARATOR;
  const base = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const first = base.charAt(0) || char;
  return (ARABIC.get(first) ?? first).charCodeAt(0);
}

/** The table itself, for loops over text: `UNSET` entries go through `foldUnit`. */
export const UNIT_TABLE: Readonly<Uint16Array> = table;

/** The folded code unit, `SEPARATOR` or `SKIP`. */
export function foldUnit(unit: number): number {
  const known = table[unit] ?? SEPARATOR;
  if (known !== UNSET) return known;
  const value = compute(unit);
  table[unit] = value;
  return value;
}

/** Scripts written without spaces: every character is a word of its own. */
export function isIsolate(unit: number): boolean {
  return (
    unit >= 0x2e80 && ((unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff))
  );
}

/** A text's letters and digits, folded, without anything between them. */
export function foldLetters(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const unit = foldUnit(text.charCodeAt(at));
    if (unit > SKIP) out += String.fromCharCode(unit);
  }
  return out;
}
