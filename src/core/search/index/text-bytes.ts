/** A text in its NFKC form as UTF-8, in a buffer that is used again: ASCII is neither normalized nor copied twice. */
const FIRST_SIZE = 1 << 14;
/** A buffer larger than this is given back when a shorter text comes. */
const LARGE = 1 << 21;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class TextBytes {
  bytes = new Uint8Array(FIRST_SIZE);
  length = 0;

  /** Takes another text. */
  set(text: string): void {
    if (this.encode(text) === text.length) return;
    const normal = text.normalize('NFKC');
    if (normal !== text) this.encode(normal);
  }

  /** Takes the text that is bytes [start, end) in UTF-8; a string is made of it only where it is not ASCII. */
  take(text: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start);
    const { bytes } = this;
    let all = 0;
    for (let at = start; at < end; at += 1) {
      const byte = text[at] ?? 0;
      all |= byte;
      bytes[at - start] = byte;
    }
    this.length = end - start;
    if (all >= 0x80) this.set(decoder.decode(text.subarray(start, end)));
  }

  /** How many bytes there are: as many as letters only where all of them are ASCII. */
  private encode(text: string): number {
    this.makeRoom(text.length * 3);
    this.length = encoder.encodeInto(text, this.bytes).written;
    return this.length;
  }
  private makeRoom(room: number): void {
    const { length } = this.bytes;
    if (room > length || (length > LARGE && room < FIRST_SIZE)) {
      this.bytes = new Uint8Array(Math.max(room, FIRST_SIZE));
    }
  }
}
