import { formatFloating } from '../../core/dates.ts';
import type { Histogram, Lanes, Overlay } from '../../core/results.ts';
import { cappedTable, type ChartTable } from '../table.ts';
import { commenterLabel, titleLabel } from '../names.ts';
import type { TimeRange } from '../chart.ts';
import { sureWords } from '../sure.ts';
import type { ActivityInput } from './activity-picture.ts';
import { isInRange } from './strip.ts';
import { durationWords, spanWords } from './words.ts';

/** The same numbers in rows. */
export function activityTable(
  input: Pick<ActivityInput, 'mode' | 'lanes' | 'histogram' | 'overlay'>,
  range: TimeRange | null,
): ChartTable {
  const { mode, lanes, histogram, overlay } = input;
  if (mode === 'lanes' && lanes) return lanesTable(lanes, range);
  if (mode === 'overlay' && overlay) return overlayTable(overlay);
  if (histogram) return histogramTable(histogram);
  return cappedTable('Nothing to show yet', ['Time'], []);
}

/** Count per bin that holds any comment. */
export function histogramTable(histogram: Histogram): ChartTable {
  const { axis, all, shown } = histogram;
  const rows = Array.from(all.keys())
    .filter((bin) => (all[bin] ?? 0) > 0)
    .map((bin) => [
      spanWords(axis.binStart[bin] ?? 0, axis.binEnd[bin] ?? 0),
      all[bin] ?? 0,
      shown[bin] ?? 0,
    ]);
  const columns = ['When', 'All comments', 'Passing the other filters'];
  return cappedTable(`Comments per ${axis.unit}`, columns, rows);
}

/** One row per comment, or per commenter and bin when there are too many comments for marks. */
export function lanesTable(lanes: Lanes, range: TimeRange | null): ChartTable {
  if (lanes.density) return densityTable(lanes);
  const parentOf = new Map<number, { parent: number; words: string }>();
  lanes.arcFrom.forEach((child, i) => {
    const words = sureWords(lanes.arcProbability[i] ?? 0, lanes.arcStated[i] === 1);
    parentOf.set(child, { parent: lanes.arcTo[i] ?? -1, words });
  });
  const nameOf = (mark: number): string => {
    const lane = lanes.lanes[lanes.lane[mark] ?? -1];
    return lane?.isOthers ? 'others' : commenterLabel(lane?.name ?? null);
  };
  const order = Array.from(lanes.row.keys()).sort(
    (a, b) => (lanes.time[a] ?? 0) - (lanes.time[b] ?? 0) || a - b,
  );
  const rows = order.map((mark) => {
    const reply = parentOf.get(mark);
    const time = lanes.time[mark] ?? NaN;
    const isShown = lanes.shown[mark] === 1 && isInRange(range, time);
    return [
      Number.isFinite(time) ? formatFloating(time).replace('T', ' ') : 'no time',
      nameOf(mark),
      reply ? nameOf(reply.parent) : lanes.root[mark] === 1 ? 'starts a thread' : 'not known',
      reply ? reply.words : '',
      isShown ? 'yes' : 'no',
    ];
  });
  const columns = ['Time', 'Commenter', 'Answers', 'How sure', 'In view'];
  return cappedTable('Comments in time order', columns, rows);
}

function densityTable(lanes: Lanes): ChartTable {
  const bins = lanes.axis.binStart.length;
  const rows: (string | number)[][] = [];
  lanes.lanes.forEach((lane, index) => {
    for (let bin = 0; bin < bins; bin++) {
      const all = lanes.density?.all[index * bins + bin] ?? 0;
      if (all === 0) continue;
      const start = lanes.axis.binStart[bin] ?? 0;
      const when = spanWords(start, lanes.axis.binEnd[bin] ?? start);
      const name = lane.isOthers ? 'others' : commenterLabel(lane.name);
      rows.push([name, when, all, lanes.density?.shown[index * bins + bin] ?? 0]);
    }
  });
  const columns = ['Commenter', 'When', 'All comments', 'Passing the other filters'];
  return cappedTable(`Comments per commenter and ${lanes.axis.unit}`, columns, rows);
}

/** Each comment's place in its thread. */
export function overlayTable(overlay: Overlay): ChartTable {
  const rows = overlay.series.flatMap((series) =>
    Array.from(series.elapsedMin, (elapsed, i) => [
      titleLabel(series.label),
      elapsed === 0 ? 'first comment' : durationWords(elapsed),
      Math.round(elapsed),
      i + 1,
      series.shown[i] === 1 ? 'yes' : 'no',
    ]),
  );
  const what = overlay.by === 'article' ? 'Article' : 'Thread';
  const columns = [what, 'Since its first comment', 'Minutes', 'Comments so far', 'In view'];
  return cappedTable('Comments by time since the first one', columns, rows);
}
