/**
 * Who is named where. A name counts when all its words stand in a row (folded). Parts of names never count:
 * they are almost always ordinary words. Where a name stands decides what it is worth:
 * `@name` and a name at the start before a comma, colon or dash address somebody; a bare name at the start
 * nearly so; elsewhere it is only mentioned. Names made of common words need '@' or their exact spelling
 * before a colon or comma at the very start. Cost: one table look-up per word.
 */
import { learnAliases, type AliasUse } from './aliases.ts';
import type { InferOptions } from '../inference.ts';
import { addressKind, NAMED, type NamedKind } from './address.ts';
import { foldLetters } from '../words/code-units.ts';
import { nameSequences, type NameEntry } from './name-sequences.ts';
import type { PageText } from '../page.ts';

/** Mentions of comment i: entries start[i]…start[i+1). Nobody mentions themselves. */
export interface Mentions {
  start: Uint32Array;
  author: Int32Array;
  kind: Uint8Array;
  /** Characters [from, to) of the comment. */
  from: Int32Array;
  to: Int32Array;
  /** A name addressed at the start that nobody on the page bears: its characters; -1 = none. */
  strangerFrom: Int32Array;
  strangerTo: Int32Array;
  aliases: AliasUse[];
}

interface Found {
  author: number;
  kind: NamedKind;
  from: number;
  to: number;
}

const MAX_PER_COMMENT = 24;

/** Reads all mentions of a page; with `options.aliases`, confirmed nicknames count as names. */
export function readMentions(text: PageText, options: InferOptions): Mentions {
  const { entries, head } = nameSequences(text, options.aliases);
  const perComment: Found[][] = [];
  for (let i = 0; i < text.n; i++) perComment.push(findNames(text, i, entries, head));
  const learned = learnAliases(text, perComment);
  for (const use of learned.uses) {
    if (isTurnedDown(use, text, options)) continue;
    perComment[use.comment]?.push({
      author: use.author,
      kind: NAMED.alias,
      from: use.from,
      to: use.to,
    });
  }
  dropOrdinaryWords(perComment, text);
  const { start, author, kind, from, to } = flatten(perComment);
  const { strangerFrom, strangerTo } = learned.strangers;
  return { start, author, kind, from, to, strangerFrom, strangerTo, aliases: learned.uses };
}

function isTurnedDown(use: AliasUse, text: PageText, { turnedDown }: InferOptions): boolean {
  if (!turnedDown || turnedDown.size === 0) return false;
  return turnedDown.has(`${foldLetters(use.form)} ${text.authors.names[use.author] ?? ''}`);
}

function findNames(text: PageText, i: number, entries: NameEntry[], head: Int32Array): Found[] {
  const { words, firstWord, authors } = text;
  const body = text.comments[i]?.body ?? '';
  const from = firstWord[i] ?? 0;
  const end = firstWord[i + 1] ?? 0;
  const found: Found[] = [];
  for (let at = from; at < end && found.length < MAX_PER_COMMENT; at++) {
    let next = head[words.word[at] ?? 0] ?? -1;
    let longest = 0;
    while (next >= 0) {
      const entry = entries[next];
      if (!entry) break;
      next = entry.next;
      if (entry.author === authors.of[i] || entry.words.length <= longest) continue;
      if (!matches(words.word, at, end, entry.words)) continue;
      const start = words.start[at] ?? 0;
      const stop = words.end[at + entry.words.length - 1] ?? 0;
      const kind = addressKind(body, start, stop, at - from, entry);
      if (kind === 0) continue;
      if (longest > 0) found.pop();
      found.push({ author: entry.author, kind, from: start, to: stop });
      longest = entry.words.length;
    }
    if (longest > 1) at += longest - 1;
  }
  return found;
}

function matches(word: Int32Array, at: number, end: number, sequence: readonly number[]): boolean {
  if (at + sequence.length > end) return false;
  for (let k = 1; k < sequence.length; k++) if (word[at + k] !== sequence[k]) return false;
  return true;
}

/** A name met mostly in passing, in many comments, is a word of this page: only addressing uses stay. */
function dropOrdinaryWords(perComment: Found[][], text: PageText): void {
  const passing = new Int32Array(text.authors.count);
  const addressed = new Int32Array(text.authors.count);
  for (const found of perComment) {
    for (const one of found) {
      const counts = one.kind === NAMED.mentioned ? passing : addressed;
      counts[one.author] = (counts[one.author] ?? 0) + 1;
    }
  }
  const many = Math.max(5, text.n / 25);
  perComment.forEach((found, i) => {
    if (found.length === 0) return;
    perComment[i] = found.filter((one) => {
      const often = passing[one.author] ?? 0;
      const isWord = often > many && often > 3 * (addressed[one.author] ?? 0);
      return one.kind !== NAMED.mentioned || !isWord;
    });
  });
}

function flatten(
  perComment: Found[][],
): Pick<Mentions, 'start' | 'author' | 'kind' | 'from' | 'to'> {
  const start = new Uint32Array(perComment.length + 1);
  perComment.forEach((found, i) => {
    start[i + 1] = (start[i] ?? 0) + found.length;
  });
  const count = start[perComment.length] ?? 0;
  const author = new Int32Array(count);
  const kind = new Uint8Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  let at = 0;
  for (const found of perComment) {
    for (const one of found) {
      author[at] = one.author;
      kind[at] = one.kind;
      from[at] = one.from;
      to[at++] = one.to;
    }
  }
  return { start, author, kind, from, to };
}
