import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceOf, type InferenceComment } from '../../../src/core/replies/inference.ts';
import { inferReplies, scoreReplies } from '../../../src/core/replies/infer.ts';

const ORDERS = ['auto', 'one-level', 'chronological', 'nested', 'newest-first', 'unknown'] as const;
const NAMES = [
  'Guest',
  'the',
  'a',
  '@',
  'Mystic',
  'Mystic2',
  'Anna',
  'Anna Lena',
  '',
  '[no name]',
  'نور',
];
const WORDS = [
  'Guest',
  'the',
  '@Anna',
  'Mystic,',
  'why?',
  '> why',
  '"quoted words here"',
  'سلام',
  'привет',
  '\n',
  '…',
  '@',
];

const comment: fc.Arbitrary<InferenceComment> = fc.record({
  author: fc.option(fc.constantFrom(...NAMES), { nil: null }),
  time: fc.option(fc.integer({ min: -1000, max: 3000 }), { nil: null }),
  body: fc.oneof(
    fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  ),
});
const page = fc.array(comment, { maxLength: 45 });

describe('inferReplies on any page', () => {
  it('gives probabilities that sum to 1, best first, each parent once, each with evidence', () => {
    fc.assert(
      fc.property(page, fc.constantFrom(...ORDERS), (comments, order) => {
        const inferences = inferReplies(comments, { order, article: 'why the quoted words here' });
        expect(inferences).toHaveLength(comments.length);
        inferences.forEach(({ candidates }, i) => {
          const sum = candidates.reduce((total, one) => total + one.probability, 0);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
          const parents = candidates.map((one) => one.parent);
          expect(new Set(parents).size).toBe(parents.length);
          expect(parents).not.toContain(i);
          candidates.forEach((one, place) => {
            expect(one.evidence.length).toBeGreaterThan(0);
            expect(one.evidence.length).toBeLessThanOrEqual(5);
            if (place > 0) {
              expect(one.probability).toBeLessThanOrEqual(candidates[place - 1]?.probability ?? 0);
            }
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('is certain only with a hard cue and keeps every span inside its text', () => {
    fc.assert(
      fc.property(page, (comments) => {
        inferReplies(comments).forEach(({ candidates }) => {
          for (const { probability, evidence } of candidates) {
            const isHard = evidence.some((one) => one.hard);
            if (!isHard) expect(probability).toBeLessThanOrEqual(0.9501);
            expect(confidenceOf(probability, isHard) === 'certain').toBe(isHard);
            for (const span of evidence.flatMap((one) => one.spans)) {
              const text = span.in === 'article' ? '' : (comments[span.in]?.body ?? '');
              expect(span.start).toBeGreaterThanOrEqual(0);
              expect(span.end).toBeGreaterThanOrEqual(span.start);
              expect(span.end).toBeLessThanOrEqual(text.length);
            }
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it('says the same twice, and the same as scoreReplies', () => {
    fc.assert(
      fc.property(page, fc.constantFrom(...ORDERS), (comments, order) => {
        const inferences = inferReplies(comments, { order });
        expect(inferReplies(comments, { order })).toEqual(inferences);
        const scores = scoreReplies(comments, { order });
        inferences.forEach(({ candidates }, i) => {
          const best = candidates[0];
          expect(scores.probability[i]).toBeCloseTo(best?.probability ?? 0, 5);
          const same = candidates.find((one) => (one.parent ?? -1) === scores.parent[i]);
          expect(same?.probability).toBeCloseTo(best?.probability ?? 0, 5);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('obeys settled and rejected parents', () => {
    fc.assert(
      fc.property(
        page.filter((one) => one.length > 3),
        fc.nat(),
        fc.nat(),
        (comments, a, b) => {
          const i = 1 + (a % (comments.length - 1));
          const parent = b % (i + 1) === i ? null : b % (i + 1);
          const settled = inferReplies(comments, { settled: new Map([[i, parent]]) });
          expect(settled[i]?.candidates[0]).toMatchObject({ parent, probability: 1 });
          expect(settled[i]?.candidates[0]?.evidence[0]?.hard).toBe(true);
          const rejected = inferReplies(comments, { rejected: new Map([[i, new Set([parent])]]) });
          const still = rejected[i]?.candidates.find((one) => one.parent === parent);
          if ((rejected[i]?.candidates.length ?? 0) > 1) expect(still?.probability ?? 0).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
