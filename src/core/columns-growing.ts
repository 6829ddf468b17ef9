import { type Columns, PARENT_UNKNOWN } from './columns.ts';

/** The arrays of Columns, with room to spare past `count`. */
export type ColumnArrays = Omit<Columns, 'count'>;

/** Per row two words each: hash of (source, id) and of (commenter, article, body). */
export interface RowKeys {
  id: Uint32Array;
  body: Uint32Array;
}

/** Empty arrays with room for `capacity` rows. */
export function makeColumns(capacity: number): ColumnArrays {
  return {
    time: new Float64Array(capacity),
    commenter: new Uint32Array(capacity),
    article: new Uint32Array(capacity),
    source: new Uint32Array(capacity),
    line: new Uint32Array(capacity),
    stated: new Int32Array(capacity).fill(PARENT_UNKNOWN),
    flags: new Uint16Array(capacity),
    words: new Uint32Array(capacity),
    duplicateOf: new Int32Array(capacity).fill(-1),
  };
}

/** Copies of the arrays, `capacity` rows long: cut, or with room for more. */
export function resizeColumns(from: ColumnArrays, capacity: number): ColumnArrays {
  const to = makeColumns(capacity);
  const kept = Math.min(capacity, from.time.length);
  to.time.set(from.time.subarray(0, kept));
  to.commenter.set(from.commenter.subarray(0, kept));
  to.article.set(from.article.subarray(0, kept));
  to.source.set(from.source.subarray(0, kept));
  to.line.set(from.line.subarray(0, kept));
  to.stated.set(from.stated.subarray(0, kept));
  to.flags.set(from.flags.subarray(0, kept));
  to.words.set(from.words.subarray(0, kept));
  to.duplicateOf.set(from.duplicateOf.subarray(0, kept));
  return to;
}

/** A copy of `words` that holds `length` entries. */
export function resizeWords(words: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(length);
  to.set(words.subarray(0, Math.min(length, words.length)));
  return to;
}
