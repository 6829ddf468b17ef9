import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isInside,
  overlaps,
  placeLabels,
  spread,
  type Box,
} from '../../../src/core/scene/labels.ts';

const box = fc.record({
  x: fc.double({ min: -20, max: 520, noNaN: true }),
  y: fc.double({ min: -20, max: 420, noNaN: true }),
  width: fc.double({ min: 1, max: 150, noNaN: true }),
  height: fc.double({ min: 1, max: 30, noNaN: true }),
});
const panel: Box = { x: 0, y: 0, width: 500, height: 400 };

describe('placeLabels', () => {
  it('never lets a label overlap another, an obstacle or the edge', () => {
    const request = fc.record({
      priority: fc.integer({ min: 0, max: 9 }),
      places: fc.array(box, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 40 }),
        fc.array(box, { maxLength: 10 }),
        (requests, obstacles) => {
          const placed = placeLabels(requests, panel, obstacles).flatMap((choice, index) =>
            choice === null ? [] : [requests[index]!.places[choice]!],
          );
          placed.forEach((a, i) => {
            expect(isInside(a, panel)).toBe(true);
            expect(obstacles.some((obstacle) => overlaps(a, obstacle))).toBe(false);
            expect(placed.slice(i + 1).some((b) => overlaps(a, b))).toBe(false);
          });
        },
      ),
    );
  });

  it('serves the most important first and gives others their next place', () => {
    const here = { x: 10, y: 10, width: 50, height: 12 };
    const there = { x: 10, y: 40, width: 50, height: 12 };
    const requests = [
      { priority: 1, places: [here, there] },
      { priority: 5, places: [here] },
      { priority: 0, places: [here] },
    ];
    expect(placeLabels(requests, panel)).toEqual([1, 0, null]);
  });
});

describe('spread', () => {
  it('keeps the gap, the order and the limits', () => {
    const wishes = fc.array(fc.double({ min: -100, max: 600, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(wishes, (values) => {
        const places = spread(values, 15, 0, 500);
        const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
        for (let i = 1; i < order.length; i++)
          expect(places[order[i]!]! - places[order[i - 1]!]!).toBeGreaterThanOrEqual(15 - 1e-9);
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(500 + 1e-9);
        }
      }),
    );
  });

  it('moves nothing that has room', () => {
    expect(spread([300, 20, 100], 15, 0, 500)).toEqual([300, 20, 100]);
  });
});
