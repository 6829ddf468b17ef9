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
 * Rows by time, earliest first, equal times in recorded order, unknown times (NaN) last. Sorted input is
 * returned at once, whole minutes are sorted as small numbers in two or three passes, and any other
 * times by radix sort over the order-preserving bits of the float, whose shared digits are skipped.
 * Exact and linear.
 */
export function orderByTime(time: Float64Array): Uint32Array {
  const count = time.length;
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  if (isSorted(time)) return order;
  const whole = wholeMinutes(time);
  if (whole) return sortWhole(whole, order);
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

const DIGIT_BITS = 12;
const MOST_BITS = 30;

interface WholeMinutes {
  /** Minutes since the earliest time; unknown ones come after all others. */
  keys: Uint32Array;
  bits: number;
}

/** Times as small numbers of the same order; null when one is not a whole minute, or they lie too far apart. */
function wholeMinutes(time: Float64Array): WholeMinutes | null {
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < time.length; row++) {
    const value = time[row] ?? NaN;
    if (value !== Math.floor(value) && !Number.isNaN(value)) return null;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const span = most - least;
  if (!(span < 2 ** MOST_BITS - 1)) return null;
  const keys = new Uint32Array(time.length);
  for (let row = 0; row < time.length; row++) {
    const value = time[row] ?? NaN;
    keys[row] = Number.isNaN(value) ? span + 1 : value - least;
  }
  return { keys, bits: 32 - Math.clz32(span + 1) };
}

function sortWhole({ keys, bits }: WholeMinutes, order: Uint32Array): Uint32Array {
  let from = order;
  let to: Uint32Array = new Uint32Array(order.length);
  let keysFrom = keys;
  let keysTo: Uint32Array = new Uint32Array(keys.length);
  for (let shift = 0; shift < bits; shift += DIGIT_BITS) {
    const starts = startsOf(keysFrom, shift);
    for (let i = 0; i < keysFrom.length; i++) {
      const key = keysFrom[i] ?? 0;
      const digit = (key >>> shift) & ((1 << DIGIT_BITS) - 1);
      const at = starts[digit] ?? 0;
      starts[digit] = at + 1;
      to[at] = from[i] ?? 0;
      keysTo[at] = key;
    }
    [from, to, keysFrom, keysTo] = [to, from, keysTo, keysFrom];
  }
  return from;
}

/** Where the rows of each digit begin. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(1 << DIGIT_BITS);
  for (let i = 0; i < keys.length; i++) {
    const digit = ((keys[i] ?? 0) >>> shift) & ((1 << DIGIT_BITS) - 1);
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  let sum = 0;
  for (let digit = 0; digit < starts.length; digit++) {
    const size = starts[digit] ?? 0;
    starts[digit] = sum;
    sum += size;
  }
  return starts;
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
