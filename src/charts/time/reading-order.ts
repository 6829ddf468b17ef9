import type { Lanes } from '../../core/results.ts';
import type { Direction } from '../../core/scene/mark.ts';

/** Where an arrow key leads in the lane view; all answers are mark indices, -1 = nowhere. */
export interface ReadingOrder {
  first: number;
  last: number;
  next: (mark: number) => number;
  previous: (mark: number) => number;
  /** The comment it answers. */
  up: (mark: number) => number;
  /** Its first answer. */
  down: (mark: number) => number;
}

/** Along time with left and right, along replies with up and down. */
export function readingOrder(lanes: Lanes): ReadingOrder {
  const order = Array.from(lanes.row.keys()).sort(
    (a, b) => (lanes.time[a] ?? 0) - (lanes.time[b] ?? 0) || a - b,
  );
  const placeOf = new Map(order.map((mark, place) => [mark, place] as const));
  const parents = new Map<number, number>();
  const children = new Map<number, number>();
  const arcs = Array.from(lanes.arcFrom, (child, i) => [child, lanes.arcTo[i] ?? -1] as const);
  arcs.sort(([a], [b]) => (placeOf.get(a) ?? 0) - (placeOf.get(b) ?? 0));
  for (const [child, parent] of arcs) {
    parents.set(child, parent);
    if (!children.has(parent)) children.set(parent, child);
  }
  const step = (mark: number, by: number): number => order[(placeOf.get(mark) ?? 0) + by] ?? mark;
  return {
    first: order[0] ?? -1,
    last: order.at(-1) ?? -1,
    next: (mark) => step(mark, 1),
    previous: (mark) => step(mark, -1),
    up: (mark) => parents.get(mark) ?? mark,
    down: (mark) => children.get(mark) ?? mark,
  };
}

/** The mark a key leads to from `mark` (null = none yet); null for keys that lead nowhere. */
export function stepMark(
  order: ReadingOrder,
  mark: number | null,
  key: string,
  direction: Direction,
): number | null {
  if (order.first < 0) return null;
  const isForward = key === (direction === 'ltr' ? 'ArrowRight' : 'ArrowLeft');
  const isBack = key === (direction === 'ltr' ? 'ArrowLeft' : 'ArrowRight');
  if (key === 'Home') return order.first;
  if (key === 'End') return order.last;
  if (!isForward && !isBack && key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  if (mark === null) return order.first;
  if (isForward) return order.next(mark);
  if (isBack) return order.previous(mark);
  return key === 'ArrowUp' ? order.up(mark) : order.down(mark);
}
