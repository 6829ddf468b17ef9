/**
 * What the order of a page proves. A segment is a maximal run without a strict step back in time. Roots
 * ascend in time, so a comment later than the start of ANY later segment cannot be a root.
 * Example (times): 10 12 20 | 15 → segments 0 0 0 1; the comment at 20 answers something.
 * Cost: two passes. Comments without a time belong to the running segment and prove nothing.
 */
export interface PageOrder {
  segment: Int32Array;
  cannotBeRoot: Uint8Array;
  /** False when no comment has a time. */
  isTimed: boolean;
}

/** Segments and proven replies; `times` in floating minutes, NaN = not known. */
export function orderOf(times: ArrayLike<number>): PageOrder {
  const count = times.length;
  const segment = new Int32Array(count);
  const cannotBeRoot = new Uint8Array(count);
  let before = -Infinity;
  let run = 0;
  for (let i = 0; i < count; i++) {
    const time = times[i] ?? NaN;
    if (time < before) run++;
    if (!Number.isNaN(time)) before = time;
    segment[i] = run;
  }
  let earliestLaterStart = Infinity;
  let start = Infinity;
  for (let i = count - 1; i >= 0; i--) {
    const time = times[i] ?? NaN;
    if (time > earliestLaterStart) cannotBeRoot[i] = 1;
    if (!Number.isNaN(time)) start = time;
    if (i > 0 && segment[i - 1] !== segment[i])
      earliestLaterStart = Math.min(earliestLaterStart, start);
  }
  return { segment, cannotBeRoot, isTimed: before > -Infinity };
}
