/** Puts the words of a log, in the order they were read, into the lists of their terms. */
import { type DenseLists, rankDense } from './dense.ts';
import { skipPositions } from './positions.ts';
import { BIG, FREQUENCY_SHIFT, type Postings, ROW_MASK } from './postings.ts';

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;
const MANY = BIG;
const ONCE = 1 << FREQUENCY_SHIFT;

/** Of each term, side by side: its next posting, 1 + the unit of the last one, its next position, 1 + its dense list. */
export const STRIDE = 4;
export const NEXT = 0;
export const LAST_UNIT = 1;
export const NEXT_POSITION = 2;
export const DENSE = 3;

export interface Places {
  state: Uint32Array;
  /** Words of the log up to the end of each unit. */
  ends: Uint32Array;
  dense: DenseLists | null;
  offsets: Uint32Array;
  /** Null where no positions are kept. */
  positionStarts: Uint32Array | null;
}

export class PostingSorter {
  private readonly places: Places;
  private readonly entries: Uint32Array;
  private readonly positions: Uint8Array;
  private readonly big = new Map<number, number>();
  private unit = 0;

  constructor(places: Places) {
    const { offsets, positionStarts } = places;
    this.places = places;
    this.entries = new Uint32Array(offsets[offsets.length - 1] ?? 0);
    this.positions = new Uint8Array(positionStarts?.[positionStarts.length - 1] ?? 0);
  }

  /** Takes a block of the log, its first word being the `first` of all. */
  sort(block: Uint32Array, first: number, length: number): void {
    const { state, ends, positionStarts } = this.places;
    const { entries, positions } = this;
    const hasPositions = positionStarts !== null;
    let { unit } = this;
    let end = (ends[unit] ?? 0) - first;
    for (let i = 0; i < length; i += 1) {
      while (i >= end) end = (ends[(unit += 1)] ?? 0) - first;
      const item = block[i] ?? 0;
      const at = (item & MASK) * STRIDE;
      if (hasPositions) {
        const position = state[at + NEXT_POSITION] ?? 0;
        positions[position] = item >>> SHIFT;
        state[at + NEXT_POSITION] = position + 1;
      }
      const isNew = state[at + LAST_UNIT] !== unit + 1;
      let place = state[at + NEXT] ?? 0;
      if (isNew) {
        state[at + LAST_UNIT] = unit + 1;
        state[at + NEXT] = place + 1;
      } else place -= 1;
      const list = state[at + DENSE] ?? 0;
      if (list !== 0) this.putDense(place, isNew, list - 1, unit);
      else if (isNew) entries[place] = unit | ONCE;
      else this.raise(place);
    }
    this.unit = unit;
  }

  finish(): Postings {
    const { offsets, dense, positionStarts: starts } = this.places;
    const bigOnes = [...this.big].sort((a, b) => a[0] - b[0]);
    const postings: Postings = {
      offsets,
      entries: this.entries,
      dense: dense && rankDense(dense),
      positions: null,
      bigAt: Uint32Array.from(bigOnes, ([place]) => place),
      bigFrequency: Uint32Array.from(bigOnes, ([, frequency]) => frequency),
    };
    if (!starts) return postings;
    return { ...postings, positions: skipPositions(postings, { starts, bytes: this.positions }) };
  }

  private raise(place: number): void {
    const entry = this.entries[place] ?? 0;
    const frequency = entry >>> SHIFT;
    if (frequency < MANY) this.entries[place] = entry + ONCE;
    if (frequency >= MANY - 1) this.addBig(place);
  }

  private putDense(place: number, isNew: boolean, list: number, unit: number): void {
    const { dense } = this.places;
    if (!dense) return;
    const { bits, frequencies, width } = dense;
    if (isNew) {
      const word = list * width + (unit >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (unit & 31));
      frequencies[place] = 1;
      return;
    }
    const frequency = frequencies[place] ?? 0;
    if (frequency < MANY) frequencies[place] = frequency + 1;
    if (frequency >= MANY - 1) this.addBig(this.entries.length + place);
  }

  private addBig(posting: number): void {
    this.big.set(posting, (this.big.get(posting) ?? MANY - 1) + 1);
  }
}
