import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchContext } from '../../../src/core/search/context.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { countRows, listRows } from '../../../src/core/search/rows.ts';
import { makeZipfCorpus, type ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, rowsOf } from './corpus.ts';

const WORDS = ['peace', 'talks', 'war', 'talks peace', 'peace talks'];
let corpus: ZipfCorpus;
let index: SearchIndex;

beforeAll(async () => {
  corpus = makeZipfCorpus({ comments: 6000, seed: 5 });
  corpus.comments.forEach((comment, row) => {
    comment.body += ` ${WORDS[row % WORDS.length] ?? ''} ${WORDS[(row * 7) % WORDS.length] ?? ''}`;
  });
  index = await buildIndex(corpus);
});

/** The answer, and what was told before it. */
async function follow(query: string): Promise<{ told: number[][]; answer: number[] }> {
  const told: number[][] = [];
  const context: SearchContext = {
    ...makeContext(corpus),
    onFound: (rows) => told.push(Array.from(listRows(rows, countRows(rows)))),
  };
  const answer = rowsOf(await ask(index, context, query));
  return { told, answer };
}

describe('what is found before the search ends', () => {
  it.each([
    '"peace talks"',
    'war "peace talks"',
    '/peace talks (war|peace)/',
    '-war "peace talks"',
  ])('is a growing part of the answer to %s', async (query) => {
    const { told, answer } = await follow(query);
    expect(told.length).toBeGreaterThan(0);
    const all = new Set(answer);
    let last = 0;
    for (const rows of told) {
      expect(rows.every((row) => all.has(row))).toBe(true);
      expect(rows.length).toBeGreaterThanOrEqual(last);
      last = rows.length;
    }
  });

  it.each(['-"peace talks"', '"peace talks" "talks peace"', '"peace talks" or war', 'war'])(
    'is not told where it could be dropped again, or is not all: %s',
    async (query) => {
      expect((await follow(query)).told).toEqual([]);
    },
  );
});
