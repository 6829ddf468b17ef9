/**
 * MiniSearch's BM25+ over chosen rows: for each word, term and field
 *   weight · boost · log(1 + (N − n + ½) / (n + ½)) · (d + f·(k+1) / (f + k·(1 − b + b·length/mean)))
 * summed, times the number of different query words found in the row. Lists are added in one order whatever
 * rows are scored, so that a row's score is the same to the last bit.
 * Scores live in one array per index that is used again; only rows that were touched are cleared.
 */
import type { Leaf } from './expansion.ts';
import { makeNorms, normOf, shareOf } from './index/bm25.ts';
import { bitCount } from './rows.ts';
import { BIG, bigFrequency, FREQUENCY_SHIFT, ROW_MASK, seek } from './index/postings.ts';
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import { type List, listSize, listsOf, PROBE_COST, type Within } from './leaf-rows.ts';
import { BOOST } from './options.ts';

/** A word to be scored in some rows only. */
export interface ScoredLeaf {
  leaf: Leaf;
  rows: Within;
}

/** A posting list as it scores in `rows`. */
export interface ScoredList extends List {
  rows: Within;
  /** The number of its query word, from 1; 0 when there is only one word. */
  stamp: number;
  factor: number;
  idf: number;
}

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;
const MANY = BIG;
const share = shareOf;
const bits32 = bitCount;
const normFor = normOf;

/** Sums by row, all zero between two uses. */
export class Scratch {
  readonly scores: Float64Array;
  /** Different query words found so far. */
  readonly hits: Uint16Array;
  readonly lastHit: Uint16Array;
  private sums: Float32Array | null = null;

  constructor(rows: number) {
    this.scores = new Float64Array(rows);
    this.hits = new Uint16Array(rows);
    this.lastHit = new Uint16Array(rows);
  }

  /** Another sum by row, all zero between two uses too. */
  bounds(): Float32Array {
    return (this.sums ??= new Float32Array(this.scores.length));
  }

  /** Adds to a row what the query word numbered `stamp` scores there. */
  credit(row: number, score: number, stamp: number): void {
    const { scores, lastHit, hits } = this;
    scores[row] = (scores[row] ?? 0) + score;
    if (stamp === 0 || lastHit[row] === stamp) return;
    lastHit[row] = stamp;
    hits[row] = (hits[row] ?? 0) + 1;
  }

  /** Forgets rows; of a single word nothing was counted. */
  clearRows(rows: Uint32Array, isSingle: boolean): void {
    const { scores, hits, lastHit } = this;
    if (rows.length * 4 > scores.length) {
      for (const sums of isSingle ? [scores] : [scores, hits, lastHit]) sums.fill(0);
      return;
    }
    for (let i = 0; i < rows.length; i += 1) scores[rows[i] ?? 0] = 0;
    if (isSingle) return;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] ?? 0;
      hits[row] = 0;
      lastHit[row] = 0;
    }
  }
}

const scratches = new WeakMap<SearchIndex, Scratch>();

export function scratchOf(index: SearchIndex): Scratch {
  const scratch = scratches.get(index) ?? new Scratch(index.count);
  scratches.set(index, scratch);
  return scratch;
}

/** The lists of some leaves in the order they are added in, and how many different words these are. */
export function scoredLists(
  index: SearchIndex,
  leaves: readonly ScoredLeaf[],
): { lists: ScoredList[]; words: number } {
  const words = new Map<string, ScoredLeaf[]>();
  for (const { leaf, rows } of leaves) {
    for (const source of leaf.sources) {
      const uses = words.get(source.word) ?? [];
      uses.push({ rows, leaf: { sources: [source], fields: leaf.fields } });
      words.set(source.word, uses);
    }
  }
  const isSingle = words.size <= 1;
  const lists = [...words.values()].flatMap((uses, at) =>
    uses.flatMap(({ rows, leaf }) =>
      listsOf(index, leaf).map((list): ScoredList => {
        const idf = rarity(listSize(list), index.count);
        const factor = list.weight * BOOST[list.name];
        const { name, field, term, from, to, dense, weight } = list;
        const stamp = isSingle ? 0 : at + 1;
        // Spelled out: a prefix has thousands of these, and spreading each took as long as scoring it.
        return { name, field, term, from, to, dense, weight, rows, stamp, factor, idf };
      }),
    ),
  );
  return { lists, words: words.size };
}

/** Adds what a list scores in the rows [from, to) to the sums; blocks of rows as dense.ts has them. */
export function scoreList(list: ScoredList, scratch: Scratch, from: number, to: number): void {
  const isWhole = from === 0 && to === scratch.scores.length;
  const few = isWhole ? list.rows.list : null;
  if (list.field.groups) scoreGroups(list, scratch);
  else if (list.dense >= 0) scoreDense(list, scratch, from, to);
  else if (few && few.length * PROBE_COST < list.to - list.from) probeEntries(list, few, scratch);
  else scoreEntries(list, scratch, from, to);
}

function rarity(found: number, count: number): number {
  return Math.log(1 + (count - found + 0.5) / (found + 0.5));
}

const normTables = new WeakMap<FieldIndex, Float64Array>();

