import type { ColumnArrays, RowKeys } from './columns-growing.ts';
import { HashTable, hashText } from './columns-hash.ts';
import type { Columns } from './columns.ts';

/** The buffers behind columns, for a transfer list or to tell their size. */
export function buffersOf(columns: ColumnArrays): ArrayBufferLike[] {
  const { time, commenter, article, source, line, stated, flags, words, duplicateOf } = columns;
  const arrays = [time, commenter, article, source, line, stated, flags, words, duplicateOf];
  return arrays.map((array) => array.buffer);
}

/** Rows [start, end) as columns of their own: one storage record's worth. Parents stay absolute. */
export function sliceColumns(columns: Columns, start: number, end: number): Columns {
  const part: ColumnArrays = {
    time: columns.time.slice(start, end),
    commenter: columns.commenter.slice(start, end),
    article: columns.article.slice(start, end),
    source: columns.source.slice(start, end),
    line: columns.line.slice(start, end),
    stated: columns.stated.slice(start, end),
    flags: columns.flags.slice(start, end),
    words: columns.words.slice(start, end),
    duplicateOf: columns.duplicateOf.slice(start, end),
  };
  return { count: part.time.length, ...part };
}

/** Finds rows by the id their source gave them. Built in one pass over the keys. */
export class IdIndex {
  #keys: Uint32Array;
  #table: HashTable;
  #probe = new Uint32Array(2);

  constructor(keys: RowKeys) {
    this.#keys = keys.id;
    const rows = keys.id.length / 2;
    this.#table = new HashTable(rows);
    for (let row = rows - 1; row >= 0; row--) this.#table.set(keys.id, row);
  }

  /** First row with this id in the source of that index; -1 when there is none. */
  find(id: string, source: number): number {
    hashText(id, source + 1, this.#probe, 0);
    return this.#table.find(this.#keys, this.#probe, 0);
  }
}
