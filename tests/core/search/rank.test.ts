import { beforeAll, describe, expect, it } from 'vitest';
import { mergeIndexes } from '../../../src/core/search/index/merge.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { makeZipfCorpus, type ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, makeQueries } from './corpus.ts';

const COMMENTS = 12_000;
let corpus: ZipfCorpus;
let index: SearchIndex;
let frequent: string[];

beforeAll(async () => {
  corpus = makeZipfCorpus({ seed: 8, comments: COMMENTS, words: 12, vocabulary: 90, articles: 40 });
  corpus.comments.forEach((comment, row) => {
    // Many equal scores, and a stretch where a word is said over and over.
    if (row % 3 === 0) comment.body = 'the same words';
    if (row > 5000 && row < 5020) comment.body = `${'the '.repeat(row - 4990)}end`;
    if (row === 7000) comment.body = 'words '.repeat(300);
  });
  const half = COMMENTS / 2 + 77;
  index = mergeIndexes(await buildIndex(corpus, 0, half), await buildIndex(corpus, half));
  frequent = [
    'the',
    'same',
    'words',
    'end',
    'the same',
    'the OR end',
    'words -same',
    'the words OR end',
  ];
});

/** The best of a few, which are looked for in blocks, and of all that are found. */
async function bothWays(text: string, few: number): Promise<[unknown, unknown]> {
  const context = makeContext(corpus);
  const { top, count } = await ask(index, context, text, few);
  const all = await ask(index, context, text, COMMENTS);
  expect(all.count).toBe(count);
  const first = { rows: all.top.rows.slice(0, few), scores: all.top.scores.slice(0, few) };
  return [top, first];
}

describe('the best rows of a beginning of many words', () => {
  const prefixes = ['e*', 't*', 'st*', 'a*', 'ae*', 'o*', 'text:e*', 'i*', 'n*'];

  it.each([1, 7, 100])('%i of them are the first of all, to the last bit', async (few) => {
    const made = makeZipfCorpus({ seed: 5, comments: COMMENTS, words: 15, vocabulary: 4000 });
    const often = made.comments[50]?.body.split(' ')[0] ?? '';
    made.comments.forEach((comment, row) => {
      if (row % 900 === 0) comment.body += ` ${often} est`.repeat(row / 30);
      if (row % 7 === 0) comment.body = 'est eta toe';
    });
    const built = await buildIndex(made);
    const around = makeContext(made);
    for (const text of prefixes) {
      const { top } = await ask(built, around, text, few);
      const all = await ask(built, around, text, COMMENTS);
      const first = { rows: all.top.rows.slice(0, few), scores: all.top.scores.slice(0, few) };
      expect(top, text).toEqual(first);
    }
  });
});

describe('the best rows', () => {
  it.each([1, 3, 5, 40])('%i of them are the first of all, to the last bit', async (few) => {
    const random = makeQueries(corpus, 120, few).filter((line) => !line.includes('"'));
    for (const text of [...frequent, ...random]) {
      const [best, first] = await bothWays(text, few);
      expect(best, text).toEqual(first);
    }
  });

  it('stay the same when asked for again: nothing is left of the query before', async () => {
    const [one] = await bothWays('the OR words', 5);
    await bothWays('end', 5);
    expect((await bothWays('the OR words', 5))[0]).toEqual(one);
  });
});
