/** The sentence beside the heading: what the picture shows, in the view as it is. */
import type { Histogram, Lanes, Overlay } from '../../core/results.ts';
import { isolate } from '../../core/scene/text.ts';
import type { TimeRange } from '../chart.ts';
import { isInRange } from './strip.ts';
import { countWords, durationWords, plural, spanWords } from './words.ts';

const DAY = 1440;
const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** 'Two days, 49 days apart; Mystic and ArabDemocrat.com wrote 16 of 32 comments'. */
export function activityFinding(
  histogram: Histogram | null,
  lanes: Lanes | null,
  range: TimeRange | null,
): string {
  const axis = histogram?.axis ?? lanes?.axis;
  if (!axis) return '';
  if (axis.segments.length === 0) return 'No comment has a time';
  const who = lanes ? busiest(lanes, range) : '';
  const when = range
    ? `In the brush, ${durationWords(range.toMin - range.fromMin)}`
    : stretchWords(axis.segments);
  const peak = who === '' && histogram ? peakWords(histogram, range) : '';
  return [when, who || peak].filter(Boolean).join('; ');
}

function stretchWords(segments: readonly { startMin: number; endMin: number }[]): string {
  const [first, second] = segments;
  if (!first) return '';
  const isDays = segments.every((segment) => segment.endMin - segment.startMin <= DAY);
  const count = WORDS[segments.length] ?? String(segments.length);
  if (!second) return `${durationWords(first.endMin - first.startMin)} without a longer silence`;
  const stretches = `${count} ${isDays ? 'days' : 'stretches'}`;
  if (segments.length === 2)
    return `${stretches}, ${durationWords(second.startMin - first.endMin)} apart`;
  const silence = segments.reduce(
    (most, segment, i) =>
      Math.max(most, segment.startMin - (segments[i - 1]?.endMin ?? segment.startMin)),
    0,
  );
  return `${stretches}, up to ${durationWords(silence)} of silence between`;
}

function busiest(lanes: Lanes, range: TimeRange | null): string {
  const counts = new Float64Array(lanes.lanes.length);
  let total = 0;
  const add = (lane: number, count: number): void => {
    counts[lane] = (counts[lane] ?? 0) + count;
    total += count;
  };
  if (lanes.density) {
    const bins = lanes.axis.binStart.length;
    lanes.density.shown.forEach((count, cell) => {
      const start = lanes.axis.binStart[cell % bins] ?? 0;
      if (isInRange(range, start, lanes.axis.binEnd[cell % bins] ?? start))
        add(Math.floor(cell / bins), count);
    });
  } else {
    lanes.lane.forEach((lane, mark) => {
      if (lanes.shown[mark] === 1 && isInRange(range, lanes.time[mark] ?? NaN)) add(lane, 1);
    });
  }
  if (total === 0) return 'no comment is in this view';
  // Comments without a name are nobody's in particular: they are never named as one who wrote most.
  const order = Array.from(counts.keys())
    .filter((lane) => {
      const { isOthers = true, name = null } = lanes.lanes[lane] ?? {};
      return !isOthers && name !== null && (counts[lane] ?? 0) > 0;
    })
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
    .slice(0, 2);
  if (order.length === 0) return '';
  const names = order.map((lane) => isolate(lanes.lanes[lane]?.name ?? ''));
  const wrote = order.reduce((sum, lane) => sum + (counts[lane] ?? 0), 0);
  return `${names.join(' and ')} wrote ${wrote === total ? `all ${countWords(total)}` : `${countWords(wrote)} of ${plural(total, 'comment')}`}`;
}

function peakWords({ axis, shown }: Histogram, range: TimeRange | null): string {
  let peak = -1;
  shown.forEach((count, bin) => {
    const start = axis.binStart[bin] ?? 0;
    const isIn = isInRange(range, start, axis.binEnd[bin] ?? start);
    if (isIn && count > (shown[peak] ?? 0)) peak = bin;
  });
  if (peak < 0) return 'no comment is in this view';
  const when = spanWords(axis.binStart[peak] ?? 0, axis.binEnd[peak] ?? 0);
  return `most on ${when} (${shown[peak] ?? 0})`;
}

/** 'Half of the comments came within 5 hours of the first one'. */
export function overlayFinding(overlay: Overlay): string {
  const elapsed = overlay.series.flatMap((series) =>
    Array.from(series.elapsedMin).filter((_, i) => series.shown[i] === 1),
  );
  if (elapsed.length === 0) return 'No comment is in this view';
  elapsed.sort((a, b) => a - b);
  const median = elapsed[Math.floor((elapsed.length - 1) / 2)] ?? 0;
  const unit = median >= 2 * DAY ? DAY : median >= 120 ? 60 : 1;
  const within = durationWords(Math.max(1, Math.ceil(median / unit)) * unit);
  const what = overlay.by === 'article' ? 'article' : 'thread';
  const many = plural(overlay.series.length, what);
  return `${many}; half of the comments came within ${within} of the first one`;
}
