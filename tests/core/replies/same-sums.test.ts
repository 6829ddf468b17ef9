import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { parseFloating } from '../../../src/core/dates.ts';
import { findDuplicates } from '../../../src/core/replies/duplicates.ts';
import {
  createSink,
  dot,
  writeCandidate,
  writeTopLevel,
} from '../../../src/core/replies/features.ts';
import { createFocus, focusOn } from '../../../src/core/replies/focus.ts';
import type { InferenceComment } from '../../../src/core/replies/inference.ts';
import { LAYOUTS, SHIPPED } from '../../../src/core/replies/model.ts';
import { readPage } from '../../../src/core/replies/page.ts';
import { lowOf, scoreLayouts } from '../../../src/core/replies/score.ts';
import { settleComment } from '../../../src/core/replies/caution/settle.ts';

const pages = Array.from(generatePages({ comments: 900, seed: 4, withoutReplies: true }), (page) =>
  page.comments.map(({ author, time, body }, at): InferenceComment => ({
    author,
    body,
    time: (parseFloating(time ?? '') ?? NaN) - (at % 9 === 8 ? 600 : 0),
  })),
);

describe('shorter ways to the same numbers', () => {
  it.each(LAYOUTS)('a score is the sum over its features in their order: %s', (layout) => {
    for (const comments of pages) {
      const page = readPage(comments);
      const model = SHIPPED[layout];
      const [scores] = scoreLayouts(page, [{ layout, model }]);
      const focus = createFocus(page);
      const context = { page, focus, first: null };
      const sink = createSink();
      const expected: number[] = [];
      const add = (): void => {
        expected.push(Math.fround(dot(sink, model.first)), Math.fround(dot(sink, model.second)));
        sink.count = 0;
      };
      for (let i = 0; i < page.n; i++) {
        focusOn(page, focus, i, lowOf(page, layout, i));
        writeTopLevel(context, sink);
        add();
        for (let k = 0; k < focus.count; k++) {
          writeCandidate(context, k, sink);
          add();
        }
      }
      const end = scores?.first.start[page.n] ?? 0;
      const found = Array.from({ length: end }, (_, at) => [
        scores?.first.probability[at] ?? NaN,
        scores?.base[at] ?? NaN,
      ]);
      expect(found.flat()).toEqual(expected);
    }
  });

  it('a comment of which no parent is rejected is settled as one with none to reject', () => {
    const share = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), (shares) => {
        const make = () => ({
          start: Uint32Array.of(0, shares.length),
          parent: Int32Array.from(shares.keys(), (at) => at - 1),
          probability: Float32Array.from(shares),
        });
        const [one, other] = [make(), make()];
        const rejected = new Map([[0, new Set<number | null>()]]);
        const isHard = settleComment(one, 0, {});
        expect(isHard).toBe(settleComment(other, 0, { rejected }));
        expect(one.probability).toEqual(other.probability);
      }),
    );
  });

  it('copies are those of an author’s equal texts, whatever texts end alike', () => {
    const body = fc.constantFrom(
      ...['the same twelve letters', ' the same twelve letters ', 'the SAME twelve letters'],
      ...['other twelve letters', 'short', '', 'a longer one, the same twelve letters'],
    );
    const comment = fc.record({
      author: fc.constantFrom(null, '', 'ann', 'bob'),
      time: fc.constantFrom(null, 0, 3, 9),
      body,
    });
    fc.assert(
      fc.property(fc.array(comment, { maxLength: 20 }), (comments) => {
        expect(findDuplicates(comments).of).toEqual(plainDuplicates(comments));
      }),
    );
  });
});

/** The definition, comment by comment. */
function plainDuplicates(comments: readonly InferenceComment[]): Int32Array {
  const of = new Int32Array(comments.length).fill(-1);
  const keyOf = ({ author, body }: InferenceComment): string => `${author ?? ''}\n${body.trim()}`;
  const first = new Map<string, number>();
  comments.forEach((comment, i) => {
    if (comment.body.trim().length < 12) return;
    const earlier = first.get(keyOf(comment));
    const apart = (comment.time ?? 0) - (comments[earlier ?? -1]?.time ?? 0);
    if (earlier !== undefined && Math.abs(apart) <= 5) of[i] = earlier;
    else first.set(keyOf(comment), i);
  });
  return of;
}
