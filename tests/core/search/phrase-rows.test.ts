import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeIndexes } from '../../../src/core/search/index/merge.ts';
import type { SearchContext } from '../../../src/core/search/context.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import type { ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, rowsOf } from './corpus.ts';

const word = fc.constantFrom('to', 'be', 'or', 'not', 'To', 'الهدنة', 'هدنة', '__', 'ﬁne');
const words = fc.array(word, { maxLength: 8 });
/** So many words that those after them have no place of their own, or nearly. */
const padding = fc.constantFrom(0, 0, 0, 0, 249, 251, 252, 253, 254, 260);
const body = fc.tuple(padding, words).map(([pad, said]) => `${'so '.repeat(pad)}${said.join(' ')}`);

function corpusOf(bodies: readonly string[]): ZipfCorpus {
  const comments = bodies.map((text) => ({ article: 0, commenter: 0, body: text }));
  return { titles: ['to be'], names: ['or not'], comments };
}

it('finds a phrase exactly where the folded words stand in a row, merged or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { minLength: 1, maxLength: 12 }),
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.nat(12),
      async (bodies, phrase, cut) => {
        const wanted = foldedWords(phrase.join(' '));
        fc.pre(wanted.length > 0);
        const corpus = corpusOf(bodies);
        const index = mergeIndexes(
          await buildIndex(corpus, 0, cut),
          await buildIndex(corpus, Math.min(cut, bodies.length)),
        );
        const expected = bodies.flatMap((text, row) =>
          ` ${foldedWords(text).join(' ')} `.includes(` ${wanted.join(' ')} `) ? [row] : [],
        );
        const line = `"${phrase.join(' ')}"`;
        expect(rowsOf(await ask(index, makeContext(corpus), line))).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});

it('reads no text of comments whose words all have a place', async () => {
  const corpus = corpusOf(['to be or not', 'be to', 'so '.repeat(250), 'to be']);
  const read: number[] = [];
  const context: SearchContext = {
    ...makeContext(corpus),
    textOf: (rows) => {
      read.push(...rows);
      return Promise.resolve(Array.from(rows, () => ''));
    },
  };
  expect(rowsOf(await ask(await buildIndex(corpus), context, '"to be"'))).toEqual([0, 3]);
  expect(read).toEqual([]);
});
