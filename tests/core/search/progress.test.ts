import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchContext } from '../../../src/core/search/context.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { countRows, listRows } from '../../../src/core/search/rows.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import { makeZipfCorpus, type ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, rowsOf } from './corpus.ts';

/** More words than have a place in the index: a phrase after them is looked for in the text. */
const LONG = 'so '.repeat(260);
const WORDS = ['peace', 'talks', 'war', 'talks peace', 'peace talks'];
let corpus: ZipfCorpus;
let index: SearchIndex;
let long: [ZipfCorpus, SearchIndex];

beforeAll(async () => {
  corpus = makeZipfCorpus({ comments: 6000, seed: 5 });
  corpus.comments.forEach((comment, row) => {
    comment.body += ` ${WORDS[row % WORDS.length] ?? ''} ${WORDS[(row * 7) % WORDS.length] ?? ''}`;
  });
  index = await buildIndex(corpus);
  const comments = corpus.comments.map((one, row) =>
    row % 9 === 0 ? one : { ...one, body: LONG + one.body },
  );
  const made = { ...corpus, comments };
  long = [made, await buildIndex(made)];
});

/** The answer, and what was told before it. */
async function follow(
  query: string,
  [made, over] = [corpus, index],
): Promise<{ told: number[][]; answer: number[] }> {
  const told: number[][] = [];
  const context: SearchContext = {
    ...makeContext(made),
    onFound: (rows) => told.push(Array.from(listRows(rows, countRows(rows)))),
  };
  const answer = rowsOf(await ask(over, context, query));
  return { told, answer };
}

describe('what is found before the search ends', () => {
  it.each([
    '"peace talks"',
    'war "peace talks"',
    '/peace talks (war|peace)/',
    '-war "peace talks"',
  ])('is a growing part of the answer to %s', async (query) => {
    const { told, answer } = await follow(query, long);
    expect(told.length).toBeGreaterThan(0);
    const all = new Set(answer);
    let last = 0;
    for (const rows of told) {
      expect(rows.every((row) => all.has(row))).toBe(true);
      expect(rows.length).toBeGreaterThanOrEqual(last);
      last = rows.length;
    }
  });

  it('is all of it, at once, where the words have their places in the index', async () => {
    const { told, answer } = await follow('"peace talks"');
    expect(told).toEqual([]);
    const said = corpus.comments.flatMap(({ body }, row) =>
      / peace talks\b/.test(` ${foldedWords(body).join(' ')} `) ? [row] : [],
    );
    expect(answer).toEqual(said);
  });

  it.each(['-"peace talks"', '"peace talks" "talks peace"', '"peace talks" or war', 'war'])(
    'is not told where it could be dropped again, or is not all: %s',
    async (query) => {
      expect((await follow(query)).told).toEqual([]);
    },
  );
});
