import type { ColumnArrays } from '../../core/columns-growing.ts';
import type { Columns, CorpusTables } from '../../core/columns.ts';
import type { TextChunk } from '../../core/text-chunk.ts';
import { checksumOf, jsonBytes, jsonOf } from './checksum.ts';
import type { Buffers, StoredChunk } from './storage-port.ts';

const PREFIX = 'column.';

/** Columns as buffers to be stored. */
export function packColumns(columns: ColumnArrays): Buffers {
  const { time, commenter, article, source, line, stated, flags, words, duplicateOf } = columns;
  const arrays = { time, commenter, article, source, line, stated, flags, words, duplicateOf };
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [PREFIX + name, array]),
  ) as Buffers;
}

/** The columns in stored buffers, or null when one is missing or of another length. */
export function unpackColumns(buffers: Buffers): Columns | null {
  const take = <T>(name: string, type: new (length: number) => T): T | null => {
    const buffer = buffers[PREFIX + name];
    return buffer instanceof type ? buffer : null;
  };
  const time = take('time', Float64Array);
  const commenter = take('commenter', Uint32Array);
  const article = take('article', Uint32Array);
  const source = take('source', Uint32Array);
  const line = take('line', Uint32Array);
  const stated = take('stated', Int32Array);
  const flags = take('flags', Uint16Array);
  const words = take('words', Uint32Array);
  const duplicateOf = take('duplicateOf', Int32Array);
  if (!time || !commenter || !article || !source || !line) return null;
  if (!stated || !flags || !words || !duplicateOf) return null;
  const arrays = { time, commenter, article, source, line, stated, flags, words, duplicateOf };
  const count = time.length;
  if (Object.values(arrays).some((array) => array.length !== count)) return null;
  return { count, ...arrays };
}

/** A chunk of text with its rows' columns, as it is stored but for its place. */
export function packChunk(text: TextChunk, columns: Buffers): Omit<StoredChunk, 'corpus' | 'seq'> {
  const { start, count, body, bodyEnd, side, sideEnd, lineEnd } = text;
  const end = start + count;
  const buffers: Buffers = { body, bodyEnd, side, sideEnd, lineEnd, ...columns };
  return { start, end, buffers, checksum: checksumOf(buffers) };
}

/** The text of a stored chunk; null when it is damaged. */
export function unpackText(chunk: StoredChunk | null): TextChunk | null {
  if (!chunk || checksumOf(chunk.buffers) !== chunk.checksum) return null;
  const { body, bodyEnd, side, sideEnd, lineEnd } = chunk.buffers;
  if (!(body instanceof Uint8Array) || !(side instanceof Uint8Array)) return null;
  if (!(bodyEnd instanceof Uint32Array) || !(sideEnd instanceof Uint32Array)) return null;
  if (!(lineEnd instanceof Uint32Array)) return null;
  const count = chunk.end - chunk.start;
  return { start: chunk.start, count, body, bodyEnd, side, sideEnd, lineEnd };
}

/** Stands in for a damaged chunk: the same rows, without text. */
export function emptyText(start: number, count: number): TextChunk {
  const bodyEnd = new Uint32Array(count);
  const nothing = new Uint8Array(0);
  const parts = { body: nothing, bodyEnd, side: nothing, sideEnd: new Uint32Array(count * 3) };
  return { start, count, ...parts, lineEnd: new Uint32Array(count) };
}

export function packTables(tables: CorpusTables): Buffers {
  return { json: jsonBytes(tables) };
}

export function unpackTables(buffers: Buffers): CorpusTables | null {
  const { json } = buffers;
  if (!(json instanceof Uint8Array)) return null;
  return (jsonOf(json) as CorpusTables | undefined) ?? null;
}
