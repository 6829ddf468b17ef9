/**
 * The elements of one huge JSON array, cut out of a byte stream without parsing the whole. Only quotes,
 * backslashes, brackets and commas are looked at (all ASCII, so UTF-8 needs no decoding); each element's
 * bytes are then parsed alone. Memory: one element, at most 16 MB. Cost: one look at each byte.
 * Example: [{"a":1}, {"b":"]"}] gives {"a":1} and {"b":"]"}, each with its line and bytes.
 */
import { concatBytes } from '../text/bytes.ts';

export interface Element {
  line: number;
  start: number;
  end: number;
  /** Null when the element is over the limit. */
  bytes: Uint8Array | null;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;

export class ElementCutter {
  #maxBytes: number;
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #line = 1;
  #offset = 0;
  #parts: Uint8Array[] = [];
  #kept = 0;
  #start = -1;
  #startLine = 1;
  /** The closing bracket of the array has been seen. */
  isClosed = false;

  constructor(maxBytes = 16 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  /** Line and state where the input ended, for a message when it broke off. */
  get line(): number {
    return this.#line;
  }

  /** The elements that end in this chunk. */
  push(chunk: Uint8Array): Element[] {
    const found: Element[] = [];
    let from = this.#start >= 0 ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === 10) this.#line++;
      if (this.#isString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isString = false;
        continue;
      }
      if (byte <= 32) continue;
      const isEnd = this.#depth === 1 && (byte === COMMA || byte === 93);
      if (isEnd && this.#start >= 0) {
        found.push(this.#take(chunk, Math.max(from, 0), i));
        from = -1;
      }
      if (this.#depth === 1 && !isEnd && this.#start < 0) {
        this.#start = this.#offset + i;
        this.#startLine = this.#line;
        from = i;
      }
      if (byte === QUOTE) this.#isString = true;
      else if (byte === 91 || byte === 123) this.#depth++;
      else if (byte === 93 || byte === 125) this.#depth--;
      if (this.#depth <= 0 && (byte === 93 || byte === 125)) {
        this.isClosed = true;
        break;
      }
    }
    if (from >= 0 && !this.isClosed) this.#keep(chunk.slice(from));
    this.#offset += chunk.length;
    return found;
  }

  #keep(part: Uint8Array): void {
    this.#kept += part.length;
    if (this.#kept > this.#maxBytes) this.#parts = [];
    else this.#parts.push(part);
  }

  #take(chunk: Uint8Array, from: number, to: number): Element {
    this.#keep(chunk.subarray(from, to));
    const element: Element = {
      line: this.#startLine,
      start: this.#start,
      end: this.#offset + to,
      bytes: this.#kept > this.#maxBytes ? null : concatBytes(this.#parts),
    };
    this.#parts = [];
    this.#kept = 0;
    this.#start = -1;
    return element;
  }
}
