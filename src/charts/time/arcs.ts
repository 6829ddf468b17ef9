/** The curve of a reply in the lane view: leaves the comment to the right, reaches its answer from the left. */
import type { Box } from '../../core/scene/labels.ts';

export interface Point {
  x: number;
  y: number;
}

export type Cubic = readonly [Point, Point, Point, Point];

const LEAST_REACH_PX = 14;

/** Four points of a cubic, all inside `within`, so the curve is too. Same lane: a bump above it. */
export function arcBetween(from: Point, to: Point, lanePx: number, within: Box): Cubic {
  const keep = (point: Point): Point => ({
    x: Math.min(within.x + within.width, Math.max(within.x, point.x)),
    y: Math.min(within.y + within.height, Math.max(within.y, point.y)),
  });
  const dx = to.x - from.x;
  if (Math.abs(to.y - from.y) < 1) {
    const rise = Math.min(lanePx * 0.95, Math.max(8, Math.abs(dx) * 0.35));
    return [
      keep(from),
      keep({ x: from.x + dx * 0.2, y: from.y - rise }),
      keep({ x: to.x - dx * 0.2, y: to.y - rise }),
      keep(to),
    ];
  }
  const reach = Math.max(dx * 0.5, LEAST_REACH_PX);
  return [
    keep(from),
    keep({ x: from.x + reach, y: from.y }),
    keep({ x: to.x - reach, y: to.y }),
    keep(to),
  ];
}

/** Path data of the cubic. */
export function cubicPath([a, b, c, d]: Cubic): string {
  return `M${pair(a)}C${pair(b)} ${pair(c)} ${pair(d)}`;
}

/** `count` + 1 points along the cubic, for hit testing. */
export function cubicPoints([a, b, c, d]: Cubic, count = 12): (readonly [number, number])[] {
  return Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count;
    const u = 1 - t;
    const [wa, wb, wc, wd] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return [
      wa * a.x + wb * b.x + wc * c.x + wd * d.x,
      wa * a.y + wb * b.y + wc * c.y + wd * d.y,
    ] as const;
  });
}

function pair({ x, y }: Point): string {
  return `${String(Math.round(x * 100) / 100)},${String(Math.round(y * 100) / 100)}`;
}
