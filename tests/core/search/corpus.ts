import type { SearchContext } from '../../../src/core/search/context.ts';
import { IndexBuilder } from '../../../src/core/search/index/builder.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { listRows } from '../../../src/core/search/rows.ts';
import { search, type SearchResult } from '../../../src/core/search/search.ts';
import { makeRandom, type ZipfCorpus } from '../../bench/zipf.ts';

export async function buildIndex(
  corpus: ZipfCorpus,
  from = 0,
  to = Infinity,
): Promise<SearchIndex> {
  const builder = new IndexBuilder();
  corpus.titles.forEach((title, at) => builder.setArticle(at, title));
  corpus.names.forEach((name, at) => builder.setCommenter(at, name));
  for (const { article, commenter, body } of corpus.comments.slice(from, to)) {
    builder.add(article, commenter, body);
  }
  return builder.finish();
}

export function makeContext(corpus: ZipfCorpus, more: Partial<SearchContext> = {}): SearchContext {
  const { comments } = corpus;
  return {
    columns: {
      time: Float64Array.from(comments, (_, row) => row * 10),
      flags: new Uint16Array(comments.length),
      words: new Uint32Array(comments.length),
    },
    commenters: corpus.names.map((name) => ({ name })),
    articles: corpus.titles.map((title, at) => ({ id: `a${String(at)}`, title })),
    parents: new Int32Array(comments.length).fill(-2),
    confidence: null,
    textOf: (rows) => Promise.resolve(Array.from(rows, (row) => comments[row]?.body ?? '')),
    ...more,
  };
}

export async function ask(
  index: SearchIndex,
  context: SearchContext,
  text: string,
  top = 0,
): Promise<SearchResult> {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return search(index, parsed.query, context, { top });
}

export function rowsOf(result: SearchResult): number[] {
  return Array.from(listRows(result.rows));
}

/** Random query lines over the words of a corpus: every operator, every field, typos, Arabic. */
export function makeQueries(corpus: ZipfCorpus, count: number, seed: number): string[] {
  const random = makeRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const words = (): string[] =>
    pick(corpus.comments)
      .body.split(/[^\p{L}]+/u)
      .filter(Boolean);
  const word = (): string => pick([...words(), 'zzz']);
  const typo = (): string => {
    const right = word();
    const at = Math.floor(random() * right.length);
    return right.slice(0, at) + pick(['', 'e', 'x', 'ن']) + right.slice(at + 1);
  };
  const atom = (): string => {
    const kind = random();
    if (kind < 0.45) return word();
    if (kind < 0.55) return `${word().slice(0, 1 + Math.floor(random() * 3))}*`;
    if (kind < 0.65) return `${typo()}~`;
    if (kind < 0.75) return typo();
    if (kind < 0.85) return `text:${word()}`;
    return pick([...corpus.titles.flatMap((title) => title.split(' ')), word()]);
  };
  const phrase = (): string => {
    const list = [...words(), 'eta'];
    const at = Math.floor(random() * list.length);
    return `"${list.slice(at, at + 1 + Math.floor(random() * 3)).join(' ')}"`;
  };
  const safe = (): string => {
    if (random() < 0.1) return phrase();
    const made = atom().replace(/[^\p{L}\p{N}:*~_]/gu, '');
    return made === '' || /^(OR|AND|NOT)$/.test(made) ? 'eta' : made;
  };
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.3) return safe();
    if (kind < 0.55) return `${safe()} ${safe()}`;
    if (kind < 0.7) return `${safe()} OR ${safe()}`;
    if (kind < 0.8) return `${safe()} (${safe()} OR ${safe()} ${safe()})`;
    if (kind < 0.9) return `${safe()} -${safe()}`;
    return `${safe()} ${safe()} OR ${safe()} OR ${safe()}`;
  });
}
