/**
 * MiniSearch's BM25+ over chosen rows: for each word, term and field
 *   weight · boost · log(1 + (N − n + ½) / (n + ½)) · (d + f·(k+1) / (f + k·(1 − b + b·length/mean)))
 * summed, times the number of different query words found in the row.
 * Scores live in one array per index that is used again; only rows that were touched are cleared.
 */
import type { Leaf } from './expansion.ts';
import { groupSize } from './index/groups.ts';
import { BIG, bigFrequency, FREQUENCY_SHIFT, ROW_MASK, seek } from './index/postings.ts';
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import { PROBE_COST, type Within } from './leaf-rows.ts';
import { BM25, BOOST } from './options.ts';

/** A word to be scored in some rows only. */
export interface ScoredLeaf {
  leaf: Leaf;
  rows: Within;
}

const NORMS = 512;
/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;
const MANY = BIG;
const { k: K, b: B, d: D } = BM25;
const K_PLUS_1 = K + 1;

class Scratch {
  readonly scores: Float64Array;
  /** Different query words found so far. */
  readonly hits: Uint16Array;
  readonly lastHit: Uint16Array;

  constructor(rows: number) {
    this.scores = new Float64Array(rows);
    this.hits = new Uint16Array(rows);
    this.lastHit = new Uint16Array(rows);
  }
}

const scratches = new WeakMap<SearchIndex, Scratch>();

/** Scores of `rows` (ascending), in the same order: those of MiniSearch for the same words and options. */
export function scoreRows(
  index: SearchIndex,
  leaves: readonly ScoredLeaf[],
  visit: (scores: Float64Array, quality: Uint16Array | null) => void,
  touched: Within,
): void {
  const scratch = scratches.get(index) ?? new Scratch(index.count);
  scratches.set(index, scratch);
  const words = new Map<string, { rows: Within; leaf: Leaf }[]>();
  for (const { leaf, rows } of leaves) {
    for (const source of leaf.sources) {
      const uses = words.get(source.word) ?? [];
      uses.push({ rows, leaf: { sources: [source], fields: leaf.fields } });
      words.set(source.word, uses);
    }
  }
  const isSingle = words.size <= 1;
  let stamp = 0;
  for (const uses of words.values()) {
    stamp += 1;
    for (const { rows, leaf } of uses) {
      scoreLeaf(index, leaf, rows, scratch, isSingle ? 0 : stamp);
    }
  }
  visit(scratch.scores, isSingle ? null : scratch.hits);
  clear(scratch, touched, isSingle);
}

function clear(scratch: Scratch, touched: Within, isSingle: boolean): void {
  const { list } = touched;
  if (!list) {
    scratch.scores.fill(0);
    if (isSingle) return;
    scratch.hits.fill(0);
    scratch.lastHit.fill(0);
    return;
  }
  for (let i = 0; i < list.length; i += 1) {
    const row = list[i] ?? 0;
    scratch.scores[row] = 0;
    scratch.hits[row] = 0;
    scratch.lastHit[row] = 0;
  }
}

function scoreLeaf(
  index: SearchIndex,
  leaf: Leaf,
  rows: Within,
  scratch: Scratch,
  stamp: number,
): void {
  for (const { expansions } of leaf.sources) {
    for (const { term, weight } of expansions) {
      for (const name of leaf.fields) {
        const field = index.fields[name];
        const from = field.postings.offsets[term] ?? 0;
        const to = field.postings.offsets[term + 1] ?? 0;
        if (to === from) continue;
        const list: List = { field, from, to, factor: weight * BOOST[name], count: index.count };
        if (field.groups) scoreGroups(list, rows, scratch, stamp);
        else if (rows.list && rows.count * PROBE_COST < to - from) {
          probeEntries(list, rows.list, scratch, stamp);
        } else scoreEntries(list, rows, scratch, stamp);
      }
    }
  }
}

interface List {
  field: FieldIndex;
  from: number;
  to: number;
  factor: number;
  count: number;
}

