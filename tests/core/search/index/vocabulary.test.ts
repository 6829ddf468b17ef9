import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import SearchableMap from 'minisearch/SearchableMap';
import { distance } from '../../../../src/core/search/distance.ts';
import { packWords, Vocabulary } from '../../../../src/core/search/index/vocabulary.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'ا', '😀'), maxLength: 8 });
const words = fc
  .uniqueArray(
    letters.filter((word) => word !== ''),
    { maxLength: 60 },
  )
  .map((list) => [...list].sort());

describe('Vocabulary', () => {
  it('finds each word at its place, and no other', () => {
    fc.assert(
      fc.property(words, letters, (list, other) => {
        const vocabulary = new Vocabulary(packWords(list));
        expect(list.map((word) => vocabulary.find(word))).toEqual([...list.keys()]);
        expect(list.map((_, at) => vocabulary.wordAt(at))).toEqual(list);
        expect(vocabulary.find(other)).toBe(list.indexOf(other));
      }),
    );
  });

  it('gives the words with a beginning as one range', () => {
    fc.assert(
      fc.property(words, letters, (list, prefix) => {
        const [start, end] = new Vocabulary(packWords(list)).prefixRange(prefix);
        expect(list.slice(start, end)).toEqual(list.filter((word) => word.startsWith(prefix)));
      }),
    );
  });

  it('finds the same near words whenever it was made ready for them, and asked half-way', async () => {
    const list = Array.from({ length: 700 }, (_, at) => `w${String(at)}`).sort();
    const plain = new Vocabulary(packWords(list)).near('w35', 1);
    const prepared = new Vocabulary(packWords(list));
    const half: unknown[] = [];
    await prepared.prepareNear(() => {
      half.push(prepared.near('w35', 1));
    });
    expect(half).toEqual([plain]);
    const whole = new Vocabulary(packWords(list));
    await whole.prepareNear(() => Promise.resolve());
    expect(whole.near('w35', 1)).toEqual(plain);
  });

  it('finds the near words that the edit distance and the radix tree of MiniSearch find', () => {
    fc.assert(
      fc.property(words, letters, fc.integer({ min: 0, max: 3 }), (list, word, limit) => {
        const near = new Vocabulary(packWords(list)).near(word, limit);
        const found = near.map((one) => [list[one.term], one.distance]);
        const expected = list.flatMap((other) => {
          const apart = distance(word, other, limit);
          return apart <= limit ? [[other, apart]] : [];
        });
        expect(found).toEqual(expected);
        const tree = SearchableMap.from(list.map((one): [string, number] => [one, 1]));
        const peer = [...tree.fuzzyGet(word, limit)].map(([other, [, apart]]) => [other, apart]);
        expect(found).toEqual(peer.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
      }),
      { numRuns: 500 },
    );
  });
});
