import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSpans, paragraphsOf, runsOf } from '../../src/views/body.ts';

const body = fc
  .array(fc.constantFrom('a', 'ب', '\n', ' ', '<b>', '\u202E', 'xy'), { maxLength: 60 })
  .map((parts) => parts.join(''));
const spans = fc.array(
  fc.tuple(fc.integer({ min: -5, max: 70 }), fc.integer({ min: -5, max: 70 })),
  {
    maxLength: 8,
  },
);

describe('a body as paragraphs', () => {
  it('splits at blank lines and keeps single line breaks', () => {
    expect(paragraphsOf('one\ntwo\n\nthree\n  \n\nfour')).toEqual([
      { start: 0, runs: [{ text: 'one\ntwo', isMarked: false }] },
      { start: 9, runs: [{ text: 'three', isMarked: false }] },
      { start: 19, runs: [{ text: 'four', isMarked: false }] },
    ]);
  });

  it('marks what matches, across paragraphs too', () => {
    expect(paragraphsOf('every credible\n\nend', [[6, 17]])).toEqual([
      {
        start: 0,
        runs: [
          { text: 'every ', isMarked: false },
          { text: 'credible', isMarked: true },
        ],
      },
      {
        start: 16,
        runs: [
          { text: 'e', isMarked: true },
          { text: 'nd', isMarked: false },
        ],
      },
    ]);
  });

  it('has nothing to show for an empty body', () => {
    expect(paragraphsOf('')).toEqual([]);
    expect(paragraphsOf('\n\n')).toEqual([]);
  });

  it('loses no character but blank lines, whatever the spans', () => {
    fc.assert(
      fc.property(body, spans, (text, marks) => {
        for (const { start, runs } of paragraphsOf(text, marks)) {
          const shown = runs.map((run) => run.text).join('');
          expect(text.slice(start, start + shown.length)).toBe(shown);
        }
        const all = paragraphsOf(text, marks).flatMap(({ runs }) => runs.map((run) => run.text));
        expect(all.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('marks exactly the characters of the spans', () => {
    fc.assert(
      fc.property(body, spans, (text, marks) => {
        const joined = joinSpans(marks, text.length);
        const runs = runsOf(text, joined, 0, text.length);
        let at = 0;
        for (const run of runs) {
          for (let i = at; i < at + run.text.length; i++) {
            const isInside = marks.some(([start, end]) => start <= i && i < end);
            expect(run.isMarked).toBe(isInside);
          }
          at += run.text.length;
        }
        expect(at).toBe(text.length);
      }),
    );
  });
});
