/**
 * Which ids have been seen, and which reply answers which, for millions of comments in typed arrays.
 * Ids are kept as 53-bit hashes in an open-addressing table (linear probing, load ≤ 1/2): 24 bytes a
 * comment. Two different ids clash with a chance of about 1 in 18,000 among a million.
 */
import { hash53 } from '../text/hash.ts';

export class IdTable {
  #keys = new Float64Array(1024);
  #ordinals = new Int32Array(1024);
  #count = 0;

  /** The ordinal given to an id, or -1. */
  find(id: string): number {
    const key = hash53(id) + 1;
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? (this.#ordinals[slot] ?? -1) : -1;
  }

  /** Gives the id an ordinal; false when it already has one. */
  add(id: string, ordinal: number): boolean {
    if (this.#count * 2 >= this.#keys.length) this.#grow();
    const key = hash53(id) + 1;
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === key) return false;
    this.#keys[slot] = key;
    this.#ordinals[slot] = ordinal;
    this.#count++;
    return true;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (key % 4294967296) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const ordinals = this.#ordinals;
    this.#keys = new Float64Array(keys.length * 2);
    this.#ordinals = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#ordinals[slot] = ordinals[i] ?? 0;
    }
  }
}
