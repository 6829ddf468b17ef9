import type { TimeAxis } from '../../core/results.ts';
import type { TimeRange } from '../chart.ts';

export interface AxisEnds {
  startMin: number;
  endMin: number;
}

/** The two ends of an axis; one minute for none. */
export function axisEnds(axis: TimeAxis | null): AxisEnds {
  return {
    startMin: axis?.segments[0]?.startMin ?? 0,
    endMin: axis?.segments.at(-1)?.endMin ?? 1,
  };
}

/** The brush of a view: null when neither end is set, else open ends are those of the axis. */
export function committedRange(
  view: { fromMin: number | null; toMin: number | null },
  ends: AxisEnds,
): TimeRange | null {
  if (view.fromMin === null && view.toMin === null) return null;
  return { fromMin: view.fromMin ?? ends.startMin, toMin: view.toMin ?? ends.endMin };
}
