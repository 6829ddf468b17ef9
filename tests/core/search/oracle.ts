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

export function makeOracle(): MiniSearch<Doc> {
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

export function addAll(oracle: MiniSearch<Doc>, corpus: ZipfCorpus, from = 0): void {
  for (let id = from; id < corpus.comments.length; id += 1) {
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
export function isKnown(oracle: MiniSearch<Doc>, word: string): boolean {
  return termsOf(word).some((term) => oracle.search(term).length > 0);
}

function term(word: string, prefix: boolean, fuzzy: boolean, fields?: string[]): MiniQuery {
  const typos = fuzzy ? allowedTypos(word.length) : 0;
  const more = fields ? { fields } : {};
  return { queries: [word], prefix, fuzzy: typos === 0 ? false : typos, ...more };
}

function translate(oracle: MiniSearch<Doc>, node: QueryNode, isLiteral = false): MiniQuery {
  switch (node.kind) {
    case 'and': {
      const yes = node.parts.filter((part) => part.kind !== 'not');
      const no = node.parts.flatMap((part) => (part.kind === 'not' ? [part.part] : []));
      const all: MiniQuery =
        yes.length === 0
          ? MiniSearch.wildcard
          : { combineWith: 'AND', queries: yes.map((part) => translate(oracle, part, isLiteral)) };
      if (no.length === 0) return all;
      return {
        combineWith: 'AND_NOT',
        queries: [all, ...no.map((part) => translate(oracle, part, true))],
      };
    }
    case 'or':
      return either(node.parts.map((part) => translate(oracle, part, isLiteral)));
    case 'word': {
      const isMissing =
        !isLiteral && !node.isPrefix && !node.isFuzzy && !isKnown(oracle, node.word);
      const prefix = node.isPrefix || (isMissing && node.word.length > 1);
      const fields = node.field === 'body' ? ['body'] : undefined;
      return either(
        termsOf(node.word).map((form) => term(form, prefix, node.isFuzzy || isMissing, fields)),
      );
    }
    case 'phrase':
      return {
        combineWith: 'AND',
        queries: foldedWords(node.text).map((word) => term(word, false, false, ['body'])),
      };
    default:
      throw new Error(`the oracle cannot answer ${node.kind}`);
  }
}

export function askOracle(oracle: MiniSearch<Doc>, text: string): { id: number; score: number }[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return oracle
    .search(translate(oracle, parsed.query.root))
    .map(({ id, score }) => ({ id: id as number, score }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
