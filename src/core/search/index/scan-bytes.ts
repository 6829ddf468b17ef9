/**
 * The words of a text in UTF-8, each with a hash of its bytes, in one pass: "The café" → the [0, 3),
 * café [4, 9). ASCII letters are made small in place. Which letters make words is said by tokens.ts, and so
 * is how runs without spaces are cut: those come as strings. Cost: one table look-up a byte of ASCII, a
 * code point put together for others.
 */
import { IN_WORD, letterKind, OTHER, segmentRun, UNSPACED } from '../../text/tokens.ts';

/** Bytes that a hash and a comparison look at: more than the letters that reach the fold (fold.ts). */
export const MAX_WORD_BYTES = 384;
const MAX_RAW_BYTES = 400;

export interface WordSink {
  /** A word of bytes [start, end); `isWide`: not all of them are ASCII. */
  word(bytes: Uint8Array, start: number, end: number, hash: number, isWide: boolean): void;
  /** A word that was cut out of a run without spaces. */
  piece(word: string): void;
}

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const SEPARATOR = OTHER;
const SPACELESS = UNSPACED;
const kindOf = letterKind;

const WIDE = 0x80;
const PRIME = 0x01000193;

/** What a byte is: 0 = between words, a small letter, digit or underscore, or WIDE = part of another letter. */
const LETTERS = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= WIDE) return WIDE;
  if (kindOf(code) !== IN_WORD) return 0;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
});

/** Tells `sink` the words of bytes [0, length). */
export function scanBytes(bytes: Uint8Array, length: number, sink: WordSink): void {
  const letters = LETTERS;
  for (let at = 0; at < length;) {
    const start = at;
    let hash = 0;
    let isSpaceless = false;
    let isWide = false;
    for (; at < length; at += 1) {
      const letter = letters[bytes[at] ?? 0] ?? 0;
      if (letter === 0) break;
      if (letter === WIDE) {
        const wide = wideLetter(bytes, at);
        if (wide >>> 3 === SEPARATOR) break;
        isWide = true;
        if (wide >>> 3 === SPACELESS) isSpaceless = true;
        const last = at + (wide & 7) - 1;
        for (; at < last; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
        hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
      } else {
        bytes[at] = letter;
        hash = Math.imul(hash ^ letter, PRIME);
      }
    }
    if (at === start) at += (bytes[at] ?? 0) < WIDE ? 1 : wideLetter(bytes, at) & 7;
    else if (isSpaceless) cutRun(bytes.subarray(start, at), sink);
    else if (at - start > MAX_WORD_BYTES)
      sink.word(bytes, start, at, hashOf(bytes, start, at), isWide);
    else sink.word(bytes, start, at, hash ^ (hash >>> 15), isWide);
  }
}

/** The hash that `scanBytes` gives a word. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const stop = Math.min(end, start + MAX_WORD_BYTES);
  let hash = 0;
  for (let at = start; at < stop; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
  return hash ^ (hash >>> 15);
}

/** Kind of the letter that begins at a byte, times 8, and its bytes. */
function wideLetter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = (bytes[at + 1] ?? 0) & 63;
  if (first < 0xe0) return (kindOf(((first & 31) << 6) | second) << 3) | 2;
  const third = (bytes[at + 2] ?? 0) & 63;
  if (first < 0xf0) return (kindOf(((first & 15) << 12) | (second << 6) | third) << 3) | 3;
  const fourth = (bytes[at + 3] ?? 0) & 63;
  return (kindOf(((first & 7) << 18) | (second << 12) | (third << 6) | fourth) << 3) | 4;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A word of bytes as a string; what does not reach the fold may be missing at its end. */
export function rawWord(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, Math.min(end, start + MAX_RAW_BYTES)));
}

function cutRun(run: Uint8Array, sink: WordSink): void {
  const text = decoder.decode(run);
  segmentRun(text, 0, (start, end) => {
    sink.piece(text.slice(start, end));
  });
}