function rarity(found: number, count: number): number {
  return Math.log(1 + (count - found + 0.5) / (found + 0.5));
}

function normOf(length: number, average: number): number {
  return K * (1 - B + (B * length) / average);
}

const normTables = new WeakMap<FieldIndex, Float64Array>();

function normsOf(field: FieldIndex): Float64Array {
  let norms = normTables.get(field);
  if (!norms) {
    norms = Float64Array.from({ length: NORMS }, (_, length) => normOf(length, field.average));
    normTables.set(field, norms);
  }
  return norms;
}

function frequencyAt(field: FieldIndex, at: number): number {
  const frequency = (field.postings.entries[at] ?? 0) >>> SHIFT;
  return frequency === MANY ? bigFrequency(field.postings, at) : frequency;
}

function rawScore(idf: number, frequency: number, norm: number): number {
  return idf * (D + (frequency * K_PLUS_1) / (frequency + norm));
}

function credit(scratch: Scratch, row: number, score: number, stamp: number): void {
  scratch.scores[row] = (scratch.scores[row] ?? 0) + score;
  if (stamp !== 0 && scratch.lastHit[row] !== stamp) {
    scratch.lastHit[row] = stamp;
    scratch.hits[row] = (scratch.hits[row] ?? 0) + 1;
  }
}

function scoreEntries(list: List, rows: Within, scratch: Scratch, stamp: number): void {
  const { field, from, to, factor } = list;
  const { entries } = field.postings;
  const { lengths } = field;
  const { words } = rows.set;
  const { scores, hits, lastHit } = scratch;
  const norms = normsOf(field);
  const idf = rarity(to - from, list.count);
  for (let at = from; at < to; at += 1) {
    const entry = entries[at] ?? 0;
    const row = entry & MASK;
    if ((((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue;
    const small = entry >>> SHIFT;
    const frequency = small === MANY ? bigFrequency(field.postings, at) : small;
    const length = lengths[row] ?? 0;
    const norm = length < NORMS ? (norms[length] ?? 0) : normOf(length, field.average);
    const raw = idf * (D + (frequency * K_PLUS_1) / (frequency + norm));
    scores[row] = (scores[row] ?? 0) + factor * raw;
    if (stamp === 0 || lastHit[row] === stamp) continue;
    lastHit[row] = stamp;
    hits[row] = (hits[row] ?? 0) + 1;
  }
}

function probeEntries(list: List, rows: Uint32Array, scratch: Scratch, stamp: number): void {
  const { field, to, factor } = list;
  const { entries } = field.postings;
  const idf = rarity(to - list.from, list.count);
  let at = list.from;
  for (let i = 0; i < rows.length && at < to; i += 1) {
    const row = rows[i] ?? 0;
    at = seek(entries, at, to, row);
    if (at >= to || ((entries[at] ?? 0) & MASK) !== row) continue;
    const norm = normOf(field.lengths[row] ?? 0, field.average);
    credit(scratch, row, factor * rawScore(idf, frequencyAt(field, at), norm), stamp);
  }
}

function scoreGroups(list: List, rows: Within, scratch: Scratch, stamp: number): void {
  const { field, from, to, factor } = list;
  const { groups } = field;
  if (!groups) return;
  const { entries } = field.postings;
  let found = 0;
  for (let at = from; at < to; at += 1) found += groupSize(groups, (entries[at] ?? 0) & MASK);
  const idf = rarity(found, list.count);
  const { words } = rows.set;
  for (let at = from; at < to; at += 1) {
    const group = (entries[at] ?? 0) & MASK;
    const norm = normOf(field.lengths[group] ?? 0, field.average);
    const score = factor * rawScore(idf, frequencyAt(field, at), norm);
    const end = groups.offsets[group + 1] ?? 0;
    for (let i = groups.offsets[group] ?? 0; i < end; i += 1) {
      const row = groups.rows[i] ?? 0;
      if ((((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1) credit(scratch, row, score, stamp);
    }
  }
}
