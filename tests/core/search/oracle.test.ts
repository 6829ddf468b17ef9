import { describe, expect, it } from 'vitest';
import { makeZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, makeQueries, rowsOf } from './corpus.ts';
import { askOracle, makeOracle } from './oracle.ts';

const SIZES = [
  { comments: 1, queries: 20 },
  { comments: 37, queries: 200 },
  { comments: 800, queries: 400 },
  { comments: 4000, queries: 400 },
];

describe.each(SIZES)('$comments comments, $queries random queries', ({ comments, queries }) => {
  it('are answered as MiniSearch does: same rows, same order, same scores', async () => {
    const corpus = makeZipfCorpus({ seed: comments, comments, words: 20 });
    const index = await buildIndex(corpus);
    const context = makeContext(corpus);
    const oracle = makeOracle(corpus);
    for (const text of makeQueries(corpus, queries, comments + 1)) {
      const expected = askOracle(oracle, text);
      const result = await ask(index, context, text, comments);
      const top = Array.from(result.top.rows, (row, at) => ({
        id: row,
        score: result.top.scores[at] ?? 0,
      }));
      expect(result.count, text).toBe(expected.length);
      expect(rowsOf(result), text).toEqual(expected.map(({ id }) => id).sort((a, b) => a - b));
      expect(settleTies(top), text).toEqual(settleTies(expected));
    }
  });
});

/** Scores to nine digits; among equal ones, rows ascending. */
function settleTies(list: { id: number; score: number }[]): string[] {
  const rounded = list.map(({ id, score }) => ({ id, score: Number(score.toPrecision(9)) }));
  rounded.sort((a, b) => b.score - a.score || a.id - b.id);
  return rounded.map(({ id, score }) => `${String(id)} ${String(score)}`);
}
