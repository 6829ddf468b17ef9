/**
 * Comments by the time since the first one of their article, or of their thread when the corpus has
 * one article: series laid over each other. The largest series are kept, and of a very long one an
 * even sample by order, so that the answer stays small at any size.
 */
import type { Forest } from '../threads/forest.ts';
import type { Crossfilter } from './crossfilter.ts';
import { topGroups } from './top.ts';

export const MAX_SERIES = 8;
export const MAX_POINTS = 2_000;

export interface OverlaySeries {
  /** Article index, or row of the first comment of the thread. */
  group: number;
  /** Minutes since the first, ascending. */
  elapsedMin: Float64Array;
  /** 1 = passes every filter but time. */
  shown: Uint8Array;
  /** Comments with a known time; more than points when sampled. */
  comments: number;
}

export interface OverlayShape {
  by: 'article' | 'thread';
  series: OverlaySeries[];
  /** Series the cap hides. */
  leftOut: number;
}

export function buildOverlay(
  filter: Crossfilter,
  forest: Forest,
  limit = MAX_SERIES,
  maxPoints = MAX_POINTS,
): OverlayShape {
  const by = filter.byArticle.length === 1 ? 'thread' : 'article';
  const groupAt = (place: number): number =>
    by === 'article' ? (filter.article[place] ?? 0) : (forest.root[filter.byTime[place] ?? 0] ?? 0);
  const sizes = new Uint32Array(by === 'article' ? filter.byArticle.length : filter.count);
  for (let place = 0; place < filter.times.length; place++) {
    const group = groupAt(place);
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const top = topGroups(sizes, limit);
  const series = Array.from(top, (group) => makeSeries(group, sizes[group] ?? 0, maxPoints));
  fillSeries(filter, groupAt, series);
  const all = sizes.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  return { by, series, leftOut: all - series.length };
}

function makeSeries(group: number, comments: number, maxPoints: number): OverlaySeries {
  const points = Math.min(comments, maxPoints);
  return {
    group,
    comments,
    elapsedMin: new Float64Array(points),
    shown: new Uint8Array(points),
  };
}

function fillSeries(
  filter: Crossfilter,
  groupAt: (place: number) => number,
  series: OverlaySeries[],
): void {
  const seen = series.map(() => ({ comments: 0, points: 0, firstMin: 0 }));
  const slotOf = new Map(series.map(({ group }, slot) => [group, slot]));
  for (let place = 0; place < filter.times.length; place++) {
    const slot = slotOf.get(groupAt(place));
    const one = slot === undefined ? undefined : series[slot];
    const state = slot === undefined ? undefined : seen[slot];
    if (!one || !state) continue;
    const time = filter.times[place] ?? 0;
    if (state.comments === 0) state.firstMin = time;
    const isSampled =
      Math.floor((state.comments * one.elapsedMin.length) / one.comments) >= state.points;
    if (isSampled && state.points < one.elapsedMin.length) {
      one.elapsedMin[state.points] = time - state.firstMin;
      one.shown[state.points] = filter.failing[place] === 0 ? 1 : 0;
      state.points++;
    }
    state.comments++;
  }
}
