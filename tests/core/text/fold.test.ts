import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutAt,
  foldName,
  foldVariants,
  foldWord,
  MAX_WORD_LENGTH,
  withoutArticle,
} from '../../../src/core/text/fold.ts';

describe('foldWord', () => {
  it.each([
    ['الأسد', 'الاسد'],
    ['إسلام', 'اسلام'],
    ['آمن', 'امن'],
    ['هدنة', 'هدنه'],
    ['على', 'علي'],
    ['کتاب', 'كتاب'],
    ['بِسْمِ', 'بسم'],
    ['مـــرحبا', 'مرحبا'],
    ['٢٠١٧', '2017'],
    ['Café', 'cafe'],
    ['e\u0301te', 'ete'],
    ['Ｆｉｎｅ', 'fine'],
    ['Straße', 'strasse'],
    ['_mowaten_', 'mowaten'],
    ['snake_case', 'snake_case'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['йод', 'йод'],
    ['\u064B', ''],
    ['___', ''],
  ])('folds %s to %s', (word, folded) => {
    expect(foldWord(word)).toBe(folded);
  });

  it('is its own fix-point and bounded for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (word) => {
        const folded = foldWord(word);
        expect(folded.length).toBeLessThanOrEqual(MAX_WORD_LENGTH);
        if (word.length < 20) expect(foldWord(folded)).toBe(folded);
      }),
    );
  });

  it('cuts a word of ten million letters at once', () => {
    expect(foldWord('a'.repeat(10_000_000))).toHaveLength(MAX_WORD_LENGTH);
  });
});

describe('foldVariants', () => {
  it.each([
    ['الهدنة', ['الهدنه', 'هدنه']],
    ['والهدنة', ['والهدنه', 'هدنه']],
    ['بالسلام', ['بالسلام', 'سلام']],
    ['للأسد', ['للاسد', 'اسد']],
    ['هدنة', ['هدنه']],
    ['الله', ['الله']],
    ['والد', ['والد']],
    ['all', ['all']],
  ])('knows %s as %j', (word, variants) => {
    expect(foldVariants(foldWord(word))).toEqual(variants);
  });

  it('says null for a word without an article', () => {
    expect(withoutArticle('هدنه')).toBeNull();
    expect(foldVariants('')).toEqual([]);
  });
});

describe('foldName', () => {
  it.each([
    ['ArabDemocrat.com', 'arabdemocrat.com'],
    ['_mowaten_', 'mowaten'],
    ['  José   García ', 'jose garcia'],
    ['***', '***'],
    ['___', '___'],
    ['😀', '😀'],
  ])('folds %s to %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });
});

it('never cuts a surrogate pair', () => {
  expect(cutAt('a😀b', 2)).toBe('a');
  expect(cutAt('a😀b', 3)).toBe('a😀');
});
