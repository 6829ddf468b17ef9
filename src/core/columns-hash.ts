/**
 * 64-bit hashes of text as two 32-bit words, and a table from such a hash to a row.
 * Idea: two multiply-and-xor lanes over UTF-16 units with a murmur finish (after bryc's cyrb53).
 * With a million keys the chance of any collision is about 3 in 10^8. Not cryptographic:
 * it finds ids and double posts, it proves nothing.
 */
export const LANE_A = 0xdeadbeef;
export const LANE_B = 0x41c6ce57;
export const FACTOR_A = 0x9e3779b1;
export const FACTOR_B = 0x5f356495;

/** Writes two words at `out[at]`. */
export function hashText(text: string, seed: number, out: Uint32Array, at: number): void {
  let a = LANE_A ^ seed;
  let b = LANE_B ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, FACTOR_A);
    b = Math.imul(b ^ unit, FACTOR_B);
  }
  finishHash(a, b, text.length, out, at);
}

/** Writes the hash of `length` units that went through both lanes, as `hashText` does. */
export function finishHash(
  a: number,
  b: number,
  length: number,
  out: Uint32Array,
  at: number,
): void {
  const first = mix(a ^ length, b);
  out[at] = first >>> 0;
  out[at + 1] = mix(b, first) >>> 0;
}

function mix(a: number, b: number): number {
  const first = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  const second = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d);
  return second ^ (second >>> 16);
}

/** Checksum of bytes: 16 hex digits, the same on every machine. */
export function hashBytes(bytes: Uint8Array, seed = 0): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  const whole = bytes.length & ~3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < whole; i += 4) {
    const word = view.getUint32(i, true);
    a = Math.imul(a ^ word, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x5f356495);
    b ^= b >>> 13;
  }
  for (let i = whole; i < bytes.length; i++) {
    a = Math.imul(a ^ (bytes[i] ?? 0), 0x9e3779b1);
    b = Math.imul(b ^ (bytes[i] ?? 0), 0x5f356495);
  }
  a = mix(a ^ bytes.length, b);
  return hex(a) + hex(mix(b, a));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/**
 * Open-addressing table: 64-bit hash → row. Keys live in the `keys` array given (2 words a row); a slot
 * holds the second word and the row + 1, so that most misses and all growing stay within the table.
 */
export class HashTable {
  #slots: Int32Array;
  #size = 0;

  constructor(capacity = 1024) {
    this.#slots = new Int32Array(wordsFor(capacity));
  }

  get size(): number {
    return this.#size;
  }

  /** Row stored under the hash at words `at`, `at + 1` of `probe`; -1 when there is none. */
  find(keys: Uint32Array, probe: Uint32Array, at: number): number {
    return (this.#slots[this.#slotOf(keys, probe, at) + 1] ?? 0) - 1;
  }

  /** Stores `row` under its own hash in `keys`, in place of an earlier row with the same hash. */
  set(keys: Uint32Array, row: number): void {
    const slot = this.#slotOf(keys, keys, row * 2);
    const isNew = this.#slots[slot + 1] === 0;
    this.#slots[slot] = keys[row * 2 + 1] ?? 0;
    this.#slots[slot + 1] = row + 1;
    if (isNew) this.#size++;
    if (this.#size * 4 >= this.#slots.length) this.#grow();
  }

  #slotOf(keys: Uint32Array, probe: Uint32Array, at: number): number {
    const slots = this.#slots;
    const low = probe[at];
    const high = (probe[at + 1] ?? 0) | 0;
    const mask = slots.length - 2;
    let slot = (high << 1) & mask;
    for (;;) {
      const row = (slots[slot + 1] ?? 0) - 1;
      if (row === -1 || (slots[slot] === high && keys[row * 2] === low)) return slot;
      slot = (slot + 2) & mask;
    }
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      const row = old[from + 1] ?? 0;
      if (row === 0) continue;
      const high = old[from] ?? 0;
      let slot = (high << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = high;
      slots[slot + 1] = row;
    }
    this.#slots = slots;
  }
}

function wordsFor(capacity: number): number {
  let slots = 16;
  while (slots < capacity * 2) slots *= 2;
  return slots * 2;
}
