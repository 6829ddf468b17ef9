import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPTURES, readCapture } from '../../../scripts/replies/captures.ts';
import { inferReplies } from '../../../src/core/replies/infer.ts';
import type { Candidate, Inference } from '../../../src/core/replies/inference.ts';

const PLACE = ['turn', 'place', 'gap', 'standing'];
const pages = (['january', 'march'] as const).map((key) => readCapture(CAPTURES[key]));
const inferences = pages.map(({ comments, article }) => inferReplies(comments, { article }));

function best(inference: Inference | undefined): Candidate {
  const [first] = inference?.candidates ?? [];
  if (!first) throw new Error('nothing inferred');
  return first;
}

describe('the first reason', () => {
  it('is one of words or names wherever one tells the parent apart', () => {
    const march = inferences[1] ?? [];
    expect(best(march[6]).evidence[0]?.gist).toBe("opens with 'Liar Mystic'");
    const words = best(march[8]).evidence.slice(0, 2);
    expect(words.map(({ gist }) => gist).sort()).toEqual([
      "repeats 'Ahrar Al Sham'",
      "takes up 'front'",
    ]);
    expect(best(march[3]).evidence[0]?.gist).toBe("opens with 'Salafidemocrat'");
    expect(best(inferences[0]?.[4]).evidence[0]?.gist).toBe("takes up 'credible'");
  });

  it('is place or time only where no reason of words or turns stands beside it', () => {
    for (const inference of inferences.flat()) {
      const rules = best(inference)
        .evidence.filter(({ hard, weight }) => !hard && weight >= 0.1)
        .map(({ rule }) => PLACE.includes(rule) || rule === 'tide');
      expect(rules).toEqual([...rules].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('marks what it speaks of in both comments', () => {
    inferences.forEach((page, at) => {
      page.forEach((inference, i) => {
        const { parent, evidence } = best(inference);
        for (const { rule, spans } of evidence) {
          if (rule !== 'echo' && rule !== 'overlap') continue;
          expect(new Set(spans.map((span) => span.in))).toEqual(new Set([i, parent]));
          for (const { in: where, start, end } of spans) {
            const body = pages[at]?.comments[where as number]?.body ?? '';
            expect(body.slice(start, end)).toMatch(/^\p{L}.*\p{L}$/su);
          }
        }
      });
    });
  });
});

describe('a rival', () => {
  it('is told why it lost, in words about it', () => {
    for (const inference of inferences.flat()) {
      expect(best(inference).lost).toBeNull();
      for (const { lost, probability } of inference.candidates.slice(1, 4)) {
        if (probability < 0.01) continue;
        expect(lost).toMatch(/^[a-z\p{L}\p{N}_[]/u);
        expect(lost).not.toMatch(/cosine|posterior|logit|undefined|NaN/u);
      }
    }
  });

  it('lost for words first: no rare word shared, somebody else named', () => {
    const lost = (inference: Inference | undefined, parent: number | null): string | null =>
      inference?.candidates.find((one) => one.parent === parent)?.lost ?? null;
    expect(lost(inferences[0]?.[4], 0)).toBe(
      'shares no rare word with it; two others spoke in between',
    );
    expect(lost(inferences[1]?.[3], 0)).toMatch(/^is not by ArabDemocrat\.com, who is named/u);
    expect(lost(inferences[1]?.[1], null)).toMatch(/^is impossible after 16:03/u);
  });
});

describe('evidence on any page', () => {
  const comment = fc.record({
    author: fc.constantFrom('Ann', 'Bob', 'Cid', null),
    time: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(null)),
    body: fc.array(
      fc.constantFrom(
        'Ann,',
        '@Bob',
        '"no',
        'tax"',
        'why?',
        'cid:',
        'rivers',
        'هدنة',
        'the',
        '> x',
      ),
      { maxLength: 12 },
    ),
  });
  it('has a reason for every candidate and keeps its spans inside the texts', () => {
    fc.assert(
      fc.property(fc.array(comment, { minLength: 1, maxLength: 14 }), (list) => {
        const comments = list.map((one) => ({ ...one, body: one.body.join(' ') }));
        for (const { candidates } of inferReplies(comments)) {
          for (const { evidence } of candidates) {
            expect(evidence.length).toBeGreaterThan(0);
            expect(evidence.length).toBeLessThanOrEqual(5);
            for (const { start, end, in: where } of evidence.flatMap(({ spans }) => spans)) {
              const length = where === 'article' ? 0 : (comments[where]?.body.length ?? 0);
              expect(start).toBeLessThanOrEqual(end);
              expect(end).toBeLessThanOrEqual(length);
            }
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});
