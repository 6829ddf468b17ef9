/** The corpus of the search benchmark, and the three engines that answer it. */
import { Index as FlexIndex } from 'flexsearch';
import MiniSearch, { type Query as MiniQuery } from 'minisearch';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import type { SearchContext } from '../../../src/core/search/context.ts';
import { IndexBuilder } from '../../../src/core/search/index/builder.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import {
  BM25,
  BOOST,
  FIELDS,
  fieldWords,
  termsOf,
  WEIGHTS,
  type Field,
} from '../../../src/core/search/options.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';

export interface SearchCorpus {
  titles: string[];
  names: (string | null)[];
  article: Uint32Array;
  commenter: Uint32Array;
  bodies: string[];
}

export interface Doc {
  id: number;
  title: string;
  author: string;
  body: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bodies are copied: concatenated strings are flattened on first reading, which the first engine would pay. */
export function makeSearchCorpus(comments: number): SearchCorpus {
  const titles: string[] = [];
  const names = new Map<string | null, number>();
  const article = new Uint32Array(comments);
  const commenter = new Uint32Array(comments);
  const bodies: string[] = [];
  for (const page of generatePages({ comments, seed: 1 })) {
    titles.push(page.article.title);
    for (const comment of page.comments) {
      const row = bodies.length;
      const known = names.get(comment.author) ?? names.size;
      names.set(comment.author, known);
      article[row] = titles.length - 1;
      commenter[row] = known;
      bodies.push(decoder.decode(encoder.encode(comment.body)));
    }
  }
  return { titles, names: [...names.keys()], article, commenter, bodies };
}

export function docAt(corpus: SearchCorpus, id: number): Doc {
  return {
    id,
    title: corpus.titles[corpus.article[id] ?? 0] ?? '',
    author: corpus.names[corpus.commenter[id] ?? 0] ?? '',
    body: corpus.bodies[id] ?? '',
  };
}

export const MINI_OPTIONS = {
  fields: [...FIELDS] as string[],
  tokenize: (text: string, field?: string) => fieldWords(text, (field ?? 'body') as Field),
  processTerm: (term: string) => termsOf(term),
  autoVacuum: false,
  searchOptions: {
    tokenize: (text: string) => [text],
    processTerm: (term: string) => term,
    boost: BOOST,
    weights: WEIGHTS,
    bm25: BM25,
    maxFuzzy: 99,
  },
};

export function buildMini(corpus: SearchCorpus, count = corpus.bodies.length): MiniSearch<Doc> {
  const mini = new MiniSearch<Doc>(MINI_OPTIONS);
  for (let id = 0; id < count; id += 1) mini.add(docAt(corpus, id));
  return mini;
}

export type { MiniQuery };

export async function buildOurs(corpus: SearchCorpus): Promise<SearchIndex> {
  const builder = new IndexBuilder();
  corpus.titles.forEach((title, at) => {
    builder.setArticle(at, title);
  });
  corpus.names.forEach((name, at) => {
    builder.setCommenter(at, name);
  });
  for (let row = 0; row < corpus.bodies.length; row += 1) {
    builder.add(corpus.article[row] ?? 0, corpus.commenter[row] ?? 0, corpus.bodies[row] ?? '');
  }
  return builder.finish();
}

export function buildFlex(corpus: SearchCorpus): FlexIndex {
  const flex = new FlexIndex({ tokenize: 'strict', encode: foldedWords });
  for (let row = 0; row < corpus.bodies.length; row += 1) flex.add(row, corpus.bodies[row] ?? '');
  return flex;
}

export function makeSearchContext(corpus: SearchCorpus): SearchContext {
  const count = corpus.bodies.length;
  return {
    columns: {
      time: new Float64Array(count),
      flags: new Uint16Array(count),
      words: new Uint32Array(count),
    },
    commenters: corpus.names.map((name) => ({ name })),
    articles: corpus.titles.map((title, at) => ({ id: String(at), title })),
    parents: new Int32Array(count).fill(-2),
    confidence: null,
    textOf: (rows) => Promise.resolve(Array.from(rows, (row) => corpus.bodies[row] ?? '')),
  };
}
