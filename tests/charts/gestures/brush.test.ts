import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginDrag,
  dragTo,
  tidyRange,
  type BrushAxis,
} from '../../../src/charts/gestures/brush-drag.ts';
import { binEdges, keySteps, stepEdge } from '../../../src/charts/gestures/brush-keys.ts';
import { readTypedTime, writeTypedTime } from '../../../src/charts/gestures/typed-time.ts';
import { foldedScale } from '../../../src/charts/time/folded-scale.ts';
import { parseFloating } from '../../../src/core/dates.ts';
import { sampleHistogram } from '../fixtures/sample.ts';

const { axis } = sampleHistogram();
const scale = foldedScale(axis.segments, { x0: 100, x1: 1000 });
const ltr: BrushAxis = {
  startMin: scale.startMin,
  endMin: scale.endMin,
  xOf: scale.x,
  timeAtX: scale.timeAt,
};
const rtl: BrushAxis = {
  ...ltr,
  xOf: (time) => 1100 - scale.x(time),
  timeAtX: (x) => scale.timeAt(1100 - x),
};
const pixel = fc.integer({ min: 0, max: 1100 });

describe.each([
  ['left to right', ltr],
  ['right to left', rtl],
])('a brush that runs %s', (_, each) => {
  it('gives whole minutes inside the axis, from before to', () => {
    fc.assert(
      fc.property(pixel, pixel, (from, to) => {
        const range = dragTo(beginDrag(null, from, each), to, each);
        if (range === null) return;
        expect(Number.isInteger(range.fromMin) && Number.isInteger(range.toMin)).toBe(true);
        expect(range.fromMin).toBeLessThan(range.toMin);
        expect(range.fromMin).toBeGreaterThanOrEqual(each.startMin);
        expect(range.toMin).toBeLessThanOrEqual(each.endMin);
      }),
    );
  });

  it('moves as a whole, also over the fold, and keeps its width on screen', () => {
    const start = dragTo(beginDrag(null, 300, each), 400, each)!;
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 900 }), (by) => {
        const drag = beginDrag(start, 350, each);
        expect(drag.mode).toBe('move');
        const moved = dragTo(drag, 350 + by, each)!;
        const width = Math.abs(each.xOf(moved.toMin) - each.xOf(moved.fromMin));
        expect(Math.abs(width - 100)).toBeLessThan(2.5);
      }),
    );
  });

  it('takes the near edge, and an edge may pass the other', () => {
    const start = dragTo(beginDrag(null, 300, each), 400, each)!;
    const drag = beginDrag(start, each.xOf(start.toMin) + 3, each);
    expect(drag.mode).toBe('to');
    const passed = dragTo(drag, each.xOf(start.fromMin) + (each === ltr ? -50 : 50), each)!;
    expect(passed.toMin).toBe(start.fromMin);
  });
});

describe('tidyRange', () => {
  it('is null for nothing and for everything', () => {
    const ends = { startMin: 10, endMin: 100 };
    expect(tidyRange({ fromMin: 20, toMin: 20.2 }, ends)).toBeNull();
    expect(tidyRange({ fromMin: 0, toMin: 400 }, ends)).toBeNull();
    expect(tidyRange({ fromMin: 0, toMin: 50 }, ends)).toEqual({ fromMin: 10, toMin: 50 });
  });
});

describe('the keyboard', () => {
  const edges = binEdges(axis);

  it('knows all bin edges in order', () => {
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    expect(edges[0]).toBe(axis.segments[0]!.startMin);
    expect(edges.at(-1)).toBe(axis.segments.at(-1)!.endMin);
  });

  it('moves one bin, ten, or to the end, mirrored from right to left', () => {
    expect(keySteps('ArrowRight', 'ltr')).toBe(1);
    expect(keySteps('ArrowRight', 'rtl')).toBe(-1);
    expect(keySteps('PageDown', 'ltr')).toBe(-10);
    expect(keySteps('x', 'ltr')).toBeNull();
    const range = stepEdge('from', 1, null, edges)!;
    expect(range).toEqual({ fromMin: edges[1], toMin: edges.at(-1) });
    expect(stepEdge('from', -Infinity, range, edges)).toBeNull();
    expect(stepEdge('to', -10, null, edges)!.toMin).toBe(edges.at(-11));
  });

  it('never lets the edges meet, from any range', () => {
    const steps = fc.constantFrom(1, -1, 10, -10, Infinity, -Infinity);
    const moves = fc.array(fc.tuple(fc.constantFrom('from' as const, 'to' as const), steps), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(pixel, pixel, moves, (a, b, keys) => {
        let range = dragTo(beginDrag(null, a, ltr), b, ltr);
        for (const [edge, count] of keys) {
          range = stepEdge(edge, count, range, edges);
          if (range) expect(range.fromMin).toBeLessThan(range.toMin);
        }
        expect(range === null || range.toMin <= ltr.endMin).toBe(true);
      }),
    );
  });
});

describe('typed times', () => {
  it('reads dates with and without a time, in digits of any script', () => {
    const at = parseFloating('2017-01-23T15:24');
    expect(readTypedTime('2017-01-23 15:24', false)).toBe(at);
    expect(readTypedTime(' 2017-1-23T15:24 ', false)).toBe(at);
    expect(readTypedTime('٢٠١٧-٠١-٢٣ ١٥:٢٤', false)).toBe(at);
    expect(readTypedTime('2017-01-23', false)).toBe(parseFloating('2017-01-23T00:00'));
    expect(readTypedTime('2017-01-23', true)).toBe(parseFloating('2017-01-24T00:00'));
  });

  it('refuses what is no real time', () => {
    for (const text of ['', 'tomorrow', '2017-02-31', '2017-01-23 25:00', '23/01/2017'])
      expect(readTypedTime(text, false)).toBeNull();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000_000, max: 90_000_000 }), (time) => {
        expect(readTypedTime(writeTypedTime(time), false)).toBe(time);
      }),
    );
  });
});
