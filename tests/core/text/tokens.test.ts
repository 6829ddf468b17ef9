import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWord } from '../../../src/core/text/fold.ts';
import { foldedWords, scanWords, tokenize } from '../../../src/core/text/tokens.ts';

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

describe('scanWords', () => {
  it('finds what the regular expression of words finds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        fc.pre(!SPACELESS.test(text));
        const found: string[] = [];
        scanWords(text, (word) => found.push(word));
        expect(found).toEqual(text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []);
      }),
      { numRuns: 2000 },
    );
  });

  it('cuts scripts without spaces into words, long runs in linear time', () => {
    expect(foldedWords('北京大学很好').length).toBeGreaterThan(1);
    expect(foldedWords('สวัสดีชาวโลก').length).toBeGreaterThan(1);
    expect(foldedWords('北京大学'.repeat(50_000)).length).toBeGreaterThan(50_000);
  });
});

describe('tokenize', () => {
  it('gives spans in the original text', () => {
    const text = 'the Ｆｉｎｅ café ﬁsh e\u0301te _mowaten_ الأَسَد';
    const parts = tokenize(text).map(({ word, start, end }) => [word, text.slice(start, end)]);
    expect(parts).toEqual([
      ['the', 'the'],
      ['fine', 'Ｆｉｎｅ'],
      ['cafe', 'café'],
      ['fish', 'ﬁsh'],
      ['ete', 'e\u0301te'],
      ['mowaten', '_mowaten_'],
      ['الاسد', 'الأَسَد'],
    ]);
  });

  it('agrees with foldedWords, with spans in order and inside the text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const tokens = tokenize(text);
        expect(tokens.map((token) => token.word)).toEqual(foldedWords(text));
        let before = 0;
        for (const token of tokens) {
          expect(token.start).toBeGreaterThanOrEqual(before);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          before = token.start;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has exact spans where the text is in normal form already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        fc.pre(text.normalize('NFKC') === text);
        for (const { word, start, end } of tokenize(text)) {
          expect(foldWord(text.slice(start, end))).toBe(word);
        }
      }),
    );
  });
});
