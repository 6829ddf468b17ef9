import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMarks, type Marks } from '../../../src/core/search/marks.ts';
import { findMatches } from '../../../src/core/search/match.ts';

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
