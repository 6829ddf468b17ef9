import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimeAxis } from '../../src/engine/protocol.ts';
import { brushEdges } from '../../src/state/brush-edges.ts';

function axisOf(segments: { startMin: number; endMin: number }[]): TimeAxis {
  const none = new Float64Array();
  return { segments, binStart: none, binEnd: none, binSegment: new Uint32Array(), unit: 'hour' };
}

describe('steps of a brush', () => {
  it('are whole minutes where they fit', () => {
    const edges = brushEdges(axisOf([{ startMin: 10, endMin: 13 }]));
    expect([...edges]).toEqual([10, 11, 12, 13, 14]);
  });

  it('ascend, cover every segment, and stay few', () => {
    const segment = fc.tuple(fc.nat(5_000_000), fc.nat(3_000_000));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 12 }), (pairs) => {
        let at = 0;
        const segments = pairs.map(([gap, length]) => {
          const startMin = at + gap;
          at = startMin + length;
          return { startMin, endMin: at };
        });
        const edges = brushEdges(axisOf(segments));
        expect(edges.length).toBeLessThan(2048 + segments.length * 2 + 2);
        expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)).toBe(true);
        for (const { startMin, endMin } of segments) {
          expect(edges.some((edge) => edge <= startMin)).toBe(true);
          expect(edges.some((edge) => edge > endMin)).toBe(true);
        }
      }),
    );
  });
});
