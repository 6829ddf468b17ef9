/**
 * What stands where, in the order it was read: a term a word, in the low 24 bits, and which word of its
 * unit it is in the high 8. At the end a counting sort by term turns it into postings: two passes, no
 * per-term lists while reading. Cost: linear; 4 bytes a word, given back block by block while sorting.
 */
import { type DenseLists, isDense, makeDense, rankDense } from './dense.ts';
import { GrowingUint32 } from './growing.ts';
import { skipPositions } from './positions.ts';
import { BIG, FREQUENCY_SHIFT, ROW_MASK, type Postings } from './postings.ts';

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;
const MANY = BIG;

const BLOCK_BITS = 18;
const BLOCK = 1 << BLOCK_BITS;
const NEVER = 0xffffffff;
const ONCE = 1 << SHIFT;

type Pause = () => Promise<void>;

/** How a log becomes postings. */
export interface Sorting {
  /** `rank[term]` is the term's place in the vocabulary, of `terms` terms. */
  rank: Uint32Array;
  terms: number;
  /** Whether units are rows: then frequent terms become dense, and positions are kept. */
  isByRow: boolean;
}

interface Sizes {
  /** Postings and words of each term, as offsets. */
  offsets: Uint32Array;
  occurrences: Uint32Array;
}

export class PostingLog {
  private blocks: (Uint32Array | null)[] = [];
  private block = new Uint32Array(0);
  private size = 0;
  private readonly ends = new GrowingUint32();

  /** One more occurrence of a term in the current unit, as its word `position` (see positions.ts). */
  put(term: number, position = 0): void {
    if ((this.size & (BLOCK - 1)) === 0) {
      this.block = new Uint32Array(BLOCK);
      this.blocks.push(this.block);
    }
    this.block[this.size & (BLOCK - 1)] = term | (position << SHIFT);
    this.size += 1;
  }

  /** Ends the current unit; units are numbered from 0. */
  endUnit(): void {
    this.ends.push(this.size);
  }

  /** Postings by place in the vocabulary. The log is empty afterwards. */
  async toPostings(sorting: Sorting, pause: Pause): Promise<Postings> {
    const sizes = await this.count(sorting, pause);
    const sorter = new Sorter(sizes, sorting, this.ends.length, this.size);
    await this.forEachBlock(async (block, first, length, at) => {
      this.sort(sorter, block, first, length);
      this.blocks[at] = null;
      await pause();
    });
    return sorter.finish();
  }

  private async forEachBlock(
    visit: (block: Uint32Array, first: number, length: number, at: number) => Promise<void>,
  ): Promise<void> {
    for (let at = 0; at < this.blocks.length; at += 1) {
      const block = this.blocks[at] ?? new Uint32Array(0);
      await visit(block, at * BLOCK, Math.min(BLOCK, this.size - at * BLOCK), at);
    }
  }

  private async count({ rank, terms }: Sorting, pause: Pause): Promise<Sizes> {
    const offsets = new Uint32Array(terms + 1);
    const occurrences = new Uint32Array(terms + 1);
    const last = new Uint32Array(terms).fill(NEVER);
    const ends = this.ends.values;
    const mask = MASK;
    let unit = 0;
    let end = ends[0] ?? 0;
    await this.forEachBlock(async (block, first, length) => {
      for (let i = 0; i < length; i += 1) {
        while (first + i >= end) end = ends[(unit += 1)] ?? NEVER;
        const term = rank[(block[i] ?? 0) & mask] ?? 0;
        occurrences[term + 1] = (occurrences[term + 1] ?? 0) + 1;
        if (last[term] === unit) continue;
        last[term] = unit;
        offsets[term + 1] = (offsets[term + 1] ?? 0) + 1;
      }
      await pause();
    });
    return { offsets: summed(offsets), occurrences: summed(occurrences) };
  }

  private sort(sorter: Sorter, block: Uint32Array, first: number, length: number): void {
    const ends = this.ends.values;
    let { unit } = sorter;
    let end = ends[unit] ?? NEVER;
    for (let i = 0; i < length; i += 1) {
      while (first + i >= end) end = ends[(unit += 1)] ?? NEVER;
      sorter.put(block[i] ?? 0, unit);
    }
    sorter.unit = unit;
  }
}

function summed(sizes: Uint32Array): Uint32Array {
  for (let at = 1; at < sizes.length; at += 1) {
    sizes[at] = (sizes[at] ?? 0) + (sizes[at - 1] ?? 0);
  }
  return sizes;
}

