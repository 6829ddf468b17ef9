/**
 * All terms of a corpus, sorted by UTF-16 units; a term's number is its place. Lookup and prefix ranges
 * by binary search over the packed letters, which are stored and loaded as they are. Near words by
 * MiniSearch's radix tree, made in slices once a reader searches, or at the latest when the first
 * misspelled word asks for it (88,000 words: 0.14 s, 26 MB).
 */
import SearchableMap from 'minisearch/SearchableMap';

/** Sorted words end to end: term i is chars[offsets[i] … offsets[i + 1]). */
export interface TermList {
  offsets: Uint32Array;
  chars: Uint16Array;
}

export interface NearTerm {
  term: number;
  distance: number;
}

const TERMS_A_PAUSE = 256;

export class Vocabulary implements TermList {
  readonly offsets: Uint32Array;
  readonly chars: Uint16Array;
  readonly #tree = new SearchableMap<number>();
  /** Terms that the tree has so far. */
  #inTree = 0;

  constructor(list: TermList) {
    this.offsets = list.offsets;
    this.chars = list.chars;
  }

  get size(): number {
    return this.offsets.length - 1;
  }

  /** Letters of a term. */
  lengthOf(term: number): number {
    return (this.offsets[term + 1] ?? 0) - (this.offsets[term] ?? 0);
  }

  wordAt(term: number): string {
    const letters = this.chars.subarray(this.offsets[term] ?? 0, this.offsets[term + 1] ?? 0);
    return String.fromCharCode(...letters);
  }

  /** The term's number, or -1. */
  find(word: string): number {
    const term = this.lowerBound(word);
    if (term >= this.size || this.lengthOf(term) !== word.length) return -1;
    return this.compare(term, word) === 0 ? term : -1;
  }

  /** Terms [start, end) that start with `prefix`. */
  prefixRange(prefix: string): readonly [number, number] {
    const start = this.lowerBound(prefix);
    let low = start;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, prefix, true) === 0) low = middle + 1;
      else high = middle;
    }
    return [start, low];
  }

  /** Terms within `limit` edits, ascending, with their distances; makes at once what is not ready for it. */
  near(word: string, limit: number): NearTerm[] {
    this.#growTree(this.size);
    return [...this.#tree.fuzzyGet(word, limit).values()]
      .map(([term, distance]) => ({ term, distance }))
      .sort((a, b) => a.term - b.term);
  }

  /** Makes ready for `near`, a few terms at a time; rejects as `pause` does, and goes on when called again. */
  async prepareNear(pause: () => Promise<void> | void): Promise<void> {
    while (this.#inTree < this.size) {
      this.#growTree(Math.min(this.size, this.#inTree + TERMS_A_PAUSE));
      await pause();
    }
  }

  #growTree(size: number): void {
    for (; this.#inTree < size; this.#inTree++)
      this.#tree.set(this.wordAt(this.#inTree), this.#inTree);
  }

  private lowerBound(word: string): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, word) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sign of term − word; with `isPrefix` 0 when the term starts with the word. */
  private compare(term: number, word: string, isPrefix = false): number {
    const start = this.offsets[term] ?? 0;
    const length = (this.offsets[term + 1] ?? 0) - start;
    const limit = Math.min(length, word.length);
    for (let at = 0; at < limit; at += 1) {
      const apart = (this.chars[start + at] ?? 0) - word.charCodeAt(at);
      if (apart !== 0) return apart;
    }
    return isPrefix && length >= word.length ? 0 : length - word.length;
  }
}

/** Packs sorted words without duplicates. */
export function packWords(words: readonly string[]): TermList {
  const offsets = new Uint32Array(words.length + 1);
  let total = 0;
  for (const [at, word] of words.entries()) {
    total += word.length;
    offsets[at + 1] = total;
  }
  const chars = new Uint16Array(total);
  let next = 0;
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) chars[next + at] = word.charCodeAt(at);
    next += word.length;
  }
  return { offsets, chars };
}
