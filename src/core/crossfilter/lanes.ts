/**
 * The lane view: a lane for each of the most frequent commenters, one more for all others, and a mark
 * a comment with arcs to what it answers. Past MAX_MARKS, counts per lane and bin take their place.
 * Comments of unknown time have no mark.
 */
import { isDrawn, REPLY, type Replies } from '../graph/replies.ts';
import type { Lanes, TimeAxis } from '../results.ts';
import type { Crossfilter } from './crossfilter.ts';
import { lowerBound } from '../columns-order.ts';
import { topGroups } from './top.ts';

export const MAX_LANES = 12;
export const MAX_MARKS = 2_000;

/** Which commenters have lanes of their own, most frequent first; all others share one more lane. */
export interface LanePlan {
  commenters: Uint32Array;
  /** Lane by commenter; `commenters.length` = the lane of others. */
  laneOf: Uint16Array;
  /** Comments by lane, without filters. */
  counts: Uint32Array;
  hasOthers: boolean;
}

/** Everything of Lanes but the lanes' names. */
export type LaneMarks = Omit<Lanes, 'lanes'>;

/** `comments` by commenter, without filters. A single commenter over the limit gets a lane, too. */
export function planLanes(comments: Uint32Array, limit = MAX_LANES): LanePlan {
  const top = topGroups(comments, limit + 1);
  const commenters = top.length <= limit ? top : top.subarray(0, limit - 1);
  const laneOf = new Uint16Array(comments.length).fill(commenters.length);
  const counts = new Uint32Array(commenters.length + 1);
  commenters.forEach((commenter, lane) => (laneOf[commenter] = lane));
  comments.forEach((count, commenter) => {
    const lane = laneOf[commenter] ?? 0;
    counts[lane] = (counts[lane] ?? 0) + count;
  });
  return { commenters, laneOf, counts, hasOthers: (counts[commenters.length] ?? 0) > 0 };
}

/** Marks and arcs, or densities when there are too many comments. */
export function buildLanes(
  filter: Crossfilter,
  axis: TimeAxis,
  plan: LanePlan,
  replies: Replies,
  threshold: number,
  maxMarks = MAX_MARKS,
): LaneMarks {
  if (filter.times.length > maxMarks) {
    return { ...emptyMarks(axis, 0), density: countDensity(filter, axis, plan) };
  }
  const marks = emptyMarks(axis, filter.times.length);
  const markOfRow = new Map<number, number>();
  filter.times.forEach((time, place) => {
    const row = filter.byTime[place] ?? 0;
    markOfRow.set(row, place);
    marks.row[place] = row;
    marks.time[place] = time;
    marks.lane[place] = plan.laneOf[filter.commenter[place] ?? 0] ?? 0;
    marks.shown[place] = filter.failing[place] === 0 ? 1 : 0;
    marks.root[place] = isDrawn(replies, row, threshold) ? 0 : 1;
  });
  return { ...marks, ...buildArcs(marks.row, markOfRow, replies, threshold) };
}

function buildArcs(
  rows: Uint32Array,
  markOfRow: Map<number, number>,
  replies: Replies,
  threshold: number,
): Pick<Lanes, 'arcFrom' | 'arcTo' | 'arcProbability' | 'arcStated'> {
  const arcs: { from: number; to: number; row: number }[] = [];
  rows.forEach((row, from) => {
    const to = markOfRow.get(replies.parent[row] ?? -1);
    if (to !== undefined && isDrawn(replies, row, threshold)) arcs.push({ from, to, row });
  });
  return {
    arcFrom: Uint32Array.from(arcs, ({ from }) => from),
    arcTo: Uint32Array.from(arcs, ({ to }) => to),
    arcProbability: Float32Array.from(arcs, ({ row }) => replies.probability[row] ?? 0),
    arcStated: Uint8Array.from(arcs, ({ row }) => (replies.kind[row] === REPLY.stated ? 1 : 0)),
  };
}

function emptyMarks(axis: TimeAxis, count: number): LaneMarks {
  return {
    axis,
    row: new Uint32Array(count),
    lane: new Uint16Array(count),
    time: new Float64Array(count),
    shown: new Uint8Array(count),
    root: new Uint8Array(count),
    arcFrom: new Uint32Array(0),
    arcTo: new Uint32Array(0),
    arcProbability: new Float32Array(0),
    arcStated: new Uint8Array(0),
    density: null,
  };
}

function countDensity(
  filter: Crossfilter,
  axis: TimeAxis,
  plan: LanePlan,
): { all: Uint32Array; shown: Uint32Array } {
  const bins = axis.binStart.length;
  const lanes = plan.commenters.length + (plan.hasOthers ? 1 : 0);
  const all = new Uint32Array(lanes * bins);
  const shown = new Uint32Array(lanes * bins);
  for (let bin = 0; bin < bins; bin++) {
    const end = lowerBound(filter.times, axis.binEnd[bin] ?? 0);
    for (let place = lowerBound(filter.times, axis.binStart[bin] ?? 0); place < end; place++) {
      const cell = (plan.laneOf[filter.commenter[place] ?? 0] ?? 0) * bins + bin;
      all[cell] = (all[cell] ?? 0) + 1;
      if (filter.failing[place] === 0) shown[cell] = (shown[cell] ?? 0) + 1;
    }
  }
  return { all, shown };
}
