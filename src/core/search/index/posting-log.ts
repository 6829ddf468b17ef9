/**
 * What stands where, in the order it was read: a term a word, in the low 24 bits, and which word of its
 * unit it is in the high 8. Beside it, of each term, how many words and units it has so far. At the end
 * one pass puts the words into the lists of their terms. Cost: linear; 4 bytes a word, given back block by
 * block while sorting, and 16 a term: what is needed of a term stands side by side.
 */
import { splitDense } from './dense.ts';
import { GrowingUint32 } from './growing.ts';
import { FREQUENCY_SHIFT, type Postings } from './postings.ts';
import { DENSE, LAST_UNIT, NEXT, NEXT_POSITION, PostingSorter, STRIDE } from './posting-sorter.ts';

/** A copy: an imported constant is looked up anew each time where modules are not bundled. */
const SHIFT = FREQUENCY_SHIFT;

const BLOCK_BITS = 18;
const BLOCK = 1 << BLOCK_BITS;

/** Of a term: where it was last met (twice the unit, and 2 or 1 as it stands there or not), units, words. */
const LAST = 0;
const UNITS = 1;
const WORDS = 2;

type Pause = () => Promise<void>;

/** How a log becomes postings. */
export interface Sorting {
  /** `rank[term]` is the term's place in the vocabulary, of `terms` terms. */
  rank: Uint32Array;
  terms: number;
  /** Whether units are rows: then frequent terms become dense, and positions are kept. */
  isByRow: boolean;
}

export class PostingLog {
  private blocks: (Uint32Array | null)[] = [];
  private block = new Uint32Array(0);
  private size = 0;
  private counts = new Uint32Array(1024 * STRIDE);
  private readonly ends = new GrowingUint32();

  /**
   * One more occurrence of a term in the current unit, as its word `position` (see positions.ts). Whether
   * it is the first word there that is this term as it stands.
   */
  put(term: number, position = 0): boolean {
    return this.note(term, position, 2);
  }

  /** The same of a term that does not stand there in this form. */
  putBare(term: number): void {
    this.note(term, 0, 1);
  }

  private note(term: number, position: number, how: number): boolean {
    const place = this.size & (BLOCK - 1);
    if (place === 0) this.blocks.push((this.block = new Uint32Array(BLOCK)));
    this.block[place] = term | (position << SHIFT);
    this.size += 1;
    const at = term * STRIDE;
    if (at >= this.counts.length) this.grow(at + STRIDE);
    const { counts } = this;
    const unit = this.ends.length * 2;
    const last = counts[at + LAST] ?? 0;
    counts[at + WORDS] = (counts[at + WORDS] ?? 0) + 1;
    if (last <= unit) counts[at + UNITS] = (counts[at + UNITS] ?? 0) + 1;
    if (last >= unit + how) return false;
    counts[at + LAST] = unit + how;
    return true;
  }

  /** Ends the current unit; units are numbered from 0. */
  endUnit(): void {
    this.ends.push(this.size);
  }

  /** Postings by place in the vocabulary. The log is empty afterwards. */
  async toPostings(sorting: Sorting, pause: Pause): Promise<Postings> {
    const sorter = this.makeSorter(sorting);
    this.counts = new Uint32Array(0);
    for (let at = 0; at < this.blocks.length; at += 1) {
      const block = this.blocks[at] ?? new Uint32Array(0);
      sorter.sort(block, at * BLOCK, Math.min(BLOCK, this.size - at * BLOCK));
      this.blocks[at] = null;
      await pause();
    }
    return sorter.finish();
  }

  /** Gives each term of the log its places in the lists. */
  private makeSorter({ rank, terms, isByRow }: Sorting): PostingSorter {
    const { counts } = this;
    const known = Math.min(terms, counts.length / STRIDE);
    const sizes = new Uint32Array(terms + 1);
    const words = new Uint32Array(terms + 1);
    for (let term = 0; term < known; term += 1) {
      const place = (rank[term] ?? 0) + 1;
      sizes[place] = counts[term * STRIDE + UNITS] ?? 0;
      words[place] = counts[term * STRIDE + WORDS] ?? 0;
    }
    addUp(sizes);
    addUp(words);
    const units = this.ends.length;
    const { dense, offsets } = isByRow ? splitDense(sizes, units) : { dense: null, offsets: sizes };
    const listOf = new Map(Array.from(dense?.terms ?? [], (place, list) => [place, list]));
    const state = new Uint32Array(known * STRIDE);
    for (let term = 0; term < known; term += 1) {
      const place = rank[term] ?? 0;
      const list = listOf.get(place);
      const at = term * STRIDE;
      state[at + NEXT] = (list === undefined ? offsets[place] : dense?.starts[list]) ?? 0;
      state[at + LAST_UNIT] = 0;
      state[at + NEXT_POSITION] = words[place] ?? 0;
      state[at + DENSE] = list === undefined ? 0 : list + 1;
    }
    const ends = this.ends.values;
    return new PostingSorter({
      state,
      ends,
      dense,
      offsets,
      positionStarts: isByRow ? words : null,
    });
  }

  private grow(length: number): void {
    const counts = new Uint32Array(Math.max(length, this.counts.length * 2));
    counts.set(this.counts);
    this.counts = counts;
  }
}

/** Sums up to each entry. */
function addUp(sizes: Uint32Array): void {
  for (let at = 1; at < sizes.length; at += 1) {
    sizes[at] = (sizes[at] ?? 0) + (sizes[at - 1] ?? 0);
  }
}
