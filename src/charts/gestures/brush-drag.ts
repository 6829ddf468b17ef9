/** The brush as arithmetic: where a drag began and where the pointer is give the range. No events here. */
import type { TimeRange } from '../chart.ts';

export type BrushEdge = 'from' | 'to';
export type DragMode = BrushEdge | 'new' | 'move';

/** What the brush must know of the drawn axis; `xOf` may run from right to left. */
export interface BrushAxis {
  startMin: number;
  endMin: number;
  xOf: (timeMin: number) => number;
  timeAtX: (x: number) => number;
}

export interface Drag {
  mode: DragMode;
  startX: number;
  /** The range when the drag began; the whole axis when there was none. */
  start: TimeRange;
}

const EDGE_PX = 8;
const TOUCH_EDGE_PX = 16;

/** What a press at `x` takes hold of: an edge, the brush itself, or nothing yet (a new brush). */
export function beginDrag(
  range: TimeRange | null,
  x: number,
  axis: BrushAxis,
  options: { edge?: BrushEdge | null; isTouch?: boolean } = {},
): Drag {
  const start = range ?? { fromMin: axis.startMin, toMin: axis.endMin };
  if (options.edge) return { mode: options.edge, startX: x, start };
  if (!range) return { mode: 'new', startX: x, start };
  const reach = options.isTouch ? TOUCH_EDGE_PX : EDGE_PX;
  const toFrom = Math.abs(x - axis.xOf(range.fromMin));
  const toTo = Math.abs(x - axis.xOf(range.toMin));
  if (Math.min(toFrom, toTo) <= reach)
    return { mode: toFrom < toTo ? 'from' : 'to', startX: x, start };
  const time = axis.timeAtX(x);
  const isInside = time >= range.fromMin && time <= range.toMin;
  return { mode: isInside ? 'move' : 'new', startX: x, start };
}

/** The range while the pointer is at `x`, to the minute; null when nothing is left of it or all is in it. */
export function dragTo(drag: Drag, x: number, axis: BrushAxis): TimeRange | null {
  if (drag.mode === 'move') return moved(drag, x, axis);
  const here = axis.timeAtX(x);
  const fixed =
    drag.mode === 'new'
      ? axis.timeAtX(drag.startX)
      : drag.mode === 'from'
        ? drag.start.toMin
        : drag.start.fromMin;
  return tidyRange({ fromMin: Math.min(here, fixed), toMin: Math.max(here, fixed) }, axis);
}

function moved(drag: Drag, x: number, axis: BrushAxis): TimeRange | null {
  const edges = [axis.xOf(drag.start.fromMin), axis.xOf(drag.start.toMin)];
  const ends = [axis.xOf(axis.startMin), axis.xOf(axis.endMin)];
  const low = Math.min(...ends) - Math.min(...edges);
  const high = Math.max(...ends) - Math.max(...edges);
  const shift = Math.min(high, Math.max(low, x - drag.startX));
  const times = edges.map((edge) => axis.timeAtX(edge + shift));
  return tidyRange({ fromMin: Math.min(...times), toMin: Math.max(...times) }, axis);
}

/** Whole minutes inside the axis; null for an empty range and for one that leaves nothing out. */
export function tidyRange(
  range: TimeRange,
  axis: { startMin: number; endMin: number },
): TimeRange | null {
  const fromMin = Math.max(Math.floor(axis.startMin), Math.round(range.fromMin));
  const toMin = Math.min(Math.ceil(axis.endMin), Math.round(range.toMin));
  if (toMin <= fromMin) return null;
  return fromMin <= axis.startMin && toMin >= axis.endMin ? null : { fromMin, toMin };
}
