/** Postings of two indexes as one: lists of the same term one behind the other, or zipped where they share units. */
import { type DenseLists, denseList, denseSize, rankDense, splitDense } from './dense.ts';
import { skipPositions } from './positions.ts';
import { BIG, bigFrequency, FREQUENCY_SHIFT, type Postings, ROW_MASK } from './postings.ts';

/** Where the terms of the merged vocabulary are in the first and second one: -1 = not there. */
export interface TermPairs {
  first: Int32Array;
  second: Int32Array;
}

/** Rows of the second index come `shift` later; there are `count` of both. */
export interface Rows {
  shift: number;
  count: number;
}

type Visit = (unit: number, frequency: number) => void;

/** Calls `visit` for every posting of a term, ascending. */
function forEachPosting(postings: Postings, term: number, visit: Visit): void {
  if (term < 0) return;
  const { offsets, entries, dense } = postings;
  const list = denseList(dense, term);
  if (list >= 0 && dense) {
    forEachDense(postings, dense, list, visit);
    return;
  }
  for (let at = offsets[term] ?? 0; at < (offsets[term + 1] ?? 0); at += 1) {
    const entry = entries[at] ?? 0;
    const small = entry >>> FREQUENCY_SHIFT;
    visit(entry & ROW_MASK, small === BIG ? bigFrequency(postings, at) : small);
  }
}

function forEachDense(postings: Postings, dense: DenseLists, list: number, visit: Visit): void {
  const { bits, width, starts, frequencies } = dense;
  let at = starts[list] ?? 0;
  for (let word = 0; word < width; word += 1) {
    for (let rest = bits[list * width + word] ?? 0; rest !== 0; rest &= rest - 1) {
      const small = frequencies[at] ?? 0;
      const row = (word << 5) + 31 - Math.clz32(rest & -rest);
      visit(row, small === BIG ? bigFrequency(postings, postings.entries.length + at) : small);
      at += 1;
    }
  }
}

function sizeOf({ offsets, dense }: Postings, term: number): number {
  if (term < 0) return 0;
  const list = denseList(dense, term);
  if (list >= 0 && dense) return denseSize(dense, list);
  return (offsets[term + 1] ?? 0) - (offsets[term] ?? 0);
}

/** With `rows` null both number the same units, and one that is in both is taken once. */
export function mergePostings(
  a: Postings,
  b: Postings,
  pairs: TermPairs,
  rows: Rows | null,
): Postings {
  return rows ? mergeRows(a, b, pairs, rows) : mergeUnits(a, b, pairs);
}

function mergeRows(a: Postings, b: Postings, pairs: TermPairs, { shift, count }: Rows): Postings {
  const terms = pairs.first.length;
  const sizes = new Uint32Array(terms + 1);
  for (let term = 0; term < terms; term += 1) {
    const size = sizeOf(a, pairs.first[term] ?? -1) + sizeOf(b, pairs.second[term] ?? -1);
    sizes[term + 1] = (sizes[term] ?? 0) + size;
  }
  const { dense, offsets } = splitDense(sizes, count);
  const entries = new Uint32Array(offsets[terms] ?? 0);
  const big = new Map<number, number>();
  for (let term = 0; term < terms; term += 1) {
    const list = denseList(dense, term);
    let at = list < 0 ? (offsets[term] ?? 0) : (dense.starts[list] ?? 0);
    const take = (row: number, frequency: number): void => {
      const small = Math.min(BIG, frequency);
      if (list < 0) entries[at] = row | (small << FREQUENCY_SHIFT);
      else {
        const word = list * dense.width + (row >>> 5);
        dense.bits[word] = (dense.bits[word] ?? 0) | (1 << (row & 31));
        dense.frequencies[at] = small;
      }
      if (small === BIG) big.set(list < 0 ? at : entries.length + at, frequency);
      at += 1;
    };
    forEachPosting(a, pairs.first[term] ?? -1, take);
    forEachPosting(b, pairs.second[term] ?? -1, (row, frequency) => {
      take(row + shift, frequency);
    });
  }
  const merged = { offsets, entries, dense: rankDense(dense), positions: null, ...sorted(big) };
  return { ...merged, positions: skipPositions(merged, mergeBytes(a, b, pairs)) };
}

function sorted(big: ReadonlyMap<number, number>): Pick<Postings, 'bigAt' | 'bigFrequency'> {
  const all = [...big].sort((x, y) => x[0] - y[0]);
  return {
    bigAt: Uint32Array.from(all, ([at]) => at),
    bigFrequency: Uint32Array.from(all, ([, frequency]) => frequency),
  };
}

function mergeBytes(
  a: Postings,
  b: Postings,
  pairs: TermPairs,
): { starts: Uint32Array; bytes: Uint8Array } {
  const terms = pairs.first.length;
  const starts = new Uint32Array(terms + 1);
  const size = (a.positions?.bytes?.length ?? 0) + (b.positions?.bytes?.length ?? 0);
  const bytes = new Uint8Array(size);
  let next = 0;
  const take = ({ positions }: Postings, term: number): void => {
    if (term < 0 || !positions?.bytes) return;
    const part = positions.bytes.subarray(positions.starts[term], positions.starts[term + 1]);
    bytes.set(part, next);
    next += part.length;
  };
  for (let term = 0; term < terms; term += 1) {
    take(a, pairs.first[term] ?? -1);
    take(b, pairs.second[term] ?? -1);
    starts[term + 1] = next;
  }
  return { starts, bytes };
}

function mergeUnits(a: Postings, b: Postings, pairs: TermPairs): Postings {
  const terms = pairs.first.length;
  const offsets = new Uint32Array(terms + 1);
  const entries = new Uint32Array(a.entries.length + b.entries.length);
  const big = new Map<number, number>();
  let next = 0;
  for (let term = 0; term < terms; term += 1) {
    const units = new Map<number, number>();
    const take = (unit: number, frequency: number): void => {
      if (!units.has(unit)) units.set(unit, frequency);
    };
    forEachPosting(a, pairs.first[term] ?? -1, take);
    forEachPosting(b, pairs.second[term] ?? -1, take);
    const all = [...units.keys()].sort((x, y) => x - y);
    for (const unit of all) {
      const frequency = units.get(unit) ?? 1;
      const small = Math.min(BIG, frequency);
      entries[next] = unit | (small << FREQUENCY_SHIFT);
      if (small === BIG) big.set(next, frequency);
      next += 1;
    }
    offsets[term + 1] = next;
  }
  return {
    ...{ offsets, dense: null, positions: null, ...sorted(big) },
    entries: entries.length === next ? entries : entries.slice(0, next),
  };
}