function normsOf(field: FieldIndex): Float64Array {
  const norms = normTables.get(field) ?? makeNorms(field.average);
  normTables.set(field, norms);
  return norms;
}

/** What the posting numbered `at` scores before its list's factor, of a unit of some length. */
export function scoreOf(list: ScoredList, at: number, small: number, length: number): number {
  const { field, idf } = list;
  const frequency = small === MANY ? bigFrequency(field.postings, at) : small;
  return idf * share(frequency, normFor(length, field.average));
}

function scoreEntries(list: ScoredList, scratch: Scratch, first: number, end: number): void {
  const { field, from, to, factor, idf, stamp } = list;
  const { entries } = field.postings;
  const { lengths } = field;
  const { words } = list.rows.set;
  const { scores, hits, lastHit } = scratch;
  const norms = normsOf(field);
  for (let at = first === 0 ? from : seek(entries, from, to, first); at < to; at += 1) {
    const entry = entries[at] ?? 0;
    const row = entry & MASK;
    if (row >= end) break;
    if ((((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue;
    const small = entry >>> SHIFT;
    const frequency = small === MANY ? bigFrequency(field.postings, at) : small;
    const length = lengths[row] ?? 0;
    const norm = norms[length] ?? normFor(length, field.average);
    scores[row] = (scores[row] ?? 0) + factor * (idf * share(frequency, norm));
    if (stamp === 0 || lastHit[row] === stamp) continue;
    lastHit[row] = stamp;
    hits[row] = (hits[row] ?? 0) + 1;
  }
}

function probeEntries(list: ScoredList, rows: Uint32Array, scratch: Scratch): void {
  const { field, to, factor, stamp } = list;
  const { entries } = field.postings;
  let at = list.from;
  for (let i = 0; i < rows.length && at < to; i += 1) {
    const row = rows[i] ?? 0;
    at = seek(entries, at, to, row);
    const entry = entries[at] ?? 0;
    if (at >= to || (entry & MASK) !== row) continue;
    const score = scoreOf(list, at, entry >>> SHIFT, field.lengths[row] ?? 0);
    scratch.credit(row, factor * score, stamp);
  }
}

/** `from` begins a block. */
function scoreDense(list: ScoredList, scratch: Scratch, from: number, to: number): void {
  const { field, factor, idf, stamp } = list;
  const { dense, entries } = field.postings;
  if (!dense) return;
  const { bits, frequencies, width, blocks } = dense;
  const { words } = list.rows.set;
  const norms = normsOf(field);
  const base = list.dense * width;
  let at = (dense.starts[list.dense] ?? 0) + (dense.ranks[list.dense * blocks + (from >>> 8)] ?? 0);
  for (let word = from >>> 5; word << 5 < to; word += 1) {
    const stands = bits[base + word] ?? 0;
    for (let rest = stands & (words[word] ?? 0); rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const row = (word << 5) + 31 - Math.clz32(bit);
      const place = at + bits32(stands & (bit - 1));
      const small = frequencies[place] ?? 0;
      const frequency =
        small === MANY ? bigFrequency(field.postings, entries.length + place) : small;
      const length = field.lengths[row] ?? 0;
      const norm = norms[length] ?? normFor(length, field.average);
      scratch.credit(row, factor * (idf * share(frequency, norm)), stamp);
    }
    at += bits32(stands);
  }
}

/** Tells what a dense list scores in some rows, ascending, by their place among them. */
export function denseScores(
  list: ScoredList,
  rows: Uint32Array,
  visit: (place: number, score: number) => void,
): void {
  const { field, factor } = list;
  const { dense, entries } = field.postings;
  if (!dense) return;
  const { bits, frequencies, width, blocks } = dense;
  const { words } = list.rows.set;
  const base = list.dense * width;
  const start = dense.starts[list.dense] ?? 0;
  let word = -1;
  let at = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const wanted = row >>> 5;
    if (wanted >>> 3 !== word >>> 3) {
      word = wanted & ~7;
      at = start + (dense.ranks[list.dense * blocks + (row >>> 8)] ?? 0);
    }
    for (; word < wanted; word += 1) at += bits32(bits[base + word] ?? 0);
    const stands = bits[base + word] ?? 0;
    const bit = 1 << (row & 31);
    if ((stands & (words[word] ?? 0) & bit) === 0) continue;
    const posting = at + bits32(stands & (bit - 1));
    const small = frequencies[posting] ?? 0;
    const length = field.lengths[row] ?? 0;
    visit(place, factor * scoreOf(list, entries.length + posting, small, length));
  }
}

function scoreGroups(list: ScoredList, scratch: Scratch): void {
  const { field, from, to, factor, stamp } = list;
  const { groups } = field;
  if (!groups) return;
  const { entries } = field.postings;
  const { words } = list.rows.set;
  for (let at = from; at < to; at += 1) {
    const entry = entries[at] ?? 0;
    const group = entry & MASK;
    const score = factor * scoreOf(list, at, entry >>> SHIFT, field.lengths[group] ?? 0);
    const end = groups.offsets[group + 1] ?? 0;
    for (let i = groups.offsets[group] ?? 0; i < end; i += 1) {
      const row = groups.rows[i] ?? 0;
      if ((((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1) scratch.credit(row, score, stamp);
    }
  }
}
