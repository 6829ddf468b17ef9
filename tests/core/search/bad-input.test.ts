import { describe, expect, it } from 'vitest';
import { distance } from '../../../src/core/search/distance.ts';
import { fromBuffers, toBuffers } from '../../../src/core/search/index/buffers.ts';
import { mergeIndexes } from '../../../src/core/search/index/merge.ts';
import { allowedTypos } from '../../../src/core/search/options.ts';
import type { ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, rowsOf } from './corpus.ts';
import { askOracle, makeOracle } from './oracle.ts';

function corpusOf(bodies: readonly string[], names: (string | null)[] = ['a']): ZipfCorpus {
  const comments = bodies.map((body, row) => ({ article: 0, commenter: row % names.length, body }));
  return { titles: ['one'], names, comments };
}

describe('a word repeated ten million characters long', () => {
  it('is counted, scored as MiniSearch scores it, stored and merged', async () => {
    const corpus = corpusOf(['spam '.repeat(2_000_000), 'spam and eggs', 'eggs']);
    const built = await buildIndex(corpus);
    const around = makeContext(corpus);
    const result = await ask(built, around, 'spam', 3);
    expect(rowsOf(result)).toEqual([0, 1]);
    const oracle = makeOracle(corpus);
    const expected = askOracle(oracle, 'spam');
    expect(Array.from(result.top.rows)).toEqual(expected.map(({ id }) => id));
    expect(result.top.scores[0]).toBeCloseTo(expected[0]?.score ?? 0, 9);
    expect(rowsOf(await ask(built, around, '"spam spam"'))).toEqual([0]);
    const stored = fromBuffers(structuredClone(toBuffers(built)));
    if (!stored) throw new Error('not loaded');
    expect((await ask(stored, around, 'spam', 3)).top).toEqual(result.top);
    const merged = mergeIndexes(await buildIndex(corpus, 1), await buildIndex(corpus, 0, 1));
    expect(rowsOf(await ask(merged, around, 'spam'))).toEqual([0, 2]);
  });

  it('may be one word without a space', async () => {
    const corpus = corpusOf(['x'.repeat(10_000_000), '北'.repeat(100_000), 'x']);
    const built = await buildIndex(corpus);
    const around = makeContext(corpus);
    expect(rowsOf(await ask(built, around, 'x'.repeat(100)))).toEqual([0]);
    expect(rowsOf(await ask(built, around, 'xx*'))).toEqual([0]);
    expect(rowsOf(await ask(built, around, '北*'))).toEqual([1]);
  });
});

it('keeps 100,000 commenters with names of one letter apart', async () => {
  const ranges = [
    [0x4e00, 0x9fff],
    [0x3400, 0x4dbf],
    [0x20000, 0x2a6df],
    [0xac00, 0xd7a3],
    [0x2b820, 0x2cea1],
    [0x2ceb0, 0x2ebe0],
    [0x30000, 0x3134a],
  ] as const;
  const names = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );
  const many = names.slice(0, 99_000);
  const corpus = corpusOf(
    many.map(() => 'hello'),
    many,
  );
  const built = await buildIndex(corpus);
  const around = makeContext(corpus);
  for (const row of [0, 1, 12_345, 54_321, 98_999]) {
    expect(rowsOf(await ask(built, around, `author:${many[row] ?? ''}`))).toEqual([row]);
  }
  expect((await ask(built, around, 'hello')).count).toBe(99_000);
  expect((await ask(built, around, '-author:北')).count).toBe(98_999);
});

it('answers over empty bodies and over no comment at all', async () => {
  const corpus = corpusOf(['', ' ', '…', '\u064B']);
  const built = await buildIndex(corpus);
  const around = makeContext(corpus);
  expect((await ask(built, around, '', 10)).count).toBe(4);
  expect((await ask(built, around, 'text:anything', 10)).count).toBe(0);
  expect((await ask(built, around, 'one', 10)).count).toBe(4);
  const none = corpusOf([]);
  const empty = await buildIndex(none);
  for (const text of ['', 'a', '-a', '"a b"', 'a*', 'author:x', 'conf:>0', '/a/']) {
    expect((await ask(empty, makeContext(none), text, 10)).count).toBe(0);
  }
});

describe('queries that match', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const near = new Set<string>();
  for (let at = 0; at < 8; at += 1) {
    for (let other = at + 1; other < 8; other += 1) {
      for (const one of letters) {
        for (const two of letters.slice(0, 20)) {
          const word = Array.from('possible');
          word[at] = one;
          word[other] = two;
          near.add(word.join(''));
        }
      }
    }
  }
  const words = [...near];
  const corpus = corpusOf(words.map((word) => `common ${word}`));

  it('everything, nothing, or 10,000 near words are counted exactly', async () => {
    expect(words.length).toBeGreaterThan(10_000);
    const built = await buildIndex(corpus);
    const around = makeContext(corpus);
    const limit = allowedTypos('possible'.length);
    const expected = words.flatMap((word, row) =>
      distance('possible', word, limit) <= limit ? [row] : [],
    );
    expect(rowsOf(await ask(built, around, 'possible~'))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(10_000);
    expect((await ask(built, around, 'common', 10)).count).toBe(words.length);
    expect((await ask(built, around, 'zzzzzz')).count).toBe(0);
    expect((await ask(built, around, '-common')).count).toBe(0);
  });

  it('hundreds of mistyped words in one line are answered', async () => {
    const built = await buildIndex(corpus);
    const line = words
      .slice(0, 400)
      .map((word) => `${word}~`)
      .join(' OR ');
    const result = await ask(built, makeContext(corpus), line, 5);
    expect(result.count).toBeGreaterThan(400);
    expect(result.top.rows).toHaveLength(5);
  });
});
