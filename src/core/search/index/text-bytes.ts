/** A text in its NFKC form as UTF-8, in a buffer that is used again: ASCII is neither normalized nor copied twice. */
const FIRST_SIZE = 1 << 14;
/** A buffer larger than this is given back when a shorter text comes. */
const LARGE = 1 << 21;

const encoder = new TextEncoder();

export class TextBytes {
  bytes = new Uint8Array(FIRST_SIZE);
  length = 0;

  /** Takes another text. */
  set(text: string): void {
    if (this.encode(text) === text.length) return;
    const normal = text.normalize('NFKC');
    if (normal !== text) this.encode(normal);
  }

  /** How many bytes there are: as many as letters only where all of them are ASCII. */
  private encode(text: string): number {
    const room = text.length * 3;
    const { length } = this.bytes;
    if (room > length || (length > LARGE && room < FIRST_SIZE)) {
      this.bytes = new Uint8Array(Math.max(room, FIRST_SIZE));
    }
    this.length = encoder.encodeInto(text, this.bytes).written;
    return this.length;
  }
}
