import { describe, expect, it } from 'vitest';
import type { Inference, InferenceComment } from '../../../src/core/replies/inference.ts';
import { inferReplies, scoreReplies } from '../../../src/core/replies/infer.ts';

const page = (n: number, make: (i: number) => Partial<InferenceComment>): InferenceComment[] =>
  Array.from({ length: n }, (_, i) => ({
    author: `writer ${String(i % 5)}`,
    time: i * 7,
    body: `Comment ${String(i)} says something about topic ${String(i % 3)}.`,
    ...make(i),
  }));

function check(inferences: readonly Inference[], most = 0.9501): void {
  inferences.forEach(({ candidates }) => {
    const sum = candidates.reduce((total, one) => total + one.probability, 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
    for (const { probability, evidence } of candidates) {
      if (!evidence.some((one) => one.hard)) expect(probability).toBeLessThanOrEqual(most);
    }
  });
}

describe('bad input', () => {
  it('an empty page, one comment', () => {
    expect(inferReplies([])).toEqual([]);
    const [only] = inferReplies(page(1, () => ({})));
    expect(only?.candidates).toHaveLength(1);
    expect(only?.candidates[0]).toMatchObject({ parent: null, probability: 1 });
  });

  it('every parent ruled out', () => {
    const comments = page(8, () => ({}));
    const all = new Set([null, 0, 1, 2, 3]);
    const inferences = inferReplies(comments, { rejected: new Map([[4, all]]) });
    check(inferences);
    expect(inferences[4]?.candidates).toHaveLength(5);
  });

  it.each<[string, (i: number) => Partial<InferenceComment>]>([
    ['no times at all', () => ({ time: null })],
    ['all the same minute', () => ({ time: 5 })],
    ['one author only', () => ({ author: 'Ann' })],
    ['every author empty', () => ({ author: null })],
    ['every author blank', () => ({ author: '  ' })],
    ['comments of one character', (i) => ({ body: 'x?!ن'.charAt(i % 4) })],
    ['empty comments', () => ({ body: '' })],
    [
      'three scripts',
      (i) => ({
        body:
          ['the peace talks failed', 'فشلت محادثات السلام', 'переговоры провалились'][i % 3] ?? '',
      }),
    ],
    [
      'names that are common words',
      (i) => ({
        author: ['Guest', 'the', 'a'][i % 3] ?? '',
        body: 'the Guest said a thing, the end',
      }),
    ],
    [
      'names inside names',
      (i) => ({
        author: ['Ann', 'Ann Lee', 'Annlee'][i % 3] ?? '',
        body: 'Ann Lee, no. @Annlee yes',
      }),
    ],
    ['an author called @', (i) => ({ author: i % 2 ? '@' : 'Ann', body: '@ @Ann @@ @' })],
    ['quotes that quote themselves', () => ({ body: '> > > no\n"no "no" no"\n> “„no”' })],
    ['unclosed quotation marks', () => ({ body: '“'.repeat(500) + '"'.repeat(501) })],
    ['lone surrogates and controls', () => ({ body: '\ud800 \udfff \u0000 \u202e abc' })],
    ['times running backwards', (i) => ({ time: -i })],
    ['extreme times', (i) => ({ time: i % 2 ? 1e15 : -1e15 })],
  ])('%s', (_, make) => {
    check(inferReplies(page(60, make), { article: 'the talks' }));
    check(inferReplies(page(3, make)));
  });

  it('5,000 comments in one thread, 100 KB comments', () => {
    const scores = scoreReplies(page(5_000, () => ({})));
    expect(scores.parent).toHaveLength(5_000);
    expect(scores.parent.every((parent, i) => parent < i)).toBe(true);
    const long = page(12, (i) => ({ body: `word${String(i)} again `.repeat(8_000) }));
    check(inferReplies(long));
  });

  it('more comments than one slice: parents stay before their replies', () => {
    const scores = scoreReplies(page(9_000, (i) => ({ body: String(i) })));
    expect(scores.parent.every((parent, i) => parent < i)).toBe(true);
    expect(scores.probability.every((p) => p > 0 && p <= 1)).toBe(true);
  });

  it('names that are common words address nobody in running text', () => {
    const comments = page(8, (i) => ({
      author: ['the', 'Guest', 'a', 'Ann'][i % 4] ?? '',
      body: 'the guest of a house is welcome there',
    }));
    for (const { candidates } of inferReplies(comments)) {
      for (const { evidence } of candidates)
        expect(evidence.map((one) => one.rule)).not.toContain('name');
    }
  });

  it('a newest-first page answers what stands below', () => {
    const comments = page(8, (i) => ({ time: -i }));
    const scores = scoreReplies(comments);
    expect(scores.parent[7]).toBe(-1);
    scores.parent.forEach((parent, i) => {
      expect(parent === -1 || parent > i).toBe(true);
    });
  });
});