/** Terms of sizes that are dense, and the offsets of all others' entries. */
export function splitDense(
  offsets: Uint32Array,
  count: number,
): { dense: DenseLists; offsets: Uint32Array } {
  const terms: number[] = [];
  const sizes: number[] = [];
  const sparse = new Uint32Array(offsets.length);
  for (let term = 0; term + 1 < offsets.length; term += 1) {
    const size = (offsets[term + 1] ?? 0) - (offsets[term] ?? 0);
    const isBits = isDense(size, count);
    if (isBits) {
      terms.push(term);
      sizes.push(size);
    }
    sparse[term + 1] = (sparse[term] ?? 0) + (isBits ? 0 : size);
  }
  const dense = makeDense(Uint32Array.from(terms), Uint32Array.from(sizes), count);
  return { dense, offsets: sparse };
}

/** Puts words in the order of their units into the lists of their terms. */
class Sorter {
  unit = 0;
  private readonly rank: Uint32Array;
  private readonly offsets: Uint32Array;
  private readonly entries: Uint32Array;
  private readonly dense: DenseLists | null;
  /** First word of a dense term's bits; NEVER of a sparse one. */
  private readonly bitsAt: Uint32Array;
  private readonly next: Uint32Array;
  private readonly last: Uint32Array;
  private readonly positionStarts: Uint32Array | null;
  private readonly positions: Uint8Array;
  private readonly nextPosition: Uint32Array;
  private readonly big = new Map<number, number>();

  constructor({ offsets, occurrences }: Sizes, sorting: Sorting, units: number, words: number) {
    const { rank, terms, isByRow } = sorting;
    this.rank = rank;
    const split = isByRow ? splitDense(offsets, units) : { dense: null, offsets };
    this.dense = split.dense;
    this.offsets = split.offsets;
    this.entries = new Uint32Array(this.offsets[terms] ?? 0);
    this.next = this.offsets.slice(0, terms);
    this.last = new Uint32Array(terms).fill(NEVER);
    this.bitsAt = new Uint32Array(terms).fill(NEVER);
    const { dense } = split;
    dense?.terms.forEach((term, list) => {
      this.bitsAt[term] = list * dense.width;
      this.next[term] = dense.starts[list] ?? 0;
    });
    this.positionStarts = isByRow ? occurrences : null;
    this.positions = new Uint8Array(isByRow ? words : 0);
    this.nextPosition = occurrences.slice(0, terms);
  }

  put(item: number, unit: number): void {
    const term = this.rank[item & MASK] ?? 0;
    if (this.positionStarts) {
      const place = this.nextPosition[term] ?? 0;
      this.positions[place] = item >>> SHIFT;
      this.nextPosition[term] = place + 1;
    }
    const isNew = this.last[term] !== unit;
    this.last[term] = unit;
    const place = (this.next[term] ?? 0) - (isNew ? 0 : 1);
    if (isNew) this.next[term] = place + 1;
    const bitsAt = this.bitsAt[term] ?? NEVER;
    if (bitsAt === NEVER) this.putEntry(place, isNew, unit);
    else this.putDense(place, isNew, bitsAt + (unit >>> 5), unit);
  }

  private putEntry(place: number, isNew: boolean, unit: number): void {
    const { entries } = this;
    if (isNew) entries[place] = unit | ONCE;
    else {
      const entry = entries[place] ?? 0;
      const frequency = entry >>> SHIFT;
      if (frequency < MANY) entries[place] = entry + ONCE;
      if (frequency >= MANY - 1) this.addBig(place);
    }
  }

  private putDense(place: number, isNew: boolean, word: number, unit: number): void {
    if (!this.dense) return;
    const { bits, frequencies } = this.dense;
    const frequency = frequencies[place] ?? 0;
    if (isNew) bits[word] = (bits[word] ?? 0) | (1 << (unit & 31));
    if (frequency < MANY) frequencies[place] = frequency + 1;
    if (frequency >= MANY - 1) this.addBig(this.entries.length + place);
  }

  private addBig(posting: number): void {
    this.big.set(posting, (this.big.get(posting) ?? MANY - 1) + 1);
  }

  finish(): Postings {
    const bigOnes = [...this.big].sort((a, b) => a[0] - b[0]);
    const postings: Postings = {
      offsets: this.offsets,
      entries: this.entries,
      dense: this.dense && rankDense(this.dense),
      positions: null,
      bigAt: Uint32Array.from(bigOnes, ([place]) => place),
      bigFrequency: Uint32Array.from(bigOnes, ([, frequency]) => frequency),
    };
    const starts = this.positionStarts;
    if (!starts) return postings;
    return { ...postings, positions: skipPositions(postings, { starts, bytes: this.positions }) };
  }
}
