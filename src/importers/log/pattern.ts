/**
 * Header patterns of text logs, in words a reader can edit: '[{time}] {author}: {text}'. A pattern without
 * {text} is a header on a line of its own; the text follows below it. {time} stands for dates and clock times
 * of the usual shapes, {author} for up to 80 characters, as few as fit. Every part is bounded, so a match
 * costs a small constant per line. Between slashes a pattern is a regular expression (expression.ts).
 */
import { DISCORD_PATTERN, discordTitle } from './discord.ts';
import { compileExpression, expressionIn } from './expression.ts';

const DATE = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})`,
  String.raw`\d{1,2}-\p{L}{3}-\d{2}(?!\d)`,
  String.raw`(?:\p{L}{3,9},? )?\d{1,2}(?:st|nd|rd|th)?[ -]\p{L}{3,9}\.?,?[ -]\d{4}`,
  String.raw`(?:\p{L}{3,9},? )?\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}`,
  String.raw`\p{L}{3} \d{1,2}(?= \d{2}:)`,
].join('|');
const CLOCK = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const TIME = `(?:(?:${DATE})(?:,? (?:at )?|T)(?:${CLOCK})|(?:${DATE})|(?:${CLOCK}))`;

/** The kinds of logs that are known, most telling first. */
export const KNOWN_PATTERNS = [
  '[{time}] <{author}> {text}',
  '{time} <{author}> {text}',
  '[{time}] {author}: {text}',
  '{time} - {author}: {text}',
  '{time} | {author} | {text}',
  '{time} {author}: {text}',
  '{author} [{time}]: {text}',
  '{author} ({time}): {text}',
  '{author}, [{time}]',
  '{author} ({time}):',
  '{author} ({time})',
  'On {time}, {author} wrote:',
  '{author} wrote on {time}:',
  '{author}, {time}',
  '{author} — {time}',
  '{author} | {time}',
  DISCORD_PATTERN,
] as const;

export interface HeaderMatch {
  author: string;
  time: string;
  /** Null when the text stands below the header. */
  text: string | null;
}

export interface HeaderPattern {
  source: string;
  match(line: string): HeaderMatch | null;
  /** A line that begins as a header does up to its time, but names nobody: joins, parts, notices. */
  isNotice(line: string): boolean;
}

const MARKS = /^[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+/;

/** Compiles a pattern; the reason, as a sentence, when it cannot be used. */
export function compilePattern(source: string): HeaderPattern | { reason: string } {
  const expression = expressionIn(source);
  return expression === null ? compileWords(source) : compileGroups(source, expression);
}

function compileGroups(source: string, inner: string): HeaderPattern | { reason: string } {
  const expression = compileExpression(inner);
  if ('reason' in expression) return expression;
  const { groups } = expression;
  if (!groups.includes('author') || !groups.includes('time')) {
    return { reason: 'The expression needs the groups (?<author>…) and (?<time>…).' };
  }
  if (new Set(groups).size < groups.length) return { reason: 'Each group may stand once.' };
  const hasText = groups.includes('text');
  return {
    source,
    match(line) {
      const found = expression.match(line.replace(MARKS, ''));
      if (!found) return null;
      const { author = '', time = '', text = '' } = found;
      return { author: author.trim(), time: time.trim(), text: hasText ? text : null };
    },
    isNotice: () => false,
  };
}

const NEEDS = 'The pattern needs {author} and {time} once each.';

function compileWords(source: string): HeaderPattern | { reason: string } {
  const parts = source.split(/(\{author\}|\{time\}|\{text\})/);
  const count = (name: string): number => parts.filter((part) => part === name).length;
  if (count('{author}') !== 1 || count('{time}') !== 1 || count('{text}') > 1) {
    const isHalf = source.trim().startsWith('/');
    return { reason: isHalf ? 'An expression ends with a slash too.' : NEEDS };
  }
  const hasText = count('{text}') === 1;
  const expression = parts
    .map((part) => PARTS.get(part) ?? escape(part).replaceAll(' ', String.raw`[ \t]`))
    .join('');
  const whole = new RegExp(`^${expression}${hasText ? '' : String.raw`\s*`}$`, 'u');
  const notice = noticePattern(parts);
  return {
    source,
    match(line) {
      const groups = whole.exec(line.replace(MARKS, ''))?.groups;
      if (!groups) return null;
      const { author = '', time = '', text } = groups;
      return { author: author.trim(), time, text: hasText ? (text ?? '') : null };
    },
    isNotice: (line) => notice?.test(line.replace(MARKS, '')) ?? false,
  };
}

/** IRC clients mark their notices; where a sign closes the time ('] ', ' - '), that sign is enough. */
const NOTICE_SIGNS = String.raw`\s+(?:-!-|=!=|-{2,}|\*+|<?-{1,2}>?|→|←)\s`;

function noticePattern(parts: readonly string[]): RegExp | null {
  const at = parts.indexOf('{time}');
  const before = parts.slice(0, at);
  if (before.includes('{author}')) return null;
  const sign = (/^[^<{@]*/.exec(parts[at + 1] ?? '')?.[0] ?? '').trim();
  const after = sign === '' ? NOTICE_SIGNS : String.raw`\s*${escape(sign)}`;
  return new RegExp(`^${before.map(escape).join('')}${TIME}${after}`, 'u');
}

const PARTS = new Map([
  ['{author}', String.raw`(?<author>[^\n]{0,80}?)`],
  ['{time}', `(?<time>${TIME})`],
  ['{text}', '(?<text>[^]*)'],
]);

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/**
 * The known pattern that most lines fit (two at least), or null. What DiscordChatExporter writes fits lines of
 * many other logs too: it is taken by its frame, and then alone.
 */
export function guessPattern(
  lines: readonly string[],
): { pattern: HeaderPattern; matches: number } | null {
  let best: { pattern: HeaderPattern; matches: number } | null = null;
  const isDiscord = discordTitle(lines) !== null;
  for (const source of KNOWN_PATTERNS) {
    if ((source === DISCORD_PATTERN) !== isDiscord) continue;
    const pattern = compilePattern(source);
    if ('reason' in pattern) continue;
    const matches = lines.filter((line) => line.length < 20_000 && pattern.match(line)).length;
    if (matches >= 2 && matches > (best?.matches ?? 0)) best = { pattern, matches };
  }
  return best;
}
