import { describe, expect, it } from 'vitest';
import {
  detectLanguage,
  isMostlyRightToLeft,
  rightToLeftShare,
} from '../../../src/core/text/script.ts';

describe('detectLanguage', () => {
  it.each([
    ['the end of it', 'en'],
    ['That show both of you as cowardly warmongers.', 'en'],
    ['ما هذا الكلام', 'ar'],
    ['یک کتاب برای این است', 'fa'],
    ["je ne sais pas ce que c'est", 'fr'],
    ['das ist nicht so gut wie ich dachte', 'de'],
    ['no lo se pero me gusta', 'es'],
    ['Это не так', 'ru'],
    ['これはペンです', 'ja'],
    ['שלום עולם', 'he'],
    ['12345', 'und'],
    ['', 'und'],
    ['lol', 'und'],
  ])('tells %s as %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});

describe('direction', () => {
  it('measures the share of right-to-left letters', () => {
    expect(rightToLeftShare('ab אב')).toBe(0.5);
    expect(rightToLeftShare('123')).toBe(0);
    expect(isMostlyRightToLeft('مرحبا ok')).toBe(true);
    expect(isMostlyRightToLeft('hello مرحبا')).toBe(false);
  });
});
