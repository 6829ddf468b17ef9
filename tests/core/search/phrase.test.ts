import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PhraseMatcher } from '../../../src/core/search/phrase.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';

const piece = fc.constantFrom(
  'a', 'A', 'cafe', 'Café', 'cafe\u0301', '_a_', '__', 'a_b', 'ﬁ', 'fi', 'الأسد', 'الاسد', '\u064B', '٢', '2', 'ß', 'SS', 'æ', 'ae', 'İ', 'i', '北京', 'K',
  'x'.repeat(64), 'x'.repeat(70), 'x'.repeat(63),
); // prettier-ignore
const text = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ', ', '-')), { maxLength: 12 })
  .map((parts) => parts.flat().join(''));

it('decides a phrase as comparing all folded words does', () => {
  fc.assert(
    fc.property(
      text,
      text,
      fc.nat(10),
      fc.integer({ min: 1, max: 3 }),
      (one, other, from, count) => {
        const words = foldedWords(one);
        const at = Math.min(from, Math.max(0, words.length - 1));
        const phrase = words.slice(at, at + count);
        fc.pre(phrase.length > 0);
        const matcher = new PhraseMatcher(phrase);
        for (const body of [one, other, `${other} ${one}`]) {
          const all = foldedWords(body);
          const isThere = all.some((_, start) =>
            phrase.every((word, i) => all[start + i] === word),
          );
          expect(matcher.matches(body)).toBe(isThere);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
