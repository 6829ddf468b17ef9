/**
 * Rows in which words stand in a row, by their positions in the index: no text is read. Example: peace → 3 9,
 * talks → 4: one place where talks follows on peace. Cost: linear in the candidates and in the postings
 * passed between them. Limit: words after the 254th of a comment have no positions; where such a one could
 * make the phrase, the row is given as unsure.
 */
import { bitCount, addRow, emptyRows, listRows, type RowSet } from './rows.ts';
import { BLOCK_SHIFT, BLOCK_WORDS, denseList, type DenseLists } from './index/dense.ts';
import { LATE, type Positions, RUN_SHIFT, wordPlaces } from './index/positions.ts';
import {
  BIG,
  bigFrequency,
  FREQUENCY_SHIFT,
  type Postings,
  ROW_MASK,
  seek,
} from './index/postings.ts';

const ROWS_A_PAUSE = 16_384;
/** A copy: what is imported is looked up anew each time where modules are not bundled. */
const bits32 = bitCount;

/** Positions of one term in one row after another; rows are asked for in ascending order. */
interface Places {
  /** bytes[from, to) of the row last asked for: none when the term is not in it. */
  from: number;
  to: number;
  move(row: number): void;
}

/** Of the candidates, those with the phrase, and those whose text has to tell. */
export interface PhraseRows {
  sure: RowSet;
  unsure: RowSet;
}

/** Rows among the candidates where the terms stand in a row, as written. */
export async function phraseRows(
  postings: Postings,
  terms: readonly number[],
  candidates: RowSet,
  pause: (() => Promise<void>) | undefined,
): Promise<PhraseRows> {
  const sure = emptyRows(candidates.size);
  const unsure = emptyRows(candidates.size);
  const { positions } = postings;
  const bytes = positions && (await wordPlaces(positions));
  if (!bytes) return { sure, unsure: candidates };
  const different = new Map(terms.map((term) => [term, placesOf(postings, positions, term)]));
  const places = terms.flatMap((term) => different.get(term) ?? []);
  const rows = listRows(candidates);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    for (const one of different.values()) one.move(row);
    if (isInARow(bytes, places)) addRow(sure, row);
    else if (places.some(({ from, to }) => hasByte(bytes, from, to, LATE))) addRow(unsure, row);
    if (i % ROWS_A_PAUSE === ROWS_A_PAUSE - 1) await pause?.();
  }
  return { sure, unsure };
}

function isInARow(bytes: Uint8Array, [first, ...others]: readonly Places[]): boolean {
  if (!first) return false;
  for (let at = first.from; at < first.to; at += 1) {
    const place = bytes[at] ?? 0;
    if (place === 0 || place + others.length >= LATE) continue;
    let next = 0;
    while (next < others.length) {
      const other = others[next];
      if (!other || !hasByte(bytes, other.from, other.to, place + next + 1)) break;
      next += 1;
    }
    if (next === others.length) return true;
  }
  return false;
}

function hasByte(bytes: Uint8Array, from: number, to: number, wanted: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === wanted) return true;
  return false;
}

function placesOf(postings: Postings, positions: Positions, term: number): Places {
  const list = denseList(postings.dense, term);
  return list >= 0 && postings.dense
    ? new DensePlaces(postings, positions, postings.dense, list)
    : new SparsePlaces(postings, positions, term);
}

class SparsePlaces implements Places {
  from = 0;
  to = 0;
  readonly #postings: Postings;
  readonly #positions: Positions;
  readonly #first: number;
  readonly #end: number;
  readonly #term: number;
  #at: number;
  #passed = 0;

  constructor(postings: Postings, positions: Positions, term: number) {
    this.#postings = postings;
    this.#positions = positions;
    this.#term = term;
    this.#first = postings.offsets[term] ?? 0;
    this.#end = postings.offsets[term + 1] ?? 0;
    this.#at = this.#first;
  }

  move(row: number): void {
    const { entries } = this.#postings;
    const at = seek(entries, this.#at, this.#end, row);
    this.#skipTo(at);
    this.from = this.to = (this.#positions.starts[this.#term] ?? 0) + this.#passed;
    if (at < this.#end && ((entries[at] ?? 0) & ROW_MASK) === row) this.to += this.#frequency(at);
  }

  #skipTo(at: number): void {
    const run = (at - this.#first) >>> RUN_SHIFT;
    if (at < this.#end && run > (this.#at - this.#first) >>> RUN_SHIFT) {
      const { skips, skipStarts } = this.#positions;
      this.#passed = skips[(skipStarts[this.#term] ?? 0) + run] ?? 0;
      this.#at = this.#first + (run << RUN_SHIFT);
    }
    for (; this.#at < at; this.#at += 1) this.#passed += this.#frequency(this.#at);
  }

  #frequency(at: number): number {
    const small = (this.#postings.entries[at] ?? 0) >>> FREQUENCY_SHIFT;
    return small === BIG ? bigFrequency(this.#postings, at) : small;
  }
}

class DensePlaces implements Places {
  from = 0;
  to = 0;
  readonly #postings: Postings;
  readonly #positions: Positions;
  readonly #dense: DenseLists;
  readonly #list: number;
  readonly #start: number;
  #block = -1;
  /** A word of bits, and the postings before it. */
  #word = 0;
  #rank = 0;
  /** A posting at or before that of the next row asked for, and the bytes before it. */
  #at = 0;
  #passed = 0;

  constructor(postings: Postings, positions: Positions, dense: DenseLists, list: number) {
    this.#postings = postings;
    this.#positions = positions;
    this.#dense = dense;
    this.#list = list;
    this.#start = positions.starts[dense.terms[list] ?? 0] ?? 0;
  }

  move(row: number): void {
    const { bits, width } = this.#dense;
    const word = row >>> 5;
    const base = this.#list * width;
    if (row >>> BLOCK_SHIFT !== this.#block) this.#enter(row >>> BLOCK_SHIFT);
    for (; this.#word < word; this.#word += 1) {
      this.#rank += bits32(bits[base + this.#word] ?? 0);
    }
    const stands = bits[base + word] ?? 0;
    const at = this.#rank + bits32(stands & ((1 << (row & 31)) - 1));
    for (; this.#at < at; this.#at += 1) this.#passed += this.#frequency(this.#at);
    this.from = this.to = this.#start + this.#passed;
    if (((stands >>> (row & 31)) & 1) === 1) this.to += this.#frequency(at);
  }

  #enter(block: number): void {
    const { blocks, ranks, starts } = this.#dense;
    const at = this.#list * blocks + block;
    this.#block = block;
    this.#word = block * BLOCK_WORDS;
    this.#rank = (starts[this.#list] ?? 0) + (ranks[at] ?? 0);
    this.#at = this.#rank;
    this.#passed = this.#positions.denseSkips[at] ?? 0;
  }

  #frequency(at: number): number {
    const small = this.#dense.frequencies[at] ?? 0;
    return small === BIG ? bigFrequency(this.#postings, this.#postings.entries.length + at) : small;
  }
}
