/** Plain MiniSearch with the same options, asked the same query. */
import MiniSearch, { type Query as MiniQuery } from 'minisearch';
import {
  allowedTypos,
  BM25,
  BOOST,
  FIELDS,
  fieldWords,
  termsOf,
  WEIGHTS,
  type Field,
} from '../../../src/core/search/options.ts';
import { parseQuery, type QueryNode } from '../../../src/core/search/query.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import type { ZipfCorpus } from '../../bench/zipf.ts';

interface Doc {
  id: number;
  title: string;
  author: string;
  body: string;
}

/** MiniSearch over a corpus, and the bodies to check phrases in. */
export interface Oracle {
  oracle: MiniSearch<Doc>;
  bodies: readonly string[];
}

export function makeOracle(corpus: ZipfCorpus): Oracle {
  const oracle = makeMini();
  addAll(oracle, corpus);
  return { oracle, bodies: corpus.comments.map(({ body }) => body) };
}

function makeMini(): MiniSearch<Doc> {
  return new MiniSearch<Doc>({
    fields: [...FIELDS],
    tokenize: (text, field) => fieldWords(text, (field ?? 'body') as Field),
    processTerm: (term) => termsOf(term),
    searchOptions: {
      tokenize: (text) => [text],
      processTerm: (term) => term,
      boost: BOOST,
      weights: WEIGHTS,
      bm25: BM25,
      maxFuzzy: 99,
    },
  });
}

function addAll(oracle: MiniSearch<Doc>, corpus: ZipfCorpus): void {
  for (let id = 0; id < corpus.comments.length; id += 1) {
    const comment = corpus.comments[id];
    if (!comment) continue;
    oracle.add({
      id,
      title: corpus.titles[comment.article] ?? '',
      author: corpus.names[comment.commenter] ?? '',
      body: comment.body,
    });
  }
}

function either(queries: MiniQuery[]): MiniQuery {
  return { combineWith: 'OR', queries };
}

/** Whether a form of the word is in the oracle at all, in any field. */
function isKnown(oracle: MiniSearch<Doc>, word: string): boolean {
  return termsOf(word).some((term) => oracle.search(term).length > 0);
}

function term(word: string, prefix: boolean, fuzzy: boolean, fields?: string[]): MiniQuery {
  const typos = fuzzy ? allowedTypos(word.length) : 0;
  const more = fields ? { fields } : {};
  return { queries: [word], prefix, fuzzy: typos === 0 ? false : typos, ...more };
}

function translate({ oracle, bodies }: Oracle, node: QueryNode, isLiteral = false): MiniQuery {
  const inside = (part: QueryNode, literal = isLiteral): MiniQuery =>
    translate({ oracle, bodies }, part, literal);
  switch (node.kind) {
    case 'and': {
      const yes = node.parts.filter((part) => part.kind !== 'not');
      const no = node.parts.flatMap((part) => (part.kind === 'not' ? [part.part] : []));
      const all: MiniQuery =
        yes.length === 0
          ? MiniSearch.wildcard
          : { combineWith: 'AND', queries: yes.map((part) => inside(part)) };
      if (no.length === 0) return all;
      return {
        combineWith: 'AND_NOT',
        queries: [all, ...no.map((part) => inside(part, true))],
      };
    }
    case 'or':
      return either(node.parts.map((part) => inside(part)));
    case 'word': {
      const isMissing =
        !isLiteral && !node.isPrefix && !node.isFuzzy && !isKnown(oracle, node.word);
      const prefix = node.isPrefix || (isMissing && node.word.length > 1);
      const fields = node.field === 'body' ? ['body'] : undefined;
      return either(
        termsOf(node.word).map((form) => term(form, prefix, node.isFuzzy || isMissing, fields)),
      );
    }
    case 'phrase': {
      const words = foldedWords(node.text);
      const wanted = ` ${words.join(' ')} `;
      const hasPhrase = (id: number): boolean =>
        ` ${foldedWords(bodies[id] ?? '').join(' ')} `.includes(wanted);
      return {
        combineWith: 'AND',
        queries: words.map((word) => term(word, false, false, ['body'])),
        boostDocument: (id: unknown) => (hasPhrase(id as number) ? 1 : 0),
      };
    }
    default:
      throw new Error(`the oracle cannot answer ${node.kind}`);
  }
}

export function askOracle(made: Oracle, text: string): { id: number; score: number }[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return made.oracle
    .search(translate(made, parsed.query.root))
    .map(({ id, score }) => ({ id: id as number, score }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
