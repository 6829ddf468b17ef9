/** A piece of a text around its first match, cut between words where it can be. */
import type { MatchSpan } from './match.ts';

export interface Snippet {
  text: string;
  /** Where the piece starts in the whole text. */
  start: number;
  isCutBefore: boolean;
  isCutAfter: boolean;
  /** Matches inside the piece, relative to it. */
  marks: MatchSpan[];
}

const JOINING = /\p{M}|\u200C|\u200D|[\u{1F3FB}-\u{1F3FF}]/u;
const NUDGE = 16;

/** Whether a text may be cut before `at`: not inside a surrogate pair, not before a mark or joiner. */
function isCuttable(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const code = text.charCodeAt(at);
  if (code >= 0xdc00 && code <= 0xdfff) return false;
  if (text.charCodeAt(at - 1) === 0x200d) return false;
  return !JOINING.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function cutBefore(text: string, wanted: number): number {
  let at = Math.max(0, Math.min(text.length, wanted));
  const least = at - NUDGE;
  for (let space = at; space > Math.max(0, least); space -= 1) {
    if (/\s/u.test(text[space - 1] ?? '')) return space;
  }
  while (!isCuttable(text, at)) at -= 1;
  return at;
}

function cutAfter(text: string, wanted: number): number {
  let at = Math.max(0, Math.min(text.length, wanted));
  for (let space = at; space < Math.min(text.length, at + NUDGE); space += 1) {
    if (/\s/u.test(text[space] ?? '')) return space;
  }
  while (!isCuttable(text, at)) at += 1;
  return at;
}

/** About `length` UTF-16 units around the first match, or from the start when nothing matches. */
export function makeSnippet(text: string, spans: readonly MatchSpan[], length = 160): Snippet {
  const [first] = spans;
  const lead = Math.floor(length / 4);
  const from = first ? first[0] - lead : 0;
  const wanted = Math.max(0, Math.min(from, text.length - length));
  const start = wanted === 0 ? 0 : cutBefore(text, wanted);
  const needed = first ? Math.min(first[1], first[0] + length) : 0;
  const stop = Math.max(start + length, needed);
  const end = stop >= text.length ? text.length : cutAfter(text, stop);
  const marks = spans
    .filter(([spanStart, spanEnd]) => spanEnd > start && spanStart < end)
    .map(([spanStart, spanEnd]): MatchSpan => {
      return [Math.max(start, spanStart) - start, Math.min(end, spanEnd) - start];
    });
  return {
    text: text.slice(start, end),
    start,
    isCutBefore: start > 0,
    isCutAfter: end < text.length,
    marks,
  };
}
