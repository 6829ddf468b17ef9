/**
 * Numbers for words of bytes: open addressing, compared byte by byte, so that no string is made for a word
 * that was met before. Hash, length, number and bytes of a word stand side by side, because most of the
 * cost is waiting for memory: a slot and a record a look-up.
 */
import { MAX_WORD_BYTES } from './scan-bytes.ts';

const FIRST_SLOTS = 1 << 14;
/** Of a record, in units of four bytes: hash, length, value, then the word. */
const HEAD = 3;
const LENGTH = 1;
const VALUE = 2;
const HEAD_BYTES = HEAD * 4;

export const UNKNOWN = -0x80000000;

/** A copy: an imported constant is looked up anew each time where modules are not bundled. */
const LONGEST = MAX_WORD_BYTES;

export class WordTable {
  /** Words so far. */
  count = 0;
  /** Where the record of a word begins, in units of four bytes, plus 1; 0 = free. */
  private slots = new Int32Array(FIRST_SLOTS);
  private records = new Int32Array(FIRST_SLOTS * 4);
  private bytes = new Uint8Array(this.records.buffer);
  private used = 0;

  /** The value of a word, or UNKNOWN. Bytes after the first 384 are not looked at. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const { slots, records, bytes: own } = this;
    const length = end - start > LONGEST ? LONGEST : end - start;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const record = (slots[slot] ?? 0) - 1;
      if (record < 0) return UNKNOWN;
      if (records[record] !== hash || records[record + LENGTH] !== length) continue;
      const from = record * 4 + HEAD_BYTES;
      let same = 0;
      while (same < length && own[from + same] === bytes[start + same]) same += 1;
      if (same === length) return records[record + VALUE] ?? UNKNOWN;
    }
  }

  /** Adds a word that is not there. */
  add(bytes: Uint8Array, start: number, end: number, hash: number, value: number): void {
    const length = Math.min(end - start, LONGEST);
    const record = this.used;
    this.used += HEAD + ((length + 3) >>> 2);
    if (this.used > this.records.length) this.growRecords();
    const { records, bytes: own } = this;
    records[record] = hash;
    records[record + LENGTH] = length;
    records[record + VALUE] = value;
    const from = record * 4 + HEAD_BYTES;
    for (let at = 0; at < length; at += 1) own[from + at] = bytes[start + at] ?? 0;
    this.count += 1;
    if (this.count * 10 > this.slots.length * 7) this.growSlots();
    else this.place(record);
  }

  /** Calls `visit` with the bytes [start, end) of each word, in the order they were added. */
  forEach(visit: (bytes: Uint8Array, start: number, end: number) => void): void {
    for (let record = 0; record < this.used;) {
      const length = this.records[record + LENGTH] ?? 0;
      const start = record * 4 + HEAD_BYTES;
      visit(this.bytes, start, start + length);
      record += HEAD + ((length + 3) >>> 2);
    }
  }

  clear(): void {
    this.slots.fill(0);
    this.count = 0;
    this.used = 0;
  }

  private place(record: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (this.records[record] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = record + 1;
  }

  private growSlots(): void {
    const { records } = this;
    this.slots = new Int32Array(this.slots.length * 2);
    for (let record = 0; record < this.used;) {
      this.place(record);
      record += HEAD + (((records[record + LENGTH] ?? 0) + 3) >>> 2);
    }
  }

  private growRecords(): void {
    const records = new Int32Array(this.records.length * 2);
    records.set(this.records);
    this.records = records;
    this.bytes = new Uint8Array(records.buffer);
  }
}
