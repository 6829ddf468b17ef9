import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, rawWord, scanBytes } from '../../../../src/core/search/index/scan-bytes.ts';
import { sortWords } from '../../../../src/core/search/index/sort-words.ts';
import { TermTable } from '../../../../src/core/search/index/term-table.ts';
import { TextBytes } from '../../../../src/core/search/index/text-bytes.ts';
import { letterCount, readLetters, writeLetters } from '../../../../src/core/search/index/utf8.ts';
import { packWords } from '../../../../src/core/search/index/vocabulary.ts';
import { UNKNOWN, WordTable } from '../../../../src/core/search/index/word-table.ts';
import { foldedWords, scanWords } from '../../../../src/core/text/tokens.ts';

const piece = fc.oneof(
  fc.constantFrom(
    'a', 'The', 'cafe\u0301', 'Café', '__', '_a_', 'ﬁ', 'الأسد', 'والهدنة', '\u064B', 'İ', 'H\u0331', 'ΟΔΟΣ',
    '北京大学', '北京ABC', 'สวัสดีครับ', '한국어', '𠀀𠀁', '𝒜bc', '😀', '\ud800', '\udc00', '\ufeff', 'x'.repeat(70), 'é'.repeat(200),
  ), // prettier-ignore
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ', ', '\n', '-')), { maxLength: 14 })
  .map((parts) => parts.flat().join(''));

function termsOfText(table: TermTable, body: string): number[] {
  const terms: number[] = [];
  const bytes = new TextBytes();
  bytes.set(body);
  scanBytes(bytes.bytes, bytes.length, {
    word: (from, start, end, hash, isWide) =>
      terms.push(table.termAt(from, start, end, hash, isWide)),
    piece: (word) => terms.push(table.termOfRaw(word)),
  });
  return terms.filter((term) => term >= 0);
}

describe('words of a text as bytes', () => {
  it('are those of the text: the same spellings, and after folding the same words', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const table = new TermTable();
        const terms = texts.map((one) => termsOfText(table, one));
        const { vocabulary, rank } = table.toVocabulary();
        const words = terms.map((some) => some.map((term) => vocabulary.wordAt(rank[term] ?? -1)));
        expect(words).toEqual(texts.map(foldedWords));
      }),
      { numRuns: 500 },
    );
  });

  it('are the same whether a text comes as a string or as it is stored', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(text, text, (before, body) => {
        const stored = encoder.encode(before + body);
        const start = encoder.encode(before).length;
        fc.pre(new TextDecoder().decode(stored.subarray(start)) === body);
        const bytes = new TextBytes();
        bytes.take(stored, start, stored.length);
        const whole = new TextBytes();
        whole.set(body);
        expect(bytes.bytes.slice(0, bytes.length)).toEqual(whole.bytes.slice(0, whole.length));
      }),
    );
  });

  it('come with the hash of their bytes and stand in the text, but for capitals of ASCII', () => {
    fc.assert(
      fc.property(text, (body) => {
        const bytes = new TextBytes();
        bytes.set(body);
        const found: string[] = [];
        scanBytes(bytes.bytes, bytes.length, {
          word: (from, start, end, hash) => {
            expect(hash).toBe(hashOf(from, start, end));
            found.push(rawWord(from, start, end));
          },
          piece: (word) => found.push(word),
        });
        const expected: string[] = [];
        const small = body.normalize('NFKC').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        scanWords(small, (raw) => expected.push(raw));
        const cut = (word: string): string => word.slice(0, 128);
        expect(found.map(cut)).toEqual(expected.map(cut));
      }),
      { numRuns: 500 },
    );
  });
});

describe('WordTable', () => {
  it('keeps apart more words than it had room for, and forgets all of them', () => {
    const table = new WordTable();
    const bytes = new Uint8Array(16);
    const words = Array.from({ length: 30_000 }, (_, at) => `w${String(at)}`);
    const valueOf = (word: string): number => {
      const length = writeLetters(word, bytes);
      return table.find(bytes, 0, length, hashOf(bytes, 0, length));
    };
    words.forEach((word, at) => {
      expect(valueOf(word)).toBe(UNKNOWN);
      const length = writeLetters(word, bytes);
      table.add(bytes, 0, length, hashOf(bytes, 0, length), at);
    });
    expect(words.map(valueOf)).toEqual(words.map((_, at) => at));
    table.clear();
    expect(words.filter((word) => valueOf(word) !== UNKNOWN)).toEqual([]);
  });
});

describe('sorting words', () => {
  it('is sorting strings', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '\uffff', '😀'),
      maxLength: 7,
    });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 90 }), (words) => {
        const order = Array.from(sortWords(packWords(words)), (word) => words[word]);
        expect(order).toEqual([...words].sort());
      }),
      { numRuns: 400 },
    );
  });
});

describe('letters and bytes', () => {
  it('turn into each other, lone surrogates too', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 20 }), (codes) => {
        const word = String.fromCharCode(...codes);
        const bytes = new Uint8Array(60);
        const length = writeLetters(word, bytes);
        const chars = new Uint16Array(letterCount(bytes, 0, length));
        expect(readLetters(bytes, 0, length, chars, 0)).toBe(codes.length);
        expect(Array.from(chars)).toEqual(codes);
      }),
    );
  });
});
