/**
 * Chooses bins and folds silence. Idea: take the k longest gaps out of the span; they fold when even
 * the shortest of them is more than FOLD times the mean length of the k + 1 stretches left (counted as
 * at least an hour each). The largest k up to MAX_FOLDS that holds wins. Then the finest unit whose
 * bins stay under a limit that grows with the square root of the comments.
 * Example: two evenings seven weeks apart → k = 1, two segments, 30-minute bins.
 * A steady ten years has no such gap → one segment, months. Cost: one pass over sorted times.
 */
import type { TimeAxis } from '../results.ts';
import { COARSEST, type TimeUnit, UNITS } from './units.ts';

const FOLD = 8;
const MAX_FOLDS = 11;
const SHORTEST_STRETCH_MIN = 60;
const MIN_BINS = 40;
const MAX_BINS = 400;

type Stretch = [firstMin: number, lastMin: number];

/** The axis for known times in ascending order; no segment and no bin when there are none. */
export function chooseAxis(times: Float64Array): TimeAxis {
  if (times.length === 0) return axisOf([], COARSEST);
  const stretches = foldSilence(times);
  const limit = Math.min(MAX_BINS, Math.max(MIN_BINS, 8 * Math.sqrt(times.length)));
  for (const unit of UNITS) {
    const rough = stretches.reduce((sum, [first, last]) => sum + (last - first) / unit.minutes, 0);
    if (rough > limit) continue;
    const axis = axisOf(stretches, unit);
    if (axis.binStart.length <= limit) return axis;
  }
  return axisOf(stretches, COARSEST);
}

function foldSilence(times: Float64Array): Stretch[] {
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 0;
  const gaps = longestGaps(times);
  let active = last - first;
  let folds = 0;
  gaps.forEach(({ length }, i) => {
    active -= length;
    const mean = Math.max(active / (i + 2), SHORTEST_STRETCH_MIN);
    if (length > FOLD * mean) folds = i + 1;
  });
  const stretches: Stretch[] = [];
  let start = first;
  for (const { at } of gaps.slice(0, folds).sort((a, b) => a.at - b.at)) {
    stretches.push([start, times[at - 1] ?? 0]);
    start = times[at] ?? 0;
  }
  stretches.push([start, last]);
  return stretches;
}

interface Gap {
  /** Place of the time after the gap. */
  at: number;
  length: number;
}

/** The longest gaps, longest first, at most MAX_FOLDS. */
function longestGaps(times: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  let shortest = SHORTEST_STRETCH_MIN * FOLD;
  for (let at = 1; at < times.length; at++) {
    const length = (times[at] ?? 0) - (times[at - 1] ?? 0);
    if (length <= shortest) continue;
    gaps.push({ at, length });
    gaps.sort((a, b) => b.length - a.length);
    if (gaps.length > MAX_FOLDS) gaps.pop();
    shortest = gaps[MAX_FOLDS - 1]?.length ?? shortest;
  }
  return gaps;
}

/** The axis with bins of one unit over stretches of activity; stretches whose bins touch are joined. */
export function axisOf(stretches: readonly Stretch[], unit: TimeUnit): TimeAxis {
  const starts: number[] = [];
  const ends: number[] = [];
  const segmentOf: number[] = [];
  const segments: { startMin: number; endMin: number }[] = [];
  for (const [first, last] of stretches) {
    let start = unit.floor(first);
    let segment = segments.at(-1);
    if (segment && start <= segment.endMin) start = segment.endMin;
    else segments.push((segment = { startMin: start, endMin: start }));
    while (start <= last) {
      const end = unit.next(start);
      starts.push(start);
      ends.push(end);
      segmentOf.push(segments.length - 1);
      segment.endMin = end;
      start = end;
    }
  }
  return {
    segments,
    binStart: Float64Array.from(starts),
    binEnd: Float64Array.from(ends),
    binSegment: Uint32Array.from(segmentOf),
    unit: unit.name,
  };
}
