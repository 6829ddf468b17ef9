/** Rows in which a word stands. */
import type { Leaf } from './expansion.ts';
import { denseList, type DenseLists, denseSize } from './index/dense.ts';
import { groupSize } from './index/groups.ts';
import { ROW_MASK, seek } from './index/postings.ts';
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import type { Field } from './options.ts';
import { emptyRows, hasRow, rowsIn, type RowSet } from './rows.ts';

/** Rows that are asked about: nothing outside matters. `list` holds them when they are few. */
export interface Within {
  set: RowSet;
  count: number;
  list: Uint32Array | null;
}

/** The postings of one term in one field: entries [from, to), or a dense list (else -1). */
export interface List {
  name: Field;
  field: FieldIndex;
  term: number;
  from: number;
  to: number;
  dense: number;
  /** That of the term in its leaf. */
  weight: number;
}

/** A copy: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;

/** Probing a list costs about this many times what reading an entry in turn does. */
export const PROBE_COST = 16;
/** Rows are few where there is at most one of this many. */
const FEW = 64;

/** How many rows a leaf has at most. */
export function leafSize(index: SearchIndex, leaf: Leaf): number {
  return listsOf(index, leaf).reduce((sum, list) => sum + listSize(list), 0);
}

/** How many rows a list has. */
export function listSize({ field, from, to, dense }: List): number {
  if (dense >= 0 && field.postings.dense) return denseSize(field.postings.dense, dense);
  if (!field.groups) return to - from;
  let size = 0;
  for (let at = from; at < to; at += 1) {
    size += groupSize(field.groups, (field.postings.entries[at] ?? 0) & MASK);
  }
  return size;
}

/** The posting lists of a leaf that are not empty, in the order they are scored in. */
export function listsOf(index: SearchIndex, leaf: Leaf): List[] {
  const lists: List[] = [];
  for (const source of leaf.sources) {
    for (const { term, weight } of source.expansions) {
      for (const name of leaf.fields) {
        const field = index.fields[name];
        const from = field.postings.offsets[term] ?? 0;
        const to = field.postings.offsets[term + 1] ?? 0;
        const dense = to > from ? -1 : denseList(field.postings.dense, term);
        if (to > from || dense >= 0) {
          lists.push({ name, field, term, from, to, dense, weight });
        }
      }
    }
  }
  return lists;
}

/** Rows of a leaf; outside `within` they may be left out. */
export function leafRows(index: SearchIndex, leaf: Leaf, within: Within | null): RowSet {
  const lists = listsOf(index, leaf);
  const few = within?.list;
  const size = lists.reduce((sum, list) => sum + listSize(list), 0);
  if (few && few.length * PROBE_COST < size) return probedRows(index, lists, few);
  if (size * FEW <= index.count) return fewRows(index, lists, size);
  const set = emptyRows(index.count);
  for (const list of lists) {
    const { field, from, to, dense } = list;
    if (field.groups) addGroups(set, field, from, to);
    else if (dense >= 0 && field.postings.dense) addDense(set.words, field.postings.dense, dense);
    else addEntries(set.words, field.postings.entries, from, to);
  }
  return set;
}

function addEntries(words: Uint32Array, entries: Uint32Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const row = (entries[at] ?? 0) & MASK;
    const word = row >>> 5;
    words[word] = (words[word] ?? 0) | (1 << (row & 31));
  }
}

function addDense(words: Uint32Array, { bits, width }: DenseLists, list: number): void {
  const first = list * width;
  for (let word = 0; word < words.length; word += 1) {
    words[word] = (words[word] ?? 0) | (bits[first + word] ?? 0);
  }
}

/** Those of a few rows that are in any of the lists. */
function probedRows(index: SearchIndex, lists: readonly List[], few: Uint32Array): RowSet {
  const set = emptyRows(index.count);
  for (const { field, from, to, dense } of lists) {
    if (field.groups) addGroups(set, field, from, to);
    else if (dense >= 0 && field.postings.dense) probeDense(set, field.postings.dense, dense, few);
    else probe(set, field.postings.entries, from, to, few);
  }
  return rowsIn(
    index.count,
    few.filter((row) => hasRow(set, row)),
  );
}

function probeDense(
  set: RowSet,
  { bits, width }: DenseLists,
  list: number,
  few: Uint32Array,
): void {
  const { words } = set;
  for (let i = 0; i < few.length; i += 1) {
    const row = few[i] ?? 0;
    const word = row >>> 5;
    const bit = (bits[list * width + word] ?? 0) & (1 << (row & 31));
    words[word] = (words[word] ?? 0) | bit;
  }
}

function probe(
  set: RowSet,
  entries: Uint32Array,
  from: number,
  to: number,
  rows: Uint32Array,
): void {
  const { words } = set;
  let at = from;
  for (let i = 0; i < rows.length && at < to; i += 1) {
    const row = rows[i] ?? 0;
    at = seek(entries, at, to, row);
    if (at < to && ((entries[at] ?? 0) & MASK) === row) {
      words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
  }
}

/** Rows of lists that hold few: `size` at most. */
function fewRows(index: SearchIndex, lists: readonly List[], size: number): RowSet {
  const rows = new Uint32Array(size);
  let next = 0;
  for (const { field, from, to, dense } of lists) {
    const { entries } = field.postings;
    if (dense >= 0) continue;
    for (let at = from; at < to; at += 1) {
      const unit = (entries[at] ?? 0) & MASK;
      if (field.groups) {
        const { offsets } = field.groups;
        const group = field.groups.rows.subarray(offsets[unit] ?? 0, offsets[unit + 1] ?? 0);
        rows.set(group, next);
        next += group.length;
      } else {
        rows[next] = unit;
        next += 1;
      }
    }
  }
  const isSorted = lists.length === 1 && !lists[0]?.field.groups;
  return rowsIn(index.count, isSorted ? rows : distinct(rows.sort()));
}

function distinct(sorted: Uint32Array): Uint32Array {
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    sorted[kept] = sorted[at] ?? 0;
    kept += 1;
  }
  return sorted.subarray(0, kept);
}

/** Rows of a group mostly follow on each other: then whole words are filled. */
function addGroups(set: RowSet, field: FieldIndex, from: number, to: number): void {
  const { groups, postings } = field;
  if (!groups) return;
  const { words } = set;
  for (let at = from; at < to; at += 1) {
    const group = (postings.entries[at] ?? 0) & MASK;
    const start = groups.offsets[group] ?? 0;
    const end = groups.offsets[group + 1] ?? 0;
    const first = groups.rows[start] ?? 0;
    const last = groups.rows[end - 1] ?? 0;
    if (end > start && last - first === end - start - 1) {
      fillRows(words, first, last + 1);
      continue;
    }
    for (let i = start; i < end; i += 1) {
      const row = groups.rows[i] ?? 0;
      words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
  }
}

/** Sets the bits [from, to); there is at least one. */
function fillRows(words: Uint32Array, from: number, to: number): void {
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) words[first] = (words[first] ?? 0) | (head & tail);
  else {
    words[first] = (words[first] ?? 0) | head;
    words.fill(0xffffffff, first + 1, last);
    words[last] = (words[last] ?? 0) | tail;
  }
}
