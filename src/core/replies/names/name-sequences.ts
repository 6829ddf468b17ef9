import { coreName } from '../../text/names.ts';
import { createWords, readWords } from '../words/lexicon.ts';
import type { PageText } from '../page.ts';

/** One way to write an author's name, as words in a row. Entries that share a first word form a list. */
export interface NameEntry {
  author: number;
  words: readonly number[];
  raw: string;
  /** Characters of `raw` before its first letter or digit. */
  lead: number;
  /** Common words, digits or one or two letters: only an exact address counts. */
  isWeak: boolean;
  next: number;
}

export interface NameTable {
  entries: NameEntry[];
  /** First entry for each word; -1 = no name begins with it. */
  head: Int32Array;
}

const DOMAIN = /\.(?:com|net|org|info)$/iu;

/** The same people write on many pages. */
const KNOWN = new Map<string, string[]>();
const MOST_KNOWN = 50_000;

function formsOf(name: string): string[] {
  let forms = KNOWN.get(name);
  if (forms) return forms;
  forms = makeForms(name);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(name, forms);
  return forms;
}

function makeForms(name: string): string[] {
  const forms = [name];
  const bare = name.replace(DOMAIN, '');
  if (bare !== name) forms.push(bare);
  const split = bare.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  if (split !== bare) forms.push(split);
  const core = coreName(name);
  if (core.length >= 4) forms.push(core);
  return forms;
}

/** All forms of all names on the page, and of confirmed nicknames (folded form → author). */
export function nameSequences(text: PageText, aliases?: ReadonlyMap<string, string>): NameTable {
  const entries: NameEntry[] = [];
  const seen = new Set<string>();
  const words = createWords(16);
  const add = (author: number, form: string): void => {
    words.count = 0;
    readWords(text.lexicon, form, words, 8);
    const ids = [...words.word.subarray(0, words.count)];
    const key = `${String(author)} ${ids.join(' ')}`;
    if (ids.length === 0 || seen.has(key)) return;
    seen.add(key);
    const letters = ids.reduce((sum, _, k) => sum + (words.end[k] ?? 0) - (words.start[k] ?? 0), 0);
    const isWeak =
      letters < 3 || !/\p{L}/u.test(form) || ids.every((id) => text.lexicon.common[id] === 1);
    entries.push({ author, words: ids, raw: form, lead: words.start[0] ?? 0, isWeak, next: -1 });
  };
  text.authors.names.forEach((name, author) => {
    for (const form of formsOf(name)) add(author, form);
  });
  const byName = new Map(text.authors.names.map((name, author) => [name, author]));
  for (const [form, name] of aliases ?? []) {
    const author = byName.get(name);
    if (author !== undefined) add(author, form);
  }
  const head = new Int32Array(text.lexicon.words).fill(-1);
  entries.forEach((entry, at) => {
    const first = entry.words[0] ?? 0;
    entry.next = head[first] ?? -1;
    head[first] = at;
  });
  return { entries, head };
}
