import type { TimeAxis } from '../../core/results.ts';
import type { Direction } from '../../core/scene/mark.ts';
import type { TimeRange } from '../chart.ts';
import type { BrushEdge } from './brush-drag.ts';

const PAGE_BINS = 10;

/** Starts of all bins and the ends of the segments, ascending: where the keyboard stops. */
export function binEdges(axis: TimeAxis): number[] {
  const edges = new Set<number>([...axis.binStart, ...axis.binEnd]);
  return [...edges].sort((a, b) => a - b);
}

/** Bins a key moves by; null for keys that mean nothing here. Home and End are infinite. */
export function keySteps(key: string, direction: Direction): number | null {
  const forward = direction === 'ltr' ? 1 : -1;
  switch (key) {
    case 'ArrowRight':
      return forward;
    case 'ArrowLeft':
      return -forward;
    case 'ArrowUp':
      return 1;
    case 'ArrowDown':
      return -1;
    case 'PageUp':
      return PAGE_BINS;
    case 'PageDown':
      return -PAGE_BINS;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}

/**
 * The range after an edge moved by `steps` bins; it stops one bin before the other edge.
 * Null = nothing is left out any more.
 */
export function stepEdge(
  edge: BrushEdge,
  steps: number,
  range: TimeRange | null,
  edges: readonly number[],
): TimeRange | null {
  const last = edges.length - 1;
  const first = edges[0];
  const end = edges[last];
  if (first === undefined || end === undefined || last < 1) return range;
  const { fromMin, toMin } = range ?? { fromMin: first, toMin: end };
  if (edge === 'from') {
    const limit = Math.max(0, firstIndex(edges, (value) => value >= toMin) - 1);
    const time = edges[Math.min(limit, moveIndex(edges, fromMin, steps))] ?? first;
    return whole({ fromMin: time, toMin }, first, end);
  }
  const limit = Math.min(last, lastIndex(edges, (value) => value <= fromMin) + 1);
  const time = edges[Math.max(limit, moveIndex(edges, toMin, steps))] ?? end;
  return whole({ fromMin, toMin: time }, first, end);
}

function whole(range: TimeRange, first: number, end: number): TimeRange | null {
  return range.fromMin <= first && range.toMin >= end ? null : range;
}

function moveIndex(edges: readonly number[], timeMin: number, steps: number): number {
  const last = edges.length - 1;
  const from =
    steps > 0
      ? lastIndex(edges, (value) => value <= timeMin)
      : firstIndex(edges, (value) => value >= timeMin);
  return Math.min(last, Math.max(0, from + steps));
}

function firstIndex(edges: readonly number[], test: (value: number) => boolean): number {
  const index = edges.findIndex(test);
  return index < 0 ? edges.length - 1 : index;
}

function lastIndex(edges: readonly number[], test: (value: number) => boolean): number {
  return Math.max(0, edges.findLastIndex(test));
}
