import { lowerBound } from '../columns-order.ts';
import type { Histogram, TimeAxis } from '../results.ts';
import type { Crossfilter } from './crossfilter.ts';

/** Counts per bin: all comments, and those passing every filter but time. */
export function countBins(filter: Crossfilter, axis: TimeAxis): Histogram {
  const bins = axis.binStart.length;
  const all = new Uint32Array(bins);
  const shown = new Uint32Array(bins);
  for (let bin = 0; bin < bins; bin++) {
    const from = lowerBound(filter.times, axis.binStart[bin] ?? 0);
    const to = lowerBound(filter.times, axis.binEnd[bin] ?? 0);
    all[bin] = to - from;
    shown[bin] = countPassing(filter.failing, from, to);
  }
  return { axis, all, shown };
}

function countPassing(failing: Uint8Array, from: number, to: number): number {
  let passing = 0;
  for (let place = from; place < to; place++) passing += failing[place] === 0 ? 1 : 0;
  return passing;
}
