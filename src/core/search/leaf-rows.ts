/** Rows in which a word stands. */
import type { Leaf } from './expansion.ts';
import { groupSize } from './index/groups.ts';
import { ROW_MASK, seek } from './index/postings.ts';
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import { emptyRows, type RowSet } from './rows.ts';

/** Rows that are asked about: nothing outside matters. `list` holds them when they are few. */
export interface Within {
  set: RowSet;
  count: number;
  list: Uint32Array | null;
}

/** A copy: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;

/** Probing a list costs about this many times what reading an entry in turn does. */
export const PROBE_COST = 16;

/** How many rows a leaf has at most. */
export function leafSize(index: SearchIndex, leaf: Leaf): number {
  let size = 0;
  forEachList(index, leaf, (field, from, to) => {
    size += listSize(field, from, to);
  });
  return size;
}

function listSize(field: FieldIndex, from: number, to: number): number {
  if (!field.groups) return to - from;
  let size = 0;
  for (let at = from; at < to; at += 1) {
    size += groupSize(field.groups, (field.postings.entries[at] ?? 0) & MASK);
  }
  return size;
}

/** The posting lists of a leaf: entries [from, to) of a field's postings. */
export function forEachList(
  index: SearchIndex,
  leaf: Leaf,
  visit: (field: FieldIndex, from: number, to: number) => void,
): void {
  for (const source of leaf.sources) {
    for (const { term } of source.expansions) {
      for (const name of leaf.fields) {
        const field = index.fields[name];
        const from = field.postings.offsets[term] ?? 0;
        const to = field.postings.offsets[term + 1] ?? 0;
        if (to > from) visit(field, from, to);
      }
    }
  }
}

/** Rows of a leaf; outside `within` they may be left out. */
export function leafRows(index: SearchIndex, leaf: Leaf, within: Within | null): RowSet {
  const set = emptyRows(index.count);
  forEachList(index, leaf, (field, from, to) => {
    const { entries } = field.postings;
    if (field.groups) addGroups(set, field, from, to);
    else if (within?.list && within.count * PROBE_COST < to - from) {
      probe(set, entries, from, to, within.list);
    } else addEntries(set.words, entries, from, to);
  });
  return set;
}

function addEntries(words: Uint32Array, entries: Uint32Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const row = (entries[at] ?? 0) & MASK;
    const word = row >>> 5;
    words[word] = (words[word] ?? 0) | (1 << (row & 31));
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

function addGroups(set: RowSet, field: FieldIndex, from: number, to: number): void {
  const { groups, postings } = field;
  if (!groups) return;
  const { words } = set;
  for (let at = from; at < to; at += 1) {
    const group = (postings.entries[at] ?? 0) & MASK;
    const end = groups.offsets[group + 1] ?? 0;
    for (let i = groups.offsets[group] ?? 0; i < end; i += 1) {
      const row = groups.rows[i] ?? 0;
      words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
  }
}
