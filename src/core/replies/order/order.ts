/** What recorded order and times alone say. A run is a maximal stretch without a strict step back in time. */
export interface Runs {
  /** First comment of the run each comment is in. */
  startOf: Int32Array;
  /** First comment after the run each comment is in. */
  endOf: Int32Array;
  starts: number[];
  /** 1 = later than the start of some later run: no top-level comment if top-level comments ascend. */
  isLate: Uint8Array;
  stepsBack: number;
  stepsForward: number;
  /** Share of neighbouring run starts that ascend; 1 when there are fewer than two runs. */
  ascending: number;
  /** Share of runs of one comment. */
  lone: number;
}

/** Runs of a page; unknown times (NaN) neither step back nor are late. Linear. */
export function readRuns(time: Float64Array): Runs {
  const n = time.length;
  const startOf = new Int32Array(n);
  const starts: number[] = [];
  let last = NaN;
  let stepsBack = 0;
  let stepsForward = 0;
  for (let i = 0; i < n; i++) {
    const now = time[i] ?? NaN;
    if (i === 0 || now < last) {
      starts.push(i);
      if (i > 0) stepsBack++;
    } else if (now > last) stepsForward++;
    startOf[i] = starts[starts.length - 1] ?? 0;
    if (!Number.isNaN(now)) last = now;
  }
  const endOf = new Int32Array(n);
  starts.forEach((start, run) => endOf.fill(starts[run + 1] ?? n, start, starts[run + 1] ?? n));
  return {
    startOf,
    endOf,
    starts,
    isLate: lateComments(time, startOf, starts),
    stepsBack,
    stepsForward,
    ascending: ascendingShare(time, starts),
    lone:
      n === 0
        ? 0
        : starts.filter((start, run) => (starts[run + 1] ?? n) === start + 1).length /
          starts.length,
  };
}

function lateComments(time: Float64Array, startOf: Int32Array, starts: number[]): Uint8Array {
  const isLate = new Uint8Array(time.length);
  let earliestLater = Infinity;
  let run = starts.length - 1;
  for (let i = time.length - 1; i >= 0; i--) {
    if ((time[i] ?? NaN) > earliestLater) isLate[i] = 1;
    if (startOf[i] !== i || run-- <= 0) continue;
    const start = time[i] ?? NaN;
    if (start < earliestLater) earliestLater = start;
  }
  return isLate;
}

function ascendingShare(time: Float64Array, starts: number[]): number {
  let known = 0;
  let up = 0;
  for (let run = 1; run < starts.length; run++) {
    const before = time[starts[run - 1] ?? 0] ?? NaN;
    const now = time[starts[run] ?? 0] ?? NaN;
    if (Number.isNaN(before) || Number.isNaN(now)) continue;
    known++;
    if (now >= before) up++;
  }
  return known === 0 ? 1 : up / known;
}
