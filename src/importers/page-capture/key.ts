/**
 * The key of a line: what it is matched on, never what is stored. Odd spaces become one space, invisible
 * marks and Arabic vowel signs go, Arabic-Indic digits become ASCII, alef forms and yeh become one.
 * `at[i]` is where `key[i]` stands in the line, so that the author can be cut from the original text.
 */
export interface LineKey {
  key: string;
  at: number[];
}

const ODD_SPACES = new Set([0x1680, 0x180e, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

function isSpace(code: number): boolean {
  if (code < 0x85) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x1680) return code === 0xa0 || code === 0x85;
  return (code >= 0x2000 && code <= 0x200a) || ODD_SPACES.has(code);
}

function isInvisible(code: number): boolean {
  if (code === 0 || code === 0xad || code === 0xfeff || code === 0x061c || code === 0x2060)
    return true;
  if (code >= 0x200b && code <= 0x200f) return true;
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

function isVowelSign(code: number): boolean {
  return code === 0x0640 || code === 0x0670 || (code >= 0x064b && code <= 0x065f);
}

function folded(code: number): number {
  if (code >= 0x0660 && code <= 0x0669) return code - 0x0660 + 48;
  if (code >= 0x06f0 && code <= 0x06f9) return code - 0x06f0 + 48;
  if (code === 0x060c) return 44;
  if (code === 0x0622 || code === 0x0623 || code === 0x0625 || code === 0x0671) return 0x0627;
  return code === 0x0649 ? 0x064a : code;
}

/** The key of a line with the position of each of its characters. */
export function keyWithPositions(line: string): LineKey {
  const at: number[] = [];
  const codes: number[] = [];
  let isAfterSpace = true;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code >= 0x80 || code === 0) {
      if (isInvisible(code) || isVowelSign(code)) continue;
    }
    const space = isSpace(code);
    if (space && isAfterSpace) continue;
    isAfterSpace = space;
    codes.push(space ? 32 : code < 0x80 ? code : folded(code));
    at.push(i);
  }
  if (codes.at(-1) === 32) codes.pop();
  return { key: String.fromCharCode(...codes), at };
}

/** The key of a line of at most `limit` characters; longer lines give ''. */
export function keyOf(line: string, limit = 300): string {
  return line.length > limit ? '' : keyWithPositions(line).key;
}

/** Only spaces and invisible marks. */
export function isBlank(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (!isSpace(code) && !isInvisible(code)) return false;
  }
  return true;
}

/** Spaces and invisible marks taken off both ends, runs of odd spaces inside made one space. */
export function tidy(text: string): string {
  let start = 0;
  let end = text.length;
  const isEdge = (i: number): boolean =>
    isSpace(text.charCodeAt(i)) || isInvisible(text.charCodeAt(i));
  while (start < end && isEdge(start)) start++;
  while (end > start && isEdge(end - 1)) end--;
  return text.slice(start, end).replace(/\s+/gu, ' ').normalize('NFC');
}
