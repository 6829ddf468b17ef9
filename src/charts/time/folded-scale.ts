/**
 * A time axis on which silence is folded: segments share one measure of pixels per minute, and between
 * two of them lies a gap of fixed width, whatever the silence lasted.
 * Example: 09:00–12:00 and, seven weeks later, 15:00–18:00 on 640 px with gaps of 40 px: 300 + 40 + 300.
 * Every time has one x and every x one time (inside a gap: linear across the silence), so a brush can
 * cross a fold. Short segments get a least width. Cost: binary search, O(log segments).
 */
export interface ScaleSegment {
  startMin: number;
  endMin: number;
  x0: number;
  x1: number;
}

export interface FoldedScale {
  segments: readonly ScaleSegment[];
  /** Between segment i and i + 1; `x0`–`x1` is the gap, the times are the silence. */
  folds: readonly ScaleSegment[];
  x: (timeMin: number) => number;
  timeAt: (x: number) => number;
  startMin: number;
  endMin: number;
  x0: number;
  x1: number;
}

export interface FoldOptions {
  x0: number;
  x1: number;
  gapPx?: number;
  leastPx?: number;
}

const GAP_PX = 40;
const LEAST_PX = 28;

/** `segments` ascending and apart. A segment without length is given one minute. */
export function foldedScale(
  segments: readonly { startMin: number; endMin: number }[],
  { x0, x1, gapPx = GAP_PX, leastPx = LEAST_PX }: FoldOptions,
): FoldedScale {
  const spans = segments.length > 0 ? segments : [{ startMin: 0, endMin: 1 }];
  const width = Math.max(1, x1 - x0);
  const gap = Math.min(gapPx, (width * 0.25) / Math.max(1, spans.length - 1));
  const widths = shareWidth(
    spans.map((span) => Math.max(1, span.endMin - span.startMin)),
    width - gap * (spans.length - 1),
    leastPx,
  );
  const placed: ScaleSegment[] = [];
  const folds: ScaleSegment[] = [];
  let x = x0;
  spans.forEach((span, index) => {
    const end = x + (widths[index] ?? 0);
    const endMin = Math.max(span.endMin, span.startMin + 1);
    placed.push({ startMin: span.startMin, endMin, x0: x, x1: end });
    const next = spans[index + 1];
    if (next)
      folds.push({
        startMin: endMin,
        endMin: Math.max(next.startMin, endMin),
        x0: end,
        x1: end + gap,
      });
    x = end + gap;
  });
  return withLookups(placed, folds);
}

/** Widths in proportion to `lengths`, none below `least` as far as the total allows. */
export function shareWidth(lengths: readonly number[], total: number, least: number): number[] {
  const floor = Math.min(least, total / lengths.length);
  const isFixed = lengths.map(() => false);
  for (;;) {
    const free = lengths.reduce((sum, length, i) => sum + (isFixed[i] ? 0 : length), 0);
    const left = total - floor * isFixed.filter(Boolean).length;
    const scale = free > 0 ? left / free : 0;
    const tooShort = lengths.flatMap((length, i) =>
      !isFixed[i] && length * scale < floor - 1e-9 ? [i] : [],
    );
    if (tooShort.length === 0)
      return lengths.map((length, i) => (isFixed[i] ? floor : length * scale));
    for (const i of tooShort) isFixed[i] = true;
  }
}

function withLookups(segments: ScaleSegment[], folds: ScaleSegment[]): FoldedScale {
  const pieces = segments.flatMap((segment, i) => [segment, ...folds.slice(i, i + 1)]);
  const first = pieces[0] ?? { startMin: 0, endMin: 1, x0: 0, x1: 1 };
  const last = pieces.at(-1) ?? first;
  const find = (isBefore: (piece: ScaleSegment) => boolean): ScaleSegment => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle];
      if (piece && isBefore(piece)) low = middle + 1;
      else high = middle;
    }
    return pieces[low] ?? last;
  };
  return {
    segments,
    folds,
    startMin: first.startMin,
    endMin: last.endMin,
    x0: first.x0,
    x1: last.x1,
    x: (timeMin) => {
      const time = clamp(timeMin, first.startMin, last.endMin);
      const piece = find((each) => each.endMin < time);
      return between(time, piece.startMin, piece.endMin, piece.x0, piece.x1);
    },
    timeAt: (x) => {
      const inside = clamp(x, first.x0, last.x1);
      const piece = find((each) => each.x1 < inside);
      return between(inside, piece.x0, piece.x1, piece.startMin, piece.endMin);
    },
  };
}

function between(value: number, a: number, b: number, toA: number, toB: number): number {
  return b > a ? toA + ((value - a) / (b - a)) * (toB - toA) : toA;
}

function clamp(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? low : Math.min(high, Math.max(low, value));
}
