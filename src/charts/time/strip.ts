/** Small bars above the lanes: all comments in grey, those of the view before them. */
import type { Histogram, TimeAxis } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import type { Box } from '../../core/scene/labels.ts';
import type { Mark } from '../../core/scene/mark.ts';
import type { TimeRange } from '../chart.ts';
import type { FoldedScale } from './folded-scale.ts';

export const OUTSIDE_OPACITY = 0.4;

/** Whether a bin (or a point, start = end) lies in the brush, at least with its middle. */
export function isInRange(range: TimeRange | null, startMin: number, endMin = startMin): boolean {
  if (!range) return true;
  const middle = (startMin + endMin) / 2;
  return middle >= range.fromMin && middle < range.toMin;
}

/** Left edge and width of a bin's bar: a pixel of air where there is room for it. */
export function barSpan(
  axis: TimeAxis,
  bin: number,
  scale: FoldedScale,
): { x: number; width: number } {
  const segment = scale.segments[axis.binSegment[bin] ?? 0];
  const start = scale.x(Math.max(axis.binStart[bin] ?? 0, segment?.startMin ?? -Infinity));
  const end = scale.x(Math.min(axis.binEnd[bin] ?? 0, segment?.endMin ?? Infinity));
  const width = end - start;
  return { x: start, width: Math.max(0.5, width > 4 ? width - 1 : width) };
}

/** Bars of the histogram standing on the bottom of `box`; ids 'bar:BIN'. */
export function barMarks(
  histogram: Histogram,
  scale: FoldedScale,
  box: Box,
  range: TimeRange | null,
  top = histogram.all.reduce((most, count) => Math.max(most, count), 1),
): { marks: Mark[]; targets: Target[] } {
  const marks: Mark[] = [];
  const targets: Target[] = [];
  const bottom = box.y + box.height;
  histogram.all.forEach((all, bin) => {
    if (all === 0) return;
    const { x, width } = barSpan(histogram.axis, bin, scale);
    const shown = histogram.shown[bin] ?? 0;
    const tall = (count: number): number =>
      count === 0 ? 0 : Math.max(1.5, (count / top) * box.height);
    const start = histogram.axis.binStart[bin] ?? 0;
    const isIn = isInRange(range, start, histogram.axis.binEnd[bin] ?? start);
    const bar = (count: number, fill: 'grey-mark' | 'bar'): Mark => ({
      kind: 'rect',
      x,
      y: bottom - tall(count),
      width,
      height: tall(count),
      fill,
      ...(fill === 'bar' && !isIn && { opacity: OUTSIDE_OPACITY }),
    });
    if (shown < all || !isIn) marks.push({ ...bar(all, 'grey-mark'), id: `bar-all:${bin}` });
    if (shown > 0) marks.push({ ...bar(shown, 'bar'), id: `bar:${bin}` });
    targets.push({ id: `bar:${bin}`, kind: 'box', x, y: box.y, width, height: box.height });
  });
  return { marks, targets };
}
