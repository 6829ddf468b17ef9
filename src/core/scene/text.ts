/**
 * Text of a picture. Names and titles come from strangers: what could break a label out of its place
 * (controls, explicit bidi embeddings, towers of combining marks, code points XML forbids) is left
 * out of the picture. The stored text is never touched.
 */
import type { Direction, TextMark } from './mark.ts';

const XML_FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029\u3164\u115F\u1160\uFFA0]/gu;
const CONTROLS = /\p{Cc}/gu;
const SPACES = /[\s\u2028\u2029\u0085]+/gu;
const MARK_TOWER = /(\p{M}{2})\p{M}+/gu;
const FIRST_LETTER = /\p{L}/u;
const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const LONGEST = 400;

/** Drops code points that no XML document may hold (lone surrogates, most controls). */
export function dropForbidden(text: string): string {
  return text.replace(XML_FORBIDDEN, '');
}

/** One line of harmless text, at most 400 code units; '' when nothing visible is left. */
export function cleanLabel(text: string): string {
  const line = dropForbidden(text.slice(0, LONGEST).replace(BIDI_CONTROLS, ''))
    .replace(MARK_TOWER, '$1')
    .replace(SPACES, ' ')
    .replace(CONTROLS, '')
    .trim();
  return line.replace(INVISIBLE, '').trim() === '' ? '' : line;
}

/** Direction of the first letter, as dir="auto" finds it; `otherwise` for text without letters. */
export function directionOf(text: string, otherwise: Direction = 'ltr'): Direction {
  const first = FIRST_LETTER.exec(text)?.[0];
  if (first === undefined) return otherwise;
  return RTL_LETTER.test(first) ? 'rtl' : 'ltr';
}

/** A part of a longer sentence, isolated so that its direction stays its own. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

export interface LabelStyle {
  size: number;
  weight?: number;
  italic?: boolean;
}

/** Width in pixels of one line of text. */
export type Measure = (text: string, style: LabelStyle) => number;

/** SVG anchor of text that should lie on one side of its x, whatever its direction. */
export function anchorFor(
  lies: 'right-of-x' | 'left-of-x' | 'centred',
  direction: Direction,
): TextMark['anchor'] {
  if (lies === 'centred') return 'middle';
  return (lies === 'right-of-x') === (direction === 'ltr') ? 'start' : 'end';
}

/** The longest beginning of `text` that fits `widthPx`, with an ellipsis; '' when not even that fits. */
export function fitText(
  text: string,
  widthPx: number,
  style: LabelStyle,
  measure: Measure,
): string {
  if (measure(text, style) <= widthPx) return text;
  const letters = Array.from(text);
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(shorten(letters, middle), style) <= widthPx) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : shorten(letters, low);
}

function shorten(letters: readonly string[], length: number): string {
  const end = /^\p{M}/u.test(letters[length] ?? '') ? length - 1 : length;
  return `${letters.slice(0, Math.max(1, end)).join('').trimEnd()}…`;
}
