import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryTokens } from '../../src/views/search-tokens.ts';

describe('tokens of a query', () => {
  it.each([
    ['after:2017-01-23T15:24', ['field']],
    ['author:"two words" dogs', ['field', 'space', 'word']],
    ['-author:Mystic -war', ['field', 'space', 'not']],
    [
      '"every credible" OR (x)',
      ['phrase', 'space', 'operator', 'space', 'operator', 'word', 'operator'],
    ],
    ['"open', ['phrase']],
    ['/a+b/ replies:>=5', ['regex', 'space', 'field']],
    ['الاسد', ['word']],
    ['-', ['word']],
  ])('%s', (text, kinds) => {
    expect(queryTokens(text).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('make up the text exactly, whatever it is', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 });
    const lively = fc.array(fc.constantFrom('"', '/', '-', ':', '(', ' ', 'a', '\\', 'ب', 'OR'));
    const text = fc.oneof(
      units.map((codes) => String.fromCharCode(...codes)),
      lively.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (query) => {
        const tokens = queryTokens(query);
        expect(tokens.map((token) => token.text).join('')).toBe(query);
      }),
    );
  });

  it('is linear: a long line of quotes and slashes does not hang', () => {
    for (const part of ['"', '/', '/\\', 'a:', '-"']) {
      const text = part.repeat(50_000);
      expect(queryTokens(text).reduce((sum, token) => sum + token.text.length, 0)).toBe(
        text.length,
      );
    }
  });
});
