/**
 * Words of a text, folded, with their place in the ORIGINAL text: "the Ｆｉｎｅ café" →
 * the [0,3), fine [4,8), cafe [9,13).
 * A word is a run of letters, marks, digits and underscores after NFKC; runs in scripts without spaces
 * (Han, kana, Thai, Lao, Khmer, Burmese) are cut further by Intl.Segmenter, in pieces of bounded length
 * because it is quadratic on long strings.
 * Cost: linear; one table look-up per character. Limit: two engines may segment Chinese differently.
 */
import { foldWord } from './fold.ts';

const WORD = /^[\p{L}\p{M}\p{N}_]$/u;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SEGMENT_PIECE = 256;

/** What a character is to words: none of one, part of one, or part of a run that has no spaces. */
export const OTHER = 1;
export const IN_WORD = 2;
export const UNSPACED = 3;
const classes = new Uint8Array(0x10000);

function classify(text: string): number {
  if (!WORD.test(text)) return OTHER;
  return SPACELESS.test(text) ? UNSPACED : IN_WORD;
}

function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known !== 0) return known;
  const found = classify(String.fromCharCode(code));
  classes[code] = found;
  return found;
}

/** OTHER, IN_WORD or UNSPACED of a code point. */
export function letterKind(point: number): number {
  return point > 0xffff ? classify(String.fromCodePoint(point)) : classOf(point);
}

function pairClass(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff ? letterKind(point) : OTHER;
}

let segmenter: Intl.Segmenter | null = null;

function segmentPiece(piece: string, start: number, visit: SpanVisitor): void {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  for (const part of segmenter.segment(piece)) {
    visit(start + part.index, start + part.index + part.segment.length);
  }
}

/** Calls `visit` for every word of a run without spaces, as spans from `start` on. */
export function segmentRun(run: string, start: number, visit: SpanVisitor): void {
  for (let at = 0; at < run.length;) {
    let end = Math.min(run.length, at + SEGMENT_PIECE);
    const last = run.charCodeAt(end - 1);
    if (end < run.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    segmentPiece(run.slice(at, end), start + at, visit);
    at = end;
  }
}

export type SpanVisitor = (start: number, end: number) => void;

/** Calls `visit` for every raw word of a text that is NFKC already: [start, end) in that text. */
export function scanSpans(text: string, visit: SpanVisitor): void {
  const length = text.length;
  for (let at = 0; at < length;) {
    const start = at;
    let isSpaceless = false;
    while (at < length) {
      const code = text.charCodeAt(at);
      const isPair = code >= 0xd800 && code <= 0xdbff;
      const kind = isPair ? pairClass(text, at) : classOf(code);
      if (kind === OTHER) break;
      if (kind === UNSPACED) isSpaceless = true;
      at += isPair ? 2 : 1;
    }
    if (at === start) at += 1;
    else if (isSpaceless) segmentRun(text.slice(start, at), start, visit);
    else visit(start, at);
  }
}

/** As `scanSpans`, with the raw word. */
export function scanWords(
  text: string,
  visit: (word: string, start: number, end: number) => void,
): void {
  scanSpans(text, (start, end) => {
    visit(text.slice(start, end), start, end);
  });
}

/** Folded words of a text, in order; words that fold to nothing are left out. */
export function foldedWords(text: string): string[] {
  const words: string[] = [];
  scanWords(text.normalize('NFKC'), (raw) => {
    const word = foldWord(raw);
    if (word !== '') words.push(word);
  });
  return words;
}

/** A folded word and its characters [start, end) in the original text. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/** Folded words of a text with their spans in the text as given (not in its NFKC form). */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const normal = text.normalize('NFKC');
  const origin = normal === text ? null : alignNormalized(text, normal);
  scanWords(normal, (raw, start, end) => {
    const word = foldWord(raw);
    if (word === '') return;
    if (!origin) tokens.push({ word, start, end });
    else tokens.push({ word, start: origin.starts[start] ?? 0, end: origin.ends[end - 1] ?? 0 });
  });
  return tokens;
}

interface Alignment {
  /** Per UTF-16 unit of the normal form: where the piece it came from starts and ends. */
  starts: Uint32Array;
  ends: Uint32Array;
}

const PIECES = /[\u1100-\u11FF]+|\P{M}\p{M}*|\p{M}+/gu;

function alignNormalized(text: string, normal: string): Alignment {
  const starts = new Uint32Array(normal.length);
  const ends = new Uint32Array(normal.length);
  let at = 0;
  const put = (length: number, start: number, end: number): void => {
    starts.fill(start, at, at + length);
    ends.fill(end, at, at + length);
    at += length;
  };
  for (const run of text.matchAll(/\s+|\S+/gu)) {
    const whole = run[0].normalize('NFKC');
    const pieces = Array.from(run[0].matchAll(PIECES), (piece) => piece[0]);
    const parts = pieces.map((piece) => piece.normalize('NFKC'));
    if (parts.join('') !== whole) {
      put(whole.length, run.index, run.index + run[0].length);
      continue;
    }
    let start = run.index;
    for (const [index, piece] of pieces.entries()) {
      const part = parts[index] ?? '';
      if (part === piece)
        for (let unit = 0; unit < part.length; unit += 1) put(1, start + unit, start + unit + 1);
      else put(part.length, start, start + piece.length);
      start += piece.length;
    }
  }
  return { starts, ends };
}
