/**
 * Where labels go so that none overlaps another. Greedy: the most important label first, each takes
 * the first of its places that is free; one without a free place is left out (null). Simple, stable,
 * and good enough for tens to a few hundred labels (Christensen, Marks, Shieber 1995 compare better ones).
 * Cost: boxes are kept in a grid of cells, so each place asks only its neighbours.
 */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Whether two boxes share an area (touching edges do not count). */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** A set of boxes that can say quickly whether another one is free of them. */
export class Occupied {
  readonly #cell: number;
  readonly #cells = new Map<string, Box[]>();

  constructor(cellPx = 48) {
    this.#cell = cellPx;
  }

  add(box: Box): void {
    for (const key of this.#keys(box)) {
      const boxes = this.#cells.get(key);
      if (boxes) boxes.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  isFree(box: Box): boolean {
    for (const key of this.#keys(box)) {
      for (const other of this.#cells.get(key) ?? []) if (overlaps(box, other)) return false;
    }
    return true;
  }

  #keys(box: Box): string[] {
    const keys: string[] = [];
    const lastX = Math.floor((box.x + box.width) / this.#cell);
    const lastY = Math.floor((box.y + box.height) / this.#cell);
    for (let x = Math.floor(box.x / this.#cell); x <= lastX; x++)
      for (let y = Math.floor(box.y / this.#cell); y <= lastY; y++) keys.push(`${x},${y}`);
    return keys;
  }
}

export interface LabelRequest {
  /** Higher goes first. */
  priority: number;
  /** Best first. */
  places: readonly Box[];
}

/**
 * The index of the place each label got, null = left out. Labels stay inside `within` and off
 * `obstacles` and each other.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  within: Box,
  obstacles: readonly Box[] = [],
): (number | null)[] {
  const occupied = new Occupied();
  for (const obstacle of obstacles) occupied.add(obstacle);
  const order = requests.map((_, index) => index);
  order.sort((a, b) => (requests[b]?.priority ?? 0) - (requests[a]?.priority ?? 0) || a - b);
  const placed: (number | null)[] = requests.map(() => null);
  for (const index of order) {
    const places = requests[index]?.places ?? [];
    const found = places.findIndex((box) => isInside(box, within) && occupied.isFree(box));
    const box = places[found];
    if (!box) continue;
    occupied.add(box);
    placed[index] = found;
  }
  return placed;
}

/** Whether the inner box lies wholly in the outer one. */
export function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/**
 * Moves wished-for positions apart to at least `gap`, within [low, high], keeping their order and as
 * near as they can be; the input order is kept in the answer. Needs (n − 1) · gap ≤ high − low.
 */
export function spread(
  wishes: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wishes.map((_, index) => index);
  order.sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0) || a - b);
  const positions = order.map((index) => wishes[index] ?? 0);
  for (let i = 0; i < positions.length; i++) {
    const floor = i === 0 ? low : (positions[i - 1] ?? low) + gap;
    positions[i] = Math.max(positions[i] ?? low, floor);
  }
  for (let i = positions.length - 1; i >= 0; i--) {
    const ceiling = i === positions.length - 1 ? high : (positions[i + 1] ?? high) - gap;
    positions[i] = Math.min(positions[i] ?? high, ceiling);
  }
  const result: number[] = wishes.map(() => 0);
  order.forEach((index, place) => (result[index] = positions[place] ?? 0));
  return result;
}
