import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitTester, type Target } from '../../../src/core/scene/hit.ts';

describe('hitTester', () => {
  const targets: Target[] = [
    { id: 'box', kind: 'box', x: 0, y: 0, width: 100, height: 100 },
    {
      id: 'line',
      kind: 'line',
      points: [
        [200, 0],
        [200, 100],
        [260, 160],
      ],
    },
    { id: 'small', kind: 'point', x: 50, y: 50, r: 4 },
    { id: 'big', kind: 'point', x: 300, y: 50, r: 40 },
  ];
  const pick = hitTester(targets);

  it('finds points with room for a finger, then boxes, then lines', () => {
    expect(pick(58, 56)).toBe('small');
    expect(pick(80, 80)).toBe('box');
    expect(pick(204, 50)).toBe('line');
    expect(pick(233, 128)).toBe('line');
    expect(pick(330, 60)).toBe('big');
    expect(pick(400, 400)).toBeNull();
  });

  it('takes a point that lies as far away as the reach itself', () => {
    expect(pick(50, 62)).toBe('small');
    expect(pick(300, 90)).toBe('big');
    expect(pick(300, 91)).toBeNull();
  });

  it('finds the nearest point, as a plain search does', () => {
    const coordinate = fc.integer({ min: 0, max: 300 });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { maxLength: 50, selector: (p) => `${p.x},${p.y}` }),
        point,
        (points, at) => {
          const all = points.map((p, i): Target => ({ id: String(i), kind: 'point', ...p, r: 5 }));
          const distances = points.map((p) => Math.hypot(p.x - at.x, p.y - at.y));
          const nearest = Math.min(Infinity, ...distances);
          const found = hitTester(all)(at.x, at.y);
          if (nearest > 12) expect(found).toBeNull();
          else expect(distances[Number(found)]).toBe(nearest);
        },
      ),
    );
  });
});
