import { describe, expect, it } from 'vitest';
import { CAPTURES, readCapture } from '../../../scripts/replies/captures.ts';
import { tallyCaptures } from '../../../scripts/replies/bench-captures.ts';
import { explainPage, inferReplies } from '../../../src/core/replies/infer.ts';
import { GOLDEN } from './golden.ts';

describe('the bundled captures', () => {
  it('are annotated comment by comment, with earlier comments only', () => {
    for (const key of ['march', 'january'] as const) {
      const { comments } = readCapture(CAPTURES[key]);
      expect(GOLDEN[key]).toHaveLength(comments.length);
      GOLDEN[key].forEach((right, i) => {
        expect(right.length).toBeGreaterThan(0);
        for (const parent of right) expect(parent).toBeLessThan(i);
      });
    }
  });

  it('are read no worse than by one line of code', () => {
    const ours = tallyCaptures(true);
    const plain = tallyCaptures(false);
    expect(ours.comments).toBe(32);
    expect(ours.parent).toBeGreaterThanOrEqual(plain.parent);
    expect(ours.addressee).toBeGreaterThanOrEqual(plain.addressee);
    expect(ours.parent / ours.comments).toBeGreaterThanOrEqual(0.84);
  });

  it('give reasons a reader recognises, with spans that hold the words', () => {
    const { comments, article } = readCapture(CAPTURES.march);
    const inferences = inferReplies(comments, { article });
    const sentences = (i: number): string[] =>
      inferences[i]?.candidates.flatMap((one) =>
        one.evidence.map((evidence) => evidence.sentence),
      ) ?? [];
    expect(sentences(7)).toContain("repeats 'Democratic pluralistic Syria'");
    expect(sentences(6)).toContain("opens with 'Liar Mystic'");
    expect(sentences(3)).toContain("opens with 'Salafidemocrat', read as ArabDemocrat.com");
    expect(sentences(1).join()).toContain('later than 16:03 is impossible for a new thread');
    const echo = inferences[7]?.candidates
      .flatMap((one) => one.evidence)
      .find((one) => one.sentence.includes('Democratic pluralistic Syria'));
    const words = echo?.spans.map((span) =>
      span.in === 'article' ? '' : comments[span.in]?.body.slice(span.start, span.end),
    );
    expect(words).toEqual(['Democratic pluralistic Syria', 'Democratic pluralistic Syria']);
  });

  it('know the article when it is quoted', () => {
    const { comments, article } = readCapture(CAPTURES.march);
    const [first] = inferReplies(comments, { article });
    const quote = first?.candidates[0]?.evidence.find((one) => one.rule === 'article');
    expect(quote?.sentence).toMatch(/^quotes the article/u);
    const span = quote?.spans.find((one) => one.in === 'article');
    expect(article.slice(span?.start, span?.end)).toMatch(/^The regime and the militias/u);
  });

  it('take the double post for one comment', () => {
    const { comments, article } = readCapture(CAPTURES.january);
    const inferences = inferReplies(comments, { article });
    const parentOf = (i: number): number | null | undefined => inferences[i]?.candidates[0]?.parent;
    expect(parentOf(3)).toBe(parentOf(2));
    expect(inferences[4]?.candidates.map((one) => one.parent)).not.toContain(2);
  });
});

describe('an explanation', () => {
  it('is the same however often it is asked', () => {
    const { comments, article } = readCapture(CAPTURES.march);
    const { explain } = explainPage(comments, { article });
    const first = explain(7);
    expect(explain(7)).toEqual(first);
    explain(3);
    expect(explain(7)).toEqual(first);
    expect(explain(7)).toEqual(inferReplies(comments, { article })[7]);
  });
});
