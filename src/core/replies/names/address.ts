import type { NameEntry } from './name-sequences.ts';

/** How a comment names somebody, weakest first; `called` is '@name' within the text, which may only refer to somebody. */
export const NAMED = { mentioned: 1, alias: 2, called: 3, leading: 4, addressed: 5 } as const;
export type NamedKind = (typeof NAMED)[keyof typeof NAMED];

const OPENERS = /^[\s>"'*_~[(<|{`^-]*$/u;
const MAX_LOOKAHEAD = 4;
/** Words before an address that still opens the comment. */
const OPENING = 2;

/** Whether a comma, colon, semicolon, dash or ellipsis follows within a few characters, as after an address. */
export function isPausedAfter(body: string, end: number): boolean {
  let spaces = 0;
  for (let at = end; at < Math.min(body.length, end + MAX_LOOKAHEAD); at++) {
    const char = body.charAt(at);
    if (
      char === ',' ||
      char === ':' ||
      char === ';' ||
      char === '…' ||
      char === '،' ||
      char === '؛'
    ) {
      return true;
    }
    if (char === '.' && body.charAt(at + 1) === '.') return true;
    if (spaces > 0 && (char === '-' || char === '–' || char === '—')) return true;
    if (char === '\n') return false;
    if (char === ' ') {
      if (++spaces > 1) return false;
    } else if (spaces > 0 || /[\p{L}\p{N}]/u.test(char)) return false;
  }
  return false;
}

/** Whether nothing but opening marks stands between the line's start and `start`. */
export function isLineStart(body: string, start: number): boolean {
  const line = body.lastIndexOf('\n', start - 1) + 1;
  return start - line < 12 && OPENERS.test(body.slice(line, start));
}

function isCalled(body: string, start: number): boolean {
  if (body.charAt(start - 1) === '@') return true;
  return body.charAt(start - 2) === '@' && !/[\p{L}\p{N}\s]/u.test(body.charAt(start - 1));
}

/** What kind of naming stands at characters [start, end), the comment's `word`-th word; 0 = none. */
export function addressKind(
  body: string,
  start: number,
  end: number,
  word: number,
  entry: NameEntry,
): NamedKind | 0 {
  const opens = word === 0 || isLineStart(body, start);
  if (isCalled(body, start)) return opens || word <= OPENING ? NAMED.addressed : NAMED.called;
  const paused = isPausedAfter(body, end);
  if (entry.isWeak) {
    const spelled =
      body.slice(start - entry.lead, start - entry.lead + entry.raw.length) === entry.raw;
    return spelled && opens && /^\s?[,:;]/u.test(body.slice(start - entry.lead + entry.raw.length))
      ? NAMED.addressed
      : 0;
  }
  if (paused && (opens || word <= OPENING)) return NAMED.addressed;
  if (word === 0) return NAMED.leading;
  const before = body.slice(Math.max(0, start - 2), start);
  if (/[,،] ?$/u.test(before) && /^[\s]*([.!?؟\n]|$)/u.test(body.slice(end, end + 2))) {
    return NAMED.leading;
  }
  return NAMED.mentioned;
}
