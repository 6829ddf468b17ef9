import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SelfTestTally, wilson, type Trial } from '../../../src/core/replies/self-test.ts';

describe('wilson', () => {
  it('matches the textbook', () => {
    const share = wilson(8, 10);
    expect(share.low).toBeCloseTo(0.4902, 3);
    expect(share.high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 0)).toEqual({ value: 0, low: 0, high: 1 });
    expect(wilson(10, 10).high).toBeCloseTo(1, 9);
  });
});

const trials: fc.Arbitrary<Trial<number>[]> = fc.array(
  fc.record({
    row: fc.nat(99),
    said: fc.nat(5),
    truth: fc.nat(5),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    isParentRight: fc.boolean(),
    isCommenterRight: fc.boolean(),
  }),
);

describe('the tally of a self-test', () => {
  it('counts what was right, bin by bin, as a scan does', () => {
    fc.assert(
      fc.property(trials, (list) => {
        const tally = new SelfTestTally<number>(3);
        for (const trial of list) tally.add(trial);
        tally.skip();
        const { tested, unknowable, parent, commenter, bins, worst, calibrationError } =
          tally.read();
        expect([tested, unknowable]).toEqual([list.length, 1]);
        const right = list.filter(({ isParentRight }) => isParentRight).length;
        expect(parent).toEqual(wilson(right, list.length));
        expect(commenter).toEqual(
          wilson(list.filter(({ isCommenterRight }) => isCommenterRight).length, list.length),
        );
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
        expect(bins.reduce((sum, { count, value }) => sum + count * value, 0)).toBeCloseTo(right);
        for (const { from, to, mean, low, value, high } of bins) {
          expect(mean).toBeGreaterThanOrEqual(from - 1e-9);
          expect(mean).toBeLessThanOrEqual(to + 1e-9);
          expect(low).toBeLessThanOrEqual(value + 1e-9);
          expect(high).toBeGreaterThanOrEqual(value - 1e-9);
        }
        expect(calibrationError).toBeLessThanOrEqual(1);
        const wrong = list
          .filter(({ isParentRight }) => !isParentRight)
          .map(({ probability }) => probability)
          .sort((a, b) => b - a);
        expect(worst.map(({ probability }) => probability)).toEqual(wrong.slice(0, 3));
      }),
    );
  });
});
