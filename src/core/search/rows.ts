/**
 * Sets of rows as bits: 125 KB for a million comments whatever is in them. Word `row >> 5`, bit
 * `row & 31`; bits past the last row are zero.
 */
export interface RowSet {
  /** Rows there are; all rows of the set are below. */
  size: number;
  words: Uint32Array;
  /** The rows, ascending, where they are known and few. */
  list?: Uint32Array;
}

export function emptyRows(size: number): RowSet {
  return { size, words: new Uint32Array((size + 31) >>> 5) };
}

export function allRows(size: number): RowSet {
  return notRows(emptyRows(size));
}

export function copyRows(set: RowSet): RowSet {
  return { size: set.size, words: set.words.slice() };
}

export function hasRow(set: RowSet, row: number): boolean {
  return (((set.words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

/** Adds a row to a set whose rows are not listed. */
export function addRow(set: RowSet, row: number): void {
  const at = row >>> 5;
  set.words[at] = (set.words[at] ?? 0) | (1 << (row & 31));
}

/** Rows of `set` that are not in `other` are taken out of `set`. */
export function keepRows(set: RowSet, other: RowSet): RowSet {
  const { words } = set;
  delete set.list;
  for (let at = 0; at < words.length; at += 1)
    words[at] = (words[at] ?? 0) & (other.words[at] ?? 0);
  return set;
}

/** Rows of `other` are put into `set`. */
export function joinRows(set: RowSet, other: RowSet): RowSet {
  const { words } = set;
  delete set.list;
  for (let at = 0; at < words.length; at += 1)
    words[at] = (words[at] ?? 0) | (other.words[at] ?? 0);
  return set;
}

/** Turns `set` into its complement. */
export function notRows(set: RowSet): RowSet {
  const { words, size } = set;
  delete set.list;
  for (let at = 0; at < words.length; at += 1) words[at] = ~(words[at] ?? 0);
  const rest = size & 31;
  if (rest !== 0) words[words.length - 1] = (words[words.length - 1] ?? 0) & ((1 << rest) - 1);
  return set;
}

export function countRows(set: RowSet): number {
  if (set.list) return set.list.length;
  let count = 0;
  for (let at = 0; at < set.words.length; at += 1) count += bitCount(set.words[at] ?? 0);
  return count;
}

/** How many bits of 32 are set. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The set of some rows, ascending and different, which it keeps. */
export function rowsIn(size: number, list: Uint32Array): RowSet {
  const set = emptyRows(size);
  const { words } = set;
  for (let at = 0; at < list.length; at += 1) {
    const row = list[at] ?? 0;
    words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  set.list = list;
  return set;
}

/** The rows of a set, ascending. `count` saves counting them again. */
export function listRows(set: RowSet, count = countRows(set)): Uint32Array {
  if (set.list) return set.list;
  const rows = new Uint32Array(count);
  let next = 0;
  for (let at = 0; at < set.words.length; at += 1) {
    for (let rest = set.words[at] ?? 0; rest !== 0; rest &= rest - 1) {
      rows[next] = (at << 5) + 31 - Math.clz32(rest & -rest);
      next += 1;
    }
  }
  return rows;
}

/** The set of rows a test holds for. */
export function rowsWhere(size: number, test: (row: number) => boolean): RowSet {
  const set = emptyRows(size);
  for (let row = 0; row < size; row += 1) if (test(row)) addRow(set, row);
  return set;
}
