/** What a mark of the activity chart says of itself: a heading line and a line below it. */
import type { Histogram, Lanes, Overlay } from '../../core/results.ts';
import { isolate } from '../../core/scene/text.ts';
import { commenterLabel, titleLabel } from '../names.ts';
import { sureWords } from '../sure.ts';
import { durationWords, plural, spanWords, timeWords } from './words.ts';

export interface MarkWords {
  heading: string;
  detail: string;
}

export interface ActivityData {
  lanes: Lanes | null;
  histogram: Histogram | null;
  overlay: Overlay | null;
}

/** A finder of words by mark id; look-ups by row are made once. */
export function activityWords(data: ActivityData): (id: string) => MarkWords | null {
  const markOf = new Map(Array.from(data.lanes?.row ?? [], (row, mark) => [row, mark] as const));
  const arcOf = new Map(
    Array.from(data.lanes?.arcFrom ?? [], (child, arc) => [child, arc] as const),
  );
  return (id) => {
    const [kind, first = '', second = ''] = id.split(':');
    const number = Number(first);
    if (kind === 'comment' || kind === 'reply')
      return data.lanes && commentWords(data.lanes, markOf.get(number), arcOf);
    if (kind === 'bar') return data.histogram && barWords(data.histogram, number);
    if (kind === 'fold') return foldWords(data, number);
    if (kind === 'cell') return data.lanes && cellWords(data.lanes, Number(second));
    if (kind === 'series') return seriesWords(data.overlay, number);
    return null;
  };
}

function nameAt(lanes: Lanes, mark: number | undefined): string {
  const lane = lanes.lanes[lanes.lane[mark ?? -1] ?? -1];
  if (!lane) return '';
  return lane.isOthers ? 'one of the others' : isolate(commenterLabel(lane.name));
}

function commentWords(
  lanes: Lanes,
  mark: number | undefined,
  arcOf: ReadonlyMap<number, number>,
): MarkWords | null {
  if (mark === undefined) return null;
  const heading = `${nameAt(lanes, mark)} · ${timeWords(lanes.time[mark] ?? NaN, 'full')}`;
  const arc = arcOf.get(mark);
  const hidden = lanes.shown[mark] === 1 ? '' : ' · left out by a filter';
  if (arc === undefined) {
    const what =
      lanes.root[mark] === 1 ? 'starts a thread, or answers nobody for sure' : 'no reply drawn';
    return { heading, detail: what + hidden };
  }
  const parent = lanes.arcTo[arc];
  const sure = sureWords(lanes.arcProbability[arc] ?? 0, lanes.arcStated[arc] === 1);
  const when = timeWords(lanes.time[parent ?? -1] ?? NaN, 'time');
  return { heading, detail: `answers ${nameAt(lanes, parent)}, ${when} · ${sure}${hidden}` };
}

function barWords(histogram: Histogram, bin: number): MarkWords {
  const { axis, all, shown } = histogram;
  const [of, here] = [all[bin] ?? 0, shown[bin] ?? 0];
  return {
    heading: spanWords(axis.binStart[bin] ?? 0, axis.binEnd[bin] ?? 0),
    detail: here === of ? plural(of, 'comment') : `${here} of ${plural(of, 'comment')}`,
  };
}

function foldWords({ lanes, histogram }: ActivityData, index: number): MarkWords | null {
  const segments = (lanes?.axis ?? histogram?.axis)?.segments;
  const before = segments?.[index];
  const after = segments?.[index + 1];
  if (!before || !after) return null;
  return {
    heading: `${durationWords(after.startMin - before.endMin)} of silence, folded`,
    detail: `${timeWords(before.endMin, 'full')} to ${timeWords(after.startMin, 'full')}`,
  };
}

function cellWords(lanes: Lanes, bin: number): MarkWords {
  const start = lanes.axis.binStart[bin] ?? 0;
  return {
    heading: spanWords(start, lanes.axis.binEnd[bin] ?? start),
    detail: 'click for the comments of this cell',
  };
}

function seriesWords(overlay: Overlay | null, index: number): MarkWords | null {
  const series = overlay?.series.filter((each) => each.elapsedMin.length > 0)[index];
  if (!series) return null;
  const last = series.elapsedMin.at(-1) ?? 0;
  return {
    heading: isolate(titleLabel(series.label)),
    detail: `${plural(series.elapsedMin.length, 'comment')} in ${durationWords(last)}`,
  };
}
