/**
 * All terms of a corpus, sorted by UTF-16 units; a term's number is its place. Lookup and prefix ranges
 * by binary search over the packed letters, which are stored and loaded as they are; near words by a walk
 * over them (near.ts).
 */
import { type NearTerm, nearTerms } from './near.ts';

/** Sorted words end to end: term i is chars[offsets[i] … offsets[i + 1]). */
export interface TermList {
  offsets: Uint32Array;
  chars: Uint16Array;
}

export class Vocabulary implements TermList {
  readonly offsets: Uint32Array;
  readonly chars: Uint16Array;

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

  /** Terms within `limit` edits, ascending, with their distances. */
  near(word: string, limit: number): NearTerm[] {
    return nearTerms(this, word, limit);
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
