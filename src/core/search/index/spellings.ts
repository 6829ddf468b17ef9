/**
 * Numbers for raw spellings, found straight from the characters of a text: no string is cut out for a
 * word that was met before. Open addressing over a pool of all spellings, compared letter by letter.
 * Cost: about two reads per letter. Forgets everything when there are more than half a million.
 */
const FIRST_SLOTS = 1 << 14;
const MAX_SPELLINGS = 1 << 19;
/** Spellings are told apart by their first letters only: what comes later does not reach the fold. */
const MAX_LENGTH = 128;

export class Spellings {
  private slots = new Uint32Array(FIRST_SLOTS);
  private offsets = new Uint32Array(FIRST_SLOTS);
  private values = new Int32Array(FIRST_SLOTS);
  private hashes = new Int32Array(FIRST_SLOTS);
  private pool = new Uint16Array(FIRST_SLOTS * 8);
  private count = 0;

  /**
   * The number of text[start, end); `make` gives that of a spelling met for the first time.
   */
  numberOf(text: string, start: number, end: number, make: (raw: string) => number): number {
    const stop = end - start > MAX_LENGTH ? start + MAX_LENGTH : end;
    let hash = stop - start;
    for (let at = start; at < stop; at += 1)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
    const { slots, hashes, values } = this;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) break;
      if (hashes[entry - 1] === hash && this.isSame(entry - 1, text, start, stop)) {
        return values[entry - 1] ?? -1;
      }
      slot = (slot + 1) & mask;
    }
    const value = make(text.slice(start, end));
    this.add(text, start, stop, hash, value);
    return value;
  }

  private isSame(entry: number, text: string, start: number, stop: number): boolean {
    const { pool, offsets } = this;
    const from = offsets[entry] ?? 0;
    if ((offsets[entry + 1] ?? 0) - from !== stop - start) return false;
    const shift = start - from;
    for (let at = offsets[entry + 1] ?? 0; at > from;) {
      at -= 1;
      if (pool[at] !== text.charCodeAt(at + shift)) return false;
    }
    return true;
  }

  private add(text: string, start: number, stop: number, hash: number, value: number): void {
    if (this.count >= MAX_SPELLINGS) this.clear();
    const entry = this.count;
    const from = this.offsets[entry] ?? 0;
    const to = from + stop - start;
    if (to > this.pool.length) this.pool = grown(this.pool, new Uint16Array(this.pool.length * 2));
    for (let at = start; at < stop; at += 1) this.pool[from + at - start] = text.charCodeAt(at);
    if (entry + 2 > this.offsets.length) this.growEntries();
    this.offsets[entry + 1] = to;
    this.hashes[entry] = hash;
    this.values[entry] = value;
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    else this.place(entry);
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.hashes[entry] ?? 0) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private growEntries(): void {
    const size = this.offsets.length * 2;
    this.offsets = grown(this.offsets, new Uint32Array(size));
    this.hashes = grown(this.hashes, new Int32Array(size));
    this.values = grown(this.values, new Int32Array(size));
  }

  private growSlots(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let entry = 0; entry < this.count; entry += 1) this.place(entry);
  }

  private clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }
}

function grown<T extends Uint32Array | Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
