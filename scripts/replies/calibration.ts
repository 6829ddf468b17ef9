import type { Guesses } from './metrics.ts';
import type { GoldPage } from './data.ts';

/** How often a guess of a given probability is right. */
export interface Calibration {
  count: Float64Array;
  right: Float64Array;
  sum: Float64Array;
}

const BINS = 10;

export function createCalibration(): Calibration {
  return {
    count: new Float64Array(BINS),
    right: new Float64Array(BINS),
    sum: new Float64Array(BINS),
  };
}

/** Adds the likeliest parents of a page; the first comment, which is never in doubt, is left out. */
export function calibrate(into: Calibration, gold: GoldPage, guesses: Guesses): void {
  gold.parents.forEach((right, i) => {
    if (right.length === 0 || i === 0) return;
    const p = guesses.probability[i] ?? 0;
    const bin = Math.min(BINS - 1, Math.floor(p * BINS));
    into.count[bin]! += 1;
    into.sum[bin]! += p;
    if (right.includes(guesses.parent[i] ?? -1)) into.right[bin]! += 1;
  });
}

/** Expected calibration error: mean gap between probability and share right, weighted by count. */
export function calibrationError(from: Calibration): number {
  let error = 0;
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) {
    error += Math.abs((from.sum[bin] ?? 0) - (from.right[bin] ?? 0));
    total += from.count[bin] ?? 0;
  }
  return total === 0 ? 0 : error / total;
}
