import { describe, expect, it } from 'vitest';
import { readRuns } from '../../../../src/core/replies/order/order.ts';
import { CAPTURES, readCapture } from '../../../../scripts/replies/captures.ts';

function lateIn(name: string): { late: number; starts: number[]; n: number } {
  const { comments } = readCapture(name);
  const runs = readRuns(Float64Array.from(comments, (comment) => comment.time ?? NaN));
  const late = runs.isLate.reduce((sum, one) => sum + one, 0);
  return { late, starts: runs.starts, n: comments.length };
}

describe('runs without a step back', () => {
  it('prove 11 of 13 and 9 of 19 comments of the bundled captures to be replies', () => {
    expect(lateIn(CAPTURES.march)).toEqual({ late: 11, starts: [0, 12], n: 13 });
    expect(lateIn(CAPTURES.january)).toEqual({ late: 9, starts: [0, 9, 11], n: 19 });
  });

  it('take unknown times for neither a step back nor late', () => {
    const runs = readRuns(Float64Array.of(5, NaN, 7, 6, NaN, 8));
    expect(runs.starts).toEqual([0, 3]);
    expect([...runs.isLate]).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('count equal minutes as no step', () => {
    expect(readRuns(Float64Array.of(5, 5, 5))).toMatchObject({
      starts: [0],
      stepsBack: 0,
      stepsForward: 0,
    });
  });
});
