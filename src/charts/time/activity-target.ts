import type { Histogram, Lanes } from '../../core/results.ts';
import type { TimeRange } from '../chart.ts';

/** What a click on a mark asks for. */
export type ActivityTarget =
  | { kind: 'comment'; row: number }
  | { kind: 'commenter'; key: string }
  | { kind: 'range'; range: TimeRange };

/** The wish behind a mark's id; a bar or cell asks for its stretch of time. */
export function activityTarget(
  id: string,
  data: { lanes: Lanes | null; histogram: Histogram | null },
): ActivityTarget | null {
  const [kind, first = '', second = ''] = id.split(':');
  if (kind === 'comment' || kind === 'reply') return { kind: 'comment', row: Number(first) };
  if (kind === 'lane') {
    const key = data.lanes?.lanes[Number(first)]?.key;
    return key === undefined ? null : { kind: 'commenter', key };
  }
  const axis = (kind === 'cell' ? data.lanes : data.histogram)?.axis;
  if (!axis || (kind !== 'bar' && kind !== 'cell')) return null;
  const bin = Number(kind === 'cell' ? second : first);
  const [fromMin, toMin] = [axis.binStart[bin], axis.binEnd[bin]];
  if (fromMin === undefined || toMin === undefined) return null;
  return { kind: 'range', range: { fromMin, toMin } };
}
