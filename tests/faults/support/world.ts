import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../src/core/generate/lines.ts';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import type { EnginePorts } from '../../../src/engine/engine.ts';
import { IdbStorage, type IdbOptions } from '../../../src/engine/storage/storage-idb.ts';
import type { StoragePort } from '../../../src/engine/storage/storage-port.ts';
import { DATA_URL, dataHost, testEngine, type TestEngine } from '../../engine/support/engine.ts';

export { DATA_URL, dataHost, testEngine, type TestEngine };

export const OPEN = { id: null, dataUrl: DATA_URL };
export const NAME = 'mine.jsonl';

/** An empty browser profile. */
export function freshProfile(): void {
  globalThis.indexedDB = new IDBFactory();
}

export function browserStorage(options: IdbOptions = {}): IdbStorage {
  return new IdbStorage(options);
}

/** A file of generated comments; 12,000 make three chunks. */
export function madeFile(comments: number, name = NAME): File {
  const lines = [...generatePages({ comments, seed: 3 })].map(pageLines);
  return new File(lines, name);
}

/** An engine on storage that outlives it. */
export function visit(storage: StoragePort, ports: Partial<EnginePorts> = {}): TestEngine {
  return testEngine({ storage, ...ports });
}

export function bring(
  engine: TestEngine,
  file: File,
  into: string | null = null,
  signal?: AbortSignal,
): ReturnType<TestEngine['call']> {
  return engine.call('importFiles', { files: [file], into, name: 'Mine' }, signal);
}

/** What an import of `file` comes to when nothing goes wrong: the chain over all chunks. */
export async function undisturbedChain(file: File): Promise<string> {
  const engine = testEngine();
  await engine.call('importFiles', { files: [file], into: null, name: 'Mine' });
  const rows = await engine.engine.storage.rows();
  return rows[0]?.chain ?? '';
}

/** I1 and I2: every comment of a complete corpus is there with its text; returns how many. */
export async function readEverything(engine: TestEngine, id: string): Promise<number> {
  await engine.call('open', { ...OPEN, id });
  const look = await engine.call('look', { ...DEFAULT_VIEW, listOrder: 'recorded' });
  let read = 0;
  for (let start = 0; start < look.listLength; start += 2000) {
    const rows = await engine.call('rows', { order: 'recorded', start, end: start + 2000 });
    read += rows.filter((row) => row.kind === 'comment' && row.body !== '').length;
  }
  return read;
}

/** What the page was told to keep outside of storage. */
export function lastCanary({ events }: TestEngine): string {
  const texts = events.flatMap((event) => (event.event === 'canary' ? [event.text] : []));
  return texts.at(-1) ?? '';
}

const STORES = ['corpora', 'chunks', 'parts'];

/** All that is stored. */
export async function snapshot(): Promise<Map<string, unknown[]>> {
  const database = await openDB('repartee');
  const records = new Map<string, unknown[]>();
  for (const name of STORES) records.set(name, (await database.getAll(name)) as unknown[]);
  database.close();
  return records;
}

/** The log cut back to an earlier transaction. */
export async function putBack(records: ReadonlyMap<string, unknown[]>): Promise<void> {
  const database = await openDB('repartee');
  for (const [name, values] of records) {
    await database.clear(name);
    for (const value of values) await database.put(name, value);
  }
  database.close();
}
