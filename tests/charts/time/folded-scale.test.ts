import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedScale, shareWidth } from '../../../src/charts/time/folded-scale.ts';

const segments = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 1, max: 90_000 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((steps) => {
    let clock = 0;
    return steps.map(([silence, length]) => {
      const startMin = clock + silence;
      clock = startMin + length;
      return { startMin, endMin: clock };
    });
  });

describe('foldedScale', () => {
  it('puts two evenings seven weeks apart on equal halves', () => {
    const scale = foldedScale(
      [
        { startMin: 0, endMin: 180 },
        { startMin: 70_000, endMin: 70_180 },
      ],
      { x0: 0, x1: 640, gapPx: 40 },
    );
    expect([scale.x(0), scale.x(180), scale.x(70_000), scale.x(70_180)]).toEqual([
      0, 300, 340, 640,
    ]);
    expect(scale.folds).toEqual([{ startMin: 180, endMin: 70_000, x0: 300, x1: 340 }]);
  });

  it('rises with time, stays on the axis and can be read backwards', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(segments, fc.array(share, { minLength: 2, maxLength: 20 }), (spans, shares) => {
        const scale = foldedScale(spans, { x0: 50, x1: 950 });
        const times = shares
          .map((part) => scale.startMin + part * (scale.endMin - scale.startMin))
          .sort((a, b) => a - b);
        const places = times.map(scale.x);
        places.forEach((x, i) => {
          expect(x).toBeGreaterThanOrEqual(50 - 1e-6);
          expect(x).toBeLessThanOrEqual(950 + 1e-6);
          if (i > 0) expect(x).toBeGreaterThanOrEqual(places[i - 1]! - 1e-9);
          expect(Math.abs(scale.timeAt(x) - times[i]!)).toBeLessThan(1e-3);
        });
      }),
    );
  });

  it('ends exactly at its ends and clamps what lies beyond', () => {
    fc.assert(
      fc.property(segments, (spans) => {
        const scale = foldedScale(spans, { x0: 10, x1: 510 });
        expect(scale.x(-Infinity)).toBe(10);
        expect(scale.x(Infinity)).toBeCloseTo(510, 6);
        expect(scale.x(NaN)).toBe(10);
      }),
    );
  });
});

describe('shareWidth', () => {
  it('shares everything, nobody below the least', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 10, max: 3000 }), (all, total) => {
        const widths = shareWidth(all, total, 28);
        const least = Math.min(28, total / all.length);
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(total, 6);
        for (const width of widths) expect(width).toBeGreaterThanOrEqual(least - 1e-6);
      }),
    );
  });
});
