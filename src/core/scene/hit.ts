/**
 * What lies under the pointer. Targets are kept apart from marks: a thin line may have a wide target,
 * and a canvas needs no elements to be clicked. Nearest wins; points before boxes before lines.
 */
import { quadtree } from 'd3';

export type Target =
  | { id: string; kind: 'point'; x: number; y: number; r: number }
  | { id: string; kind: 'box'; x: number; y: number; width: number; height: number }
  | { id: string; kind: 'line'; points: readonly (readonly [number, number])[] };

type PointTarget = Extract<Target, { kind: 'point' }>;

const POINT_SLOP_PX = 12;
const LINE_SLOP_PX = 7;

/** A function that gives the id of the target at (x, y), or null. Points go into a quadtree. */
export function hitTester(targets: readonly Target[]): (x: number, y: number) => string | null {
  const points = targets.filter((target) => target.kind === 'point');
  const widest = points.reduce((most, point) => Math.max(most, point.r), POINT_SLOP_PX);
  const tree = quadtree<PointTarget>(
    points,
    (point) => point.x,
    (point) => point.y,
  );
  return (x, y) => {
    const point = nearestPoint(tree, x, y, widest) ?? points.find((each) => covers(each, x, y))?.id;
    if (point !== undefined) return point;
    const box = targets.findLast((target) => target.kind === 'box' && isOver(target, x, y));
    return box ? box.id : nearestLine(targets, x, y);
  };
}

function nearestPoint(
  tree: ReturnType<typeof quadtree<PointTarget>>,
  x: number,
  y: number,
  widest: number,
): string | null {
  // The tree leaves out what lies at the radius itself.
  const found = tree.find(x, y, widest + 1);
  if (!found) return null;
  const distance = Math.hypot(found.x - x, found.y - y);
  if (distance <= Math.max(found.r, POINT_SLOP_PX)) return found.id;
  return null;
}

function covers(point: PointTarget, x: number, y: number): boolean {
  return Math.hypot(point.x - x, point.y - y) <= point.r;
}

function isOver(box: Extract<Target, { kind: 'box' }>, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

function nearestLine(targets: readonly Target[], x: number, y: number): string | null {
  let best: string | null = null;
  let nearest = LINE_SLOP_PX;
  for (const target of targets) {
    if (target.kind !== 'line') continue;
    for (let i = 1; i < target.points.length; i++) {
      const distance = distanceToSegment(x, y, target.points[i - 1], target.points[i]);
      if (distance < nearest) [nearest, best] = [distance, target.id];
    }
  }
  return best;
}

function distanceToSegment(
  x: number,
  y: number,
  from: readonly [number, number] | undefined,
  to: readonly [number, number] | undefined,
): number {
  if (!from || !to) return Infinity;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from[0] - t * dx, y - from[1] - t * dy);
}
