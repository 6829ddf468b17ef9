import type { TextChunk } from './text-chunk.ts';
import type { ImportedComment } from './corpus.ts';

/** A chunk is closed at this many comments or bytes of text, whichever comes first. */
export const CHUNK_COMMENTS = 5_000;
export const CHUNK_BYTES = 8_000_000;

const encoder = new TextEncoder();

/** Bytes that grow as text is appended. */
class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  length = 0;

  append(text: string): number {
    const worst = this.length + text.length * 3;
    if (worst > this.#bytes.length) {
      const bigger = new Uint8Array(Math.max(worst, this.#bytes.length * 2));
      bigger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = bigger;
    }
    this.length += encoder.encodeInto(text, this.#bytes.subarray(this.length)).written;
    return this.length;
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** Packs comments, in row order, into chunks ready to be stored. */
export class TextWriter {
  #start: number;
  #limit: number;
  #bytesLimit: number;
  #body = new ByteWriter();
  #side = new ByteWriter();
  #bodyEnd: number[] = [];
  #sideEnd: number[] = [];
  #lineEnd: number[] = [];

  /** `start` is the row of the first comment; limits are for tests. */
  constructor(start = 0, limit = CHUNK_COMMENTS, bytesLimit = CHUNK_BYTES) {
    this.#start = start;
    this.#limit = limit;
    this.#bytesLimit = bytesLimit;
  }

  /** Adds a comment; a chunk comes back when that fills one. */
  add(comment: ImportedComment): TextChunk | null {
    this.#bodyEnd.push(this.#body.append(comment.body));
    this.#sideEnd.push(this.#side.append(comment.id));
    this.#sideEnd.push(this.#side.append(comment.timeText ?? ''));
    this.#sideEnd.push(this.#side.append(comment.avatar ?? ''));
    this.#lineEnd.push(comment.lineEnd ?? comment.line ?? 0);
    const isFull = this.#bodyEnd.length >= this.#limit;
    return isFull || this.#body.length >= this.#bytesLimit ? this.flush() : null;
  }

  /** The comments since the last chunk; null when there are none. */
  flush(): TextChunk | null {
    const count = this.#bodyEnd.length;
    if (count === 0) return null;
    const parts = {
      start: this.#start,
      count,
      body: this.#body.take(),
      bodyEnd: Uint32Array.from(this.#bodyEnd),
      side: this.#side.take(),
      sideEnd: Uint32Array.from(this.#sideEnd),
      lineEnd: Uint32Array.from(this.#lineEnd),
    };
    this.#start += count;
    this.#bodyEnd = [];
    this.#sideEnd = [];
    this.#lineEnd = [];
    return parts;
  }
}
