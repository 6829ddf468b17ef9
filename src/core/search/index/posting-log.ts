/**
 * What stands where, in the order it was read: per unit its terms with frequencies, term in the low 24
 * bits. At the end a counting sort by term turns it into postings: two passes, no per-term lists while
 * reading. Cost: linear; 4 bytes a posting, given back block by block while sorting.
 */
import { GrowingUint32 } from './growing.ts';
import { BIG, FREQUENCY_SHIFT, ROW_MASK, type Postings } from './postings.ts';

const BLOCK_BITS = 18;
const BLOCK = 1 << BLOCK_BITS;
const NOT_SEEN = 0xffffffff;
const ONCE = 1 << FREQUENCY_SHIFT;

export class PostingLog {
  private blocks: (Uint32Array | null)[] = [];
  private block = new Uint32Array(0);
  private size = 0;
  private readonly ends = new GrowingUint32();
  private readonly big = new Map<number, number>();
  private places = new Uint32Array(1024).fill(NOT_SEEN);
  private start = 0;

  /** One more occurrence of a term in the current unit. */
  put(term: number): void {
    if (term >= this.places.length) this.growPlaces(term + 1);
    const place = this.places[term] ?? NOT_SEEN;
    if (place >= this.start && place !== NOT_SEEN) this.again(place);
    else {
      if ((this.size & (BLOCK - 1)) === 0) {
        this.block = new Uint32Array(BLOCK);
        this.blocks.push(this.block);
      }
      this.block[this.size & (BLOCK - 1)] = term | ONCE;
      this.places[term] = this.size;
      this.size += 1;
    }
  }

  /** Ends the current unit; units are numbered from 0. */
  endUnit(): void {
    this.ends.push(this.size);
    this.start = this.size;
  }

  /** Postings by rank: `rank[term]` is the term's place in the vocabulary. The log is empty afterwards. */
  async toPostings(
    rank: Uint32Array,
    terms: number,
    pause: () => Promise<void>,
  ): Promise<Postings> {
    const offsets = this.countByRank(rank, terms);
    const next = offsets.slice(0, terms);
    const entries = new Uint32Array(this.size);
    const mask = ROW_MASK;
    const bigItem = (BIG << FREQUENCY_SHIFT) >>> 0;
    const bigOnes: (readonly [number, number])[] = [];
    let unit = 0;
    let end = this.ends.values[0] ?? 0;
    for (let at = 0; at < this.blocks.length; at += 1) {
      const block = this.blocks[at] ?? new Uint32Array(0);
      const first = at * BLOCK;
      const length = Math.min(BLOCK, this.size - first);
      for (let i = 0; i < length; i += 1) {
        while (first + i >= end) {
          unit += 1;
          end = this.ends.values[unit] ?? NOT_SEEN;
        }
        const item = block[i] ?? 0;
        const ranked = rank[item & mask] ?? 0;
        const place = next[ranked] ?? 0;
        next[ranked] = place + 1;
        entries[place] = ((item & ~mask) | unit) >>> 0;
        if (item >= bigItem) bigOnes.push([place, this.big.get(first + i) ?? BIG]);
      }
      this.blocks[at] = null;
      await pause();
    }
    bigOnes.sort((a, b) => a[0] - b[0]);
    return {
      offsets,
      entries,
      bigAt: Uint32Array.from(bigOnes, ([place]) => place),
      bigFrequency: Uint32Array.from(bigOnes, ([, frequency]) => frequency),
    };
  }

  private again(place: number): void {
    const block = this.blocks[place >>> BLOCK_BITS] ?? this.block;
    const at = place & (BLOCK - 1);
    const item = block[at] ?? 0;
    const frequency = item >>> FREQUENCY_SHIFT;
    if (frequency < BIG) block[at] = item + ONCE;
    if (frequency >= BIG - 1) {
      this.big.set(place, (this.big.get(place) ?? BIG - 1) + 1);
    }
  }

  private growPlaces(capacity: number): void {
    const grown = new Uint32Array(Math.max(capacity, this.places.length * 2)).fill(NOT_SEEN);
    grown.set(this.places);
    this.places = grown;
  }

  private countByRank(rank: Uint32Array, terms: number): Uint32Array {
    const offsets = new Uint32Array(terms + 1);
    const mask = ROW_MASK;
    for (let at = 0; at < this.blocks.length; at += 1) {
      const block = this.blocks[at] ?? new Uint32Array(0);
      const length = Math.min(BLOCK, this.size - at * BLOCK);
      for (let i = 0; i < length; i += 1) {
        const after = (rank[(block[i] ?? 0) & mask] ?? 0) + 1;
        offsets[after] = (offsets[after] ?? 0) + 1;
      }
    }
    for (let at = 0; at < terms; at += 1) {
      offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);
    }
    return offsets;
  }
}
