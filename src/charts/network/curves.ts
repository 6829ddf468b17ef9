/** The line of a reply edge: from the one who answers to the one who is answered, round what is in between. */
import type { Place } from './places.ts';

export interface Point {
  x: number;
  y: number;
}

/** A quadratic curve, trimmed at both circles, with the tip of its arrow. */
export interface Curve {
  start: Point;
  control: Point;
  end: Point;
  tip: Point;
  /** Points along it, first to last. */
  points: (readonly [number, number])[];
}

const AIR_PX = 2.5;
const SAMPLES = 14;
export const ARROW_PX = 8;

/** Candidates of the height of the bend, best first. Two directions bend to opposite sides. */
function bendsOf(distance: number, isReciprocal: boolean): number[] {
  const base = Math.min(34, Math.max(9, distance * 0.13));
  return isReciprocal ? [base, base + 16, base + 34] : [0, 18, -18, 36, -36, 60, -60];
}

/** The curve that comes nearest to no other circle; without `others`, the plain one. */
export function curveBetween(
  from: Place,
  to: Place,
  isReciprocal: boolean,
  others: readonly Place[],
): Curve {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  let best: Curve | null = null;
  let fewest = Infinity;
  for (const bend of bendsOf(distance, isReciprocal)) {
    const curve = trimmed(from, to, bend);
    const touches = others.length === 0 ? 0 : countTouches(curve, from, to, others);
    if (touches < fewest) [best, fewest] = [curve, touches];
    if (touches === 0) break;
  }
  return best ?? trimmed(from, to, 0);
}

function countTouches(curve: Curve, from: Place, to: Place, others: readonly Place[]): number {
  const { start, control, tip } = curve;
  const [left, right] = [Math.min(start.x, control.x, tip.x), Math.max(start.x, control.x, tip.x)];
  const [top, bottom] = [Math.min(start.y, control.y, tip.y), Math.max(start.y, control.y, tip.y)];
  let touches = 0;
  for (const other of others) {
    const reach = other.r + 5;
    if (other.x < left - reach || other.x > right + reach) continue;
    if (other.y < top - reach || other.y > bottom + reach) continue;
    if (other !== from && other !== to && isNear(curve.points, other, reach)) touches++;
  }
  return touches;
}

function isNear(points: Curve['points'], { x, y }: Point, reach: number): boolean {
  for (const point of points) {
    const [dx, dy] = [point[0] - x, point[1] - y];
    if (dx * dx + dy * dy < reach * reach) return true;
  }
  return false;
}

function trimmed(from: Place, to: Place, bend: number): Curve {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const distance = Math.max(1e-6, Math.hypot(dx, dy));
  const control = {
    x: (from.x + to.x) / 2 + (dy / distance) * bend * 2,
    y: (from.y + to.y) / 2 - (dx / distance) * bend * 2,
  };
  const start = towards(from, control, from.r + AIR_PX);
  const tip = towards(to, control, to.r + AIR_PX);
  const end = towards(to, control, to.r + AIR_PX + ARROW_PX * 0.8);
  return { start, control, end, tip, points: sample(start, control, tip) };
}

function towards(from: Point, to: Point, by: number): Point {
  const distance = Math.max(1e-6, Math.hypot(to.x - from.x, to.y - from.y));
  const t = by / distance;
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}

function sample(a: Point, b: Point, c: Point): (readonly [number, number])[] {
  return Array.from({ length: SAMPLES + 1 }, (_, i) =>
    pointAt({ start: a, control: b, tip: c }, i / SAMPLES),
  );
}

/** The point at `t` (0–1) of the curve. */
export function pointAt(
  { start, control, tip }: Pick<Curve, 'start' | 'control' | 'tip'>,
  t: number,
): readonly [number, number] {
  const u = 1 - t;
  return [
    u * u * start.x + 2 * u * t * control.x + t * t * tip.x,
    u * u * start.y + 2 * u * t * control.y + t * t * tip.y,
  ];
}

/** A loop at the upper right of a circle, for those who answer themselves. */
export function selfCurve(place: Place): Curve {
  const at = (degrees: number, distance: number): Point => ({
    x: place.x + Math.cos((degrees * Math.PI) / 180) * distance,
    y: place.y + Math.sin((degrees * Math.PI) / 180) * distance,
  });
  const start = at(-115, place.r + AIR_PX);
  const control = at(-55, place.r * 1.6 + 44);
  const tip = at(5, place.r + AIR_PX);
  return {
    start,
    control,
    end: towards(tip, control, ARROW_PX * 0.8),
    tip,
    points: sample(start, control, tip),
  };
}

/** Path data of the line, up to the foot of its arrow. */
export function curvePath({ start, control, end }: Curve): string {
  return `M${pair(start)}Q${pair(control)} ${pair(end)}`;
}

/** Path data of the arrow head; wider lines get a little more. */
export function arrowPath({ control, tip }: Curve, strokeWidth: number): string {
  const length = ARROW_PX + strokeWidth * 0.7;
  const half = 3 + strokeWidth * 0.75;
  const foot = towards(tip, control, length);
  const dx = (tip.x - foot.x) / length;
  const dy = (tip.y - foot.y) / length;
  const left = { x: foot.x + dy * half, y: foot.y - dx * half };
  const right = { x: foot.x - dy * half, y: foot.y + dx * half };
  return `M${pair(tip)}L${pair(left)}L${pair(right)}Z`;
}

function pair({ x, y }: Point): string {
  return `${String(Math.round(x * 100) / 100)},${String(Math.round(y * 100) / 100)}`;
}
