import { makeColumns } from '../../core/columns-growing.ts';
import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { Columns, CorpusTables } from '../../core/columns.ts';
import { TextStore } from '../../core/text-store.ts';
import { usable } from '../storage/checksum.ts';
import { assembleCorpus, type OpenCorpus } from './open-corpus.ts';
import { nextTask } from '../pause.ts';
import { EngineFault } from '../rpc.ts';
import { STORED_SCHEMA, type CorpusRow, type StoragePort } from '../storage/storage-port.ts';
import { emptyText, unpackColumns, unpackTables, unpackText } from '../storage/stored-columns.ts';

/** Told when a chunk cannot be read back: its comments stay, without text. `rows` is how many there are so far. */
export type OnDamage = (rows: number) => void;

/**
 * Opens a complete corpus: columns and tables first, no text. Columns that are damaged are put together
 * again from the chunks; rejects with 'corrupt' when the tables are gone.
 */
export async function loadCorpus(
  storage: StoragePort,
  row: CorpusRow,
  onDamage: OnDamage,
): Promise<OpenCorpus> {
  if (row.schema > STORED_SCHEMA) {
    const words = `“${row.name}” was stored by a newer version of this page. Reload to get it; nothing was changed.`;
    throw new EngineFault('newer', words);
  }
  const [stored, tables] = await Promise.all([readColumns(storage, row), readTables(storage, row)]);
  const damaged = `“${row.name}” is damaged in this browser's storage. Remove it and import ${nameSources(row)} again.`;
  if (!tables) throw new EngineFault('corrupt', damaged);
  const { columns, chunkEnd } = stored ?? (await rebuildColumns(storage, row, onDamage));
  const text = textOf(storage, row, chunkEnd, onDamage);
  await nextTask();
  return assembleCorpus({ row, columns, tables, text, chunkEnd });
}

/** The columns with the keys that adding sources needs; keys that are lost only cost recognised repeats. */
export async function loadBase(storage: StoragePort, corpus: OpenCorpus): Promise<BuiltCorpus> {
  const { row, columns, tables } = corpus;
  const part = await storage.part(row.id, 'keys');
  const buffers = usable(part, STORED_SCHEMA, row.chain);
  const words = (name: string): Uint32Array => {
    const buffer = buffers?.[name];
    return buffer instanceof Uint32Array ? buffer : new Uint32Array(columns.count * 2);
  };
  return { columns, tables, keys: { id: words('id'), body: words('body') } };
}

async function readColumns(
  storage: StoragePort,
  row: CorpusRow,
): Promise<{ columns: Columns; chunkEnd: Uint32Array } | null> {
  const buffers = usable(await storage.part(row.id, 'columns'), STORED_SCHEMA, row.chain);
  const columns = buffers && unpackColumns(buffers);
  const chunkEnd = buffers?.['chunkEnd'];
  return columns?.count === row.upTo && chunkEnd instanceof Uint32Array
    ? { columns, chunkEnd }
    : null;
}

async function readTables(storage: StoragePort, row: CorpusRow): Promise<CorpusTables | null> {
  const buffers = usable(await storage.part(row.id, 'tables'), STORED_SCHEMA, row.chain);
  return buffers && unpackTables(buffers);
}

/** Text by row; a damaged chunk gives empty bodies and is reported once, with those before it. */
export function textOf(
  storage: StoragePort,
  row: CorpusRow,
  chunkEnd: Uint32Array,
  onDamage: OnDamage,
): TextStore {
  const startOf = (seq: number): number => (seq === 0 ? 0 : (chunkEnd[seq - 1] ?? 0));
  const reported = new Set<number>();
  let damaged = 0;
  const store = new TextStore(async (seq) => {
    const chunk = unpackText(await storage.chunk(row.id, seq));
    if (chunk) return chunk;
    const count = (chunkEnd[seq] ?? 0) - startOf(seq);
    if (!reported.has(seq)) onDamage((damaged += count));
    reported.add(seq);
    return emptyText(startOf(seq), count);
  });
  chunkEnd.forEach((end, seq) => {
    store.addPlace({ start: startOf(seq), count: end - startOf(seq) });
  });
  return store;
}

async function rebuildColumns(
  storage: StoragePort,
  row: CorpusRow,
  onDamage: OnDamage,
): Promise<{ columns: Columns; chunkEnd: Uint32Array }> {
  const arrays = makeColumns(row.upTo);
  arrays.time.fill(NaN);
  const chunkEnd = new Uint32Array(row.chunks);
  let upTo = 0;
  for (let seq = 0; seq < row.chunks; seq++) {
    const chunk = await storage.chunk(row.id, seq);
    const part = chunk && unpackColumns(chunk.buffers);
    if (!chunk || !part || !unpackText(chunk)) {
      const words = `Part of “${row.name}” is damaged in this browser's storage and cannot be put together again. Remove it and import ${nameSources(row)} again.`;
      throw new EngineFault('corrupt', words);
    }
    for (const name of Object.keys(arrays) as (keyof typeof arrays)[]) {
      arrays[name].set(part[name], chunk.start);
    }
    upTo = chunk.end;
    chunkEnd[seq] = upTo;
  }
  if (upTo !== row.upTo) onDamage(row.upTo - upTo);
  return { columns: { count: row.upTo, ...arrays }, chunkEnd };
}

function nameSources(row: CorpusRow): string {
  const names = row.sources.slice(0, 3).map(({ name }) => name);
  const more = row.sources.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}
