import type { Histogram, Lanes } from '../../core/results.ts';
import type { ChartCell, TimeRange } from '../chart.ts';

/** What a click on a mark asks for. */
export type ActivityTarget =
  | { kind: 'comment'; row: number }
  | { kind: 'commenter'; key: string }
  | { kind: 'range'; range: TimeRange }
  | { kind: 'cell'; cell: ChartCell };

/** The wish behind a mark's id: a bar asks for its stretch of time, a cell for its commenters as well. */
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
  const range = { fromMin, toMin };
  if (kind === 'bar' || !data.lanes) return { kind: 'range', range };
  return { kind: 'cell', cell: { range, ...commentersOf(data.lanes, first) } };
}

/** The lanes of a drawn row, as in its cells' ids: '3' or '9+10+11'. */
function commentersOf(lanes: Lanes, ids: string): Pick<ChartCell, 'only' | 'without'> {
  const own = new Set(ids.split('+').map(Number));
  const keysOf = (isOwn: boolean): string[] =>
    lanes.lanes.flatMap((lane, at) => (own.has(at) === isOwn && !lane.isOthers ? [lane.key] : []));
  const hasOthers = lanes.lanes.some((lane, at) => own.has(at) && lane.isOthers);
  return hasOthers ? { only: [], without: keysOf(false) } : { only: keysOf(true), without: [] };
}
