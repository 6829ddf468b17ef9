import type { Encoded } from './columns-scan-ascii.ts';
import type { ImportedComment } from './corpus.ts';
import type { TextChunk } from './text-chunk.ts';

/** A chunk is closed at this many comments or bytes of text, whichever comes first. */
export const CHUNK_COMMENTS = 5_000;
export const CHUNK_BYTES = 8_000_000;

const encoder = new TextEncoder();

/** Texts up to this long are written unit by unit: a call of the encoder costs more. */
const SHORT = 24;

/** Bytes that grow as text is appended. */
class ByteWriter {
  bytes = new Uint8Array(1 << 16);
  length = 0;

  append(text: string): number {
    if (text === '') return this.length;
    const worst = this.length + text.length * 3;
    if (worst > this.bytes.length) this.#grow(worst);
    if (text.length <= SHORT && this.#appendAscii(text)) return this.length;
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
    return this.length;
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  /** False, and nothing appended, when not all of it is ASCII. */
  #appendAscii(text: string): boolean {
    const { bytes, length } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 128) return false;
      bytes[length + i] = unit;
    }
    this.length = length + text.length;
    return true;
  }

  #grow(least: number): void {
    const bigger = new Uint8Array(Math.max(least, this.bytes.length * 2));
    bigger.set(this.bytes.subarray(0, this.length));
    this.bytes = bigger;
  }
}

/** Packs comments, in row order, into chunks ready to be stored. */
export class TextWriter {
  #start: number;
  #bytesLimit: number;
  #count = 0;
  #body = new ByteWriter();
  #side = new ByteWriter();
  #bodyEnd: Uint32Array;
  #sideEnd: Uint32Array;
  #lineEnd: Uint32Array;

  /** `start` is the row of the first comment; limits are for tests. */
  constructor(start = 0, limit = CHUNK_COMMENTS, bytesLimit = CHUNK_BYTES) {
    this.#start = start;
    this.#bytesLimit = bytesLimit;
    this.#bodyEnd = new Uint32Array(limit);
    this.#sideEnd = new Uint32Array(limit * 3);
    this.#lineEnd = new Uint32Array(limit);
  }

  /** The comments since the last chunk fill one: `flush` comes next. */
  get isFull(): boolean {
    return this.#count >= this.#bodyEnd.length || this.#body.length >= this.#bytesLimit;
  }

  /** Adds a comment; tells where its body is now, until the next comment or `flush`. */
  add(comment: ImportedComment): Encoded {
    const at = this.#count++;
    const start = this.#body.length;
    const end = this.#body.append(comment.body);
    this.#bodyEnd[at] = end;
    this.#sideEnd[at * 3] = this.#side.append(comment.id);
    this.#sideEnd[at * 3 + 1] = this.#side.append(comment.timeText ?? '');
    this.#sideEnd[at * 3 + 2] = this.#side.append(comment.avatar ?? '');
    this.#lineEnd[at] = comment.lineEnd ?? comment.line ?? 0;
    return { bytes: this.#body.bytes, start, end };
  }

  /** The comments since the last chunk; null when there are none. */
  flush(): TextChunk | null {
    const count = this.#count;
    if (count === 0) return null;
    const chunk = {
      start: this.#start,
      count,
      body: this.#body.take(),
      bodyEnd: new Uint32Array(this.#bodyEnd.subarray(0, count)),
      side: this.#side.take(),
      sideEnd: new Uint32Array(this.#sideEnd.subarray(0, count * 3)),
      lineEnd: new Uint32Array(this.#lineEnd.subarray(0, count)),
    };
    this.#start += count;
    this.#count = 0;
    return chunk;
  }
}
