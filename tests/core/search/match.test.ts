import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMarks, type Marks } from '../../../src/core/search/marks.ts';
import { findMatches } from '../../../src/core/search/match.ts';
import { makeSnippet } from '../../../src/core/search/snippet.ts';

function marked(text: string, marks: Partial<Marks>): string[] {
  return findMatches(text, { ...noMarks(), ...marks }).map(([start, end]) =>
    text.slice(start, end),
  );
}

describe('findMatches', () => {
  it.each<[string, Partial<Marks>, string[]]>([
    ['A DOG, dogs', { words: ['dog'] }, ['DOG']],
    ['in Café e\u0301te', { words: ['cafe', 'ete'] }, ['Café', 'e\u0301te']],
    ['قال الأسد وَالأَسَد', { words: ['اسد'] }, ['الأسد', 'وَالأَسَد']],
    ['الأسد', { words: ['الاسد'] }, ['الأسد']],
    ['_mowaten_ said', { words: ['mowaten'] }, ['_mowaten_']],
    ['catch a Cat', { prefixes: ['cat'] }, ['catch', 'Cat']],
    ['every, credible every one', { phrases: [['every', 'credible']] }, ['every, credible']],
    ['a b a b a', { phrases: [['a', 'b', 'a']] }, ['a b a b a']],
    ['every thing', { phrases: [['every', 'credible']] }, []],
    ['dog dog', { phrases: [['dog', 'dog']], words: ['dog'] }, ['dog dog']],
    ['ｆｉｎｅ', { words: ['fine'] }, ['ｆｉｎｅ']],
    ['a dog, DOGS', { patterns: [{ source: 'dogs?', flags: 'i' }] }, ['dog', 'DOGS']],
    ['dogs', { patterns: [{ source: 'og', flags: '' }], words: ['dogs'] }, ['dogs']],
    ['anything', {}, []],
  ])('marks %s', (text, marks, spans) => {
    expect(marked(text, marks)).toEqual(spans);
  });

  it('stays within the text, in order, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let before = 0;
        for (const [start, end] of findMatches(text, { ...noMarks(), prefixes: [''] })) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('makeSnippet', () => {
  it('keeps a short text whole', () => {
    expect(makeSnippet('short', [[0, 5]])).toEqual({
      text: 'short',
      start: 0,
      isCutBefore: false,
      isCutAfter: false,
      marks: [[0, 5]],
    });
  });

  it('shows the first match and moves the marks along', () => {
    const text = `${'before '.repeat(40)}needle ${'after '.repeat(40)}`;
    const at = text.indexOf('needle');
    const snippet = makeSnippet(text, [[at, at + 6]], 60);
    expect(snippet.isCutBefore && snippet.isCutAfter).toBe(true);
    expect(snippet.marks.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['needle']);
    expect(snippet.text.startsWith('before')).toBe(true);
  });

  it('never cuts a surrogate pair or a letter from its marks', () => {
    const grapheme = fc.constantFrom('a', '😀', 'e\u0301', 'ب\u064E', '👍🏽', 'x\uFE0F', ' ');
    fc.assert(
      fc.property(fc.array(grapheme, { maxLength: 80 }), fc.nat(79), (parts, match) => {
        const text = parts.join('');
        const start = parts.slice(0, match).join('').length;
        const spans = start < text.length ? [[start, start + 1] as const] : [];
        const snippet = makeSnippet(text, spans, 12);
        expect(text.slice(snippet.start, snippet.start + snippet.text.length)).toBe(snippet.text);
        const starts = new Set<number>([0]);
        let at = 0;
        for (const part of parts) starts.add((at += part.length));
        expect(starts.has(snippet.start)).toBe(true);
        expect(starts.has(snippet.start + snippet.text.length)).toBe(true);
        if (spans.length > 0) expect(snippet.marks.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
