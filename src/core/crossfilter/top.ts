/**
 * Indices of the `limit` largest counts, largest first, ties by index; zero counts are left out
 * unless `keepsZero`. A bounded heap: linear in the groups, no sort of all of them.
 */
export function topGroups(counts: Uint32Array, limit: number, keepsZero = false): Uint32Array {
  const heap: number[] = [];
  const isLess = (a: number, b: number): boolean => {
    const difference = (counts[a] ?? 0) - (counts[b] ?? 0);
    return difference < 0 || (difference === 0 && a > b);
  };
  for (let group = 0; group < counts.length && limit > 0; group++) {
    if (counts[group] === 0 && !keepsZero) continue;
    if (heap.length < limit) {
      heap.push(group);
      siftUp(heap, isLess);
    } else if (isLess(heap[0] ?? 0, group)) {
      heap[0] = group;
      siftDown(heap, isLess);
    }
  }
  return Uint32Array.from(heap.sort((a, b) => (isLess(a, b) ? 1 : -1)));
}

type Less = (a: number, b: number) => boolean;

function siftUp(heap: number[], isLess: Less): void {
  let at = heap.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isLess(heap[at] ?? 0, heap[above] ?? 0)) return;
    [heap[at], heap[above]] = [heap[above] ?? 0, heap[at] ?? 0];
    at = above;
  }
}

function siftDown(heap: number[], isLess: Less): void {
  let at = 0;
  for (;;) {
    let least = at;
    for (const below of [at * 2 + 1, at * 2 + 2]) {
      if (below < heap.length && isLess(heap[below] ?? 0, heap[least] ?? 0)) least = below;
    }
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least] ?? 0, heap[at] ?? 0];
    at = least;
  }
}
