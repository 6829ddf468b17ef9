import { describe, expect, it } from 'vitest';
import type { InferenceComment } from '../../../src/core/replies/inference.ts';
import { scoreReplies } from '../../../src/core/replies/infer.ts';
import {
  addToSelfTest,
  readSelfTest,
  startSelfTest,
  wilson,
} from '../../../src/core/replies/self-test.ts';

const comments: InferenceComment[] = ['Ann', 'Bob', 'Ann', 'Cid', 'Bob'].map((author, i) => ({
  author,
  time: i * 3,
  body:
    ['A claim about trade.', 'Ann, no.', 'Bob, yes!', 'Agreed with Bob', 'Cid, thanks'][i] ?? '',
}));

describe('wilson', () => {
  it('matches the textbook', () => {
    const share = wilson(8, 10);
    expect(share.low).toBeCloseTo(0.4902, 3);
    expect(share.high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
    expect(wilson(10, 10).high).toBeCloseTo(1, 9);
  });
});

describe('the self-test', () => {
  it('counts what scoreReplies gets right, and never reads the stated parents', () => {
    const guessed = scoreReplies(comments);
    const stated = [...guessed.parent].map((parent) => (parent < 0 ? null : parent));
    const test = startSelfTest();
    addToSelfTest(test, { key: 'p', comments, stated, options: { settled: new Map([[1, null]]) } });
    const result = readSelfTest(test);
    expect(result.parent).toMatchObject({ right: 4, of: 4 });
    expect(result.worst).toEqual([]);
    expect(result.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(4);
  });

  it('lists confident mistakes first and skips what is not stated', () => {
    const test = startSelfTest();
    addToSelfTest(test, { key: 'p', comments, stated: [null, null, null, undefined, null] });
    const { parent, worst } = readSelfTest(test);
    expect(parent.of).toBe(3);
    expect(worst.length).toBe(parent.of - parent.right);
    const confidence = worst.map((mistake) => mistake.probability);
    expect(confidence).toEqual([...confidence].sort((a, b) => b - a));
  });
});
