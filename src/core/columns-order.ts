/** Rows by group: those of group g are `rows[start[g] … start[g + 1])`, in recorded order. */
export interface RowGroups {
  start: Uint32Array;
  rows: Uint32Array;
}

/** Groups rows by counting sort. Linear. */
export function groupRows(group: Uint32Array, groups: number): RowGroups {
  const start = new Uint32Array(groups + 1);
  for (let row = 0; row < group.length; row++) {
    const g = (group[row] ?? 0) + 1;
    start[g] = (start[g] ?? 0) + 1;
  }
  for (let g = 0; g < groups; g++) start[g + 1] = (start[g + 1] ?? 0) + (start[g] ?? 0);
  const next = start.slice(0, groups);
  const rows = new Uint32Array(group.length);
  for (let row = 0; row < group.length; row++) {
    const g = group[row] ?? 0;
    const at = next[g] ?? 0;
    rows[at] = row;
    next[g] = at + 1;
  }
  return { start, rows };
}

/** How often each group occurs. */
export function countGroups(group: Uint32Array, groups: number): Uint32Array {
  const counts = new Uint32Array(groups);
  for (let row = 0; row < group.length; row++) {
    const g = group[row] ?? 0;
    counts[g] = (counts[g] ?? 0) + 1;
  }
  return counts;
}

/**
 * Rows by time, earliest first, equal times in recorded order, unknown times (NaN) last.
 * Radix sort over the order-preserving bits of the float: exact for any time, linear, about
 * 50 ms a million; digits all rows share are skipped, and sorted input is returned at once.
 */
export function orderByTime(time: Float64Array): Uint32Array {
  const count = time.length;
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  if (isSorted(time)) return order;
  const keys = timeKeys(time);
  let spare = new Uint32Array(count);
  for (let digit = 0; digit < 4; digit++) {
    if (sortByDigit(keys, digit, order, spare)) [order, spare] = [spare, order];
  }
  return order;
}

function isSorted(time: Float64Array): boolean {
  let last = -Infinity;
  for (const value of time) {
    if (Number.isNaN(value)) last = Infinity;
    else if (value < last) return false;
    else last = value;
  }
  return true;
}

/** Four 16-bit digits a row, least significant first, that sort as the times do. */
function timeKeys(time: Float64Array): Uint16Array {
  const floats = new Float64Array(1);
  const words = new Uint32Array(floats.buffer);
  const keys = new Uint32Array(time.length * 2);
  for (let row = 0; row < time.length; row++) {
    const value = time[row] ?? NaN;
    if (Number.isNaN(value)) {
      keys.fill(0xffffffff, row * 2, row * 2 + 2);
      continue;
    }
    floats[0] = value + 0;
    const low = words[0] ?? 0;
    const high = words[1] ?? 0;
    const isNegative = high >>> 31 === 1;
    keys[row * 2] = isNegative ? ~low : low;
    keys[row * 2 + 1] = isNegative ? ~high : high | 0x80000000;
  }
  return new Uint16Array(keys.buffer);
}

function sortByDigit(
  keys: Uint16Array,
  digit: number,
  from: Uint32Array,
  to: Uint32Array,
): boolean {
  const starts = new Uint32Array(65536);
  for (let i = digit; i < keys.length; i += 4) {
    const key = keys[i] ?? 0;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  if (starts[keys[digit] ?? 0] === from.length) return false;
  let sum = 0;
  for (let key = 0; key < starts.length; key++) {
    const size = starts[key] ?? 0;
    starts[key] = sum;
    sum += size;
  }
  for (let i = 0; i < from.length; i++) {
    const row = from[i] ?? 0;
    const key = keys[row * 4 + digit] ?? 0;
    const at = starts[key] ?? 0;
    to[at] = row;
    starts[key] = at + 1;
  }
  return true;
}

/** Times in ascending order, known ones only. `byTime` as from `orderByTime`. */
export function sortedTimes(time: Float64Array, byTime: Uint32Array): Float64Array {
  const sorted = new Float64Array(byTime.length);
  let dated = 0;
  for (let i = 0; i < byTime.length; i++) {
    const value = time[byTime[i] ?? 0] ?? NaN;
    if (Number.isNaN(value)) break;
    sorted[dated++] = value;
  }
  return sorted.subarray(0, dated);
}

/** First index whose value is not less than `value`; the length when there is none. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
