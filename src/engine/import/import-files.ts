import type { Reading } from '../../core/corpus.ts';
import { backupName } from '../../importers/backup/decisions.ts';
import { type Engine, newRow } from '../engine.ts';
import { late } from '../late.ts';
import { alreadyThere, jobKey, type JobResult, runImport } from './import-job.ts';
import { identify, sourceOfBlob } from './import-source.ts';
import type { Base } from '../storage/chunk-store.ts';
import { loadBase, loadCorpus } from '../open/load-corpus.ts';
import type { Calls } from '../protocol.ts';
import { abortFault, EngineFault } from '../rpc.ts';
import type { ImportSource } from './source-reader.ts';
import type { EarlyScores } from '../replies/early-scores.ts';
import { NO_ROOM } from '../storage/storage-faults.ts';
import type { CorpusRow } from '../storage/storage-port.ts';

export const LOCK_WAIT_MS = 1000;

type Input = Calls['importFiles']['in'];
type Output = Calls['importFiles']['out'];

interface Plan {
  into: string | null;
  name: string;
  readings: readonly Reading[];
  handles: FileSystemFileHandle[] | undefined;
}

/**
 * Reads files into a new corpus or an open one and shows it. The same files again go on where an import
 * stopped. Cancelling leaves everything as it was; what a full disk or a dead worker interrupts is kept.
 */
export async function importFiles(
  engine: Engine,
  { files, into, name, readings, handles }: Input,
  signal: AbortSignal,
): Promise<Output> {
  const sources = files.map((file) => sourceOfBlob(file.name, file));
  return engine.ports.lock.run(LOCK_WAIT_MS, async () => {
    await engine.library.ready();
    const plan = { into, name, readings: readings ?? [], handles };
    const read = (): Promise<Output> => readSources(engine, sources, plan, signal);
    try {
      return await read();
    } catch (error) {
      if (into !== null || !(await goOnInMemory(engine, error))) throw error;
      return read();
    }
  });
}

async function readSources(
  engine: Engine,
  sources: readonly ImportSource[],
  plan: Plan,
  signal: AbortSignal,
): Promise<Output> {
  const backup = await backupAmong(sources);
  if (backup && plan.into !== null) throw new EngineFault('internal', BACKUP_ALONE);
  const { into, readings } = plan;
  const name = (sources.length === 1 && backup?.name) || plan.name;
  const same = into === null ? await findSame(engine, sources, readings, signal) : null;
  if (same) {
    await mend(engine, same, sources, signal);
    return { corpus: await engine.show(same), files: sources.map(alreadyThere) };
  }
  const target = await findTarget(engine, sources, into, name);
  const early = await earlyScores(engine, target);
  try {
    const result = await writeOrDiscard(engine, sources, { ...target, plan, early }, signal);
    if (!result.added) return { corpus: null, files: result.files };
    await engine.library.changed(target.row.id, 'imported');
    const { row, index } = result.added;
    return { corpus: await engine.show(row, index, early), files: result.files };
  } finally {
    early?.end();
  }
}

/** The files a corpus was read from are here again: what is damaged of it is read anew. */
async function mend(
  engine: Engine,
  row: CorpusRow,
  sources: readonly ImportSource[],
  signal: AbortSignal,
): Promise<void> {
  if (!engine.damaged.has(row.id)) return;
  const { mendTexts } = await import('./mend-texts.ts');
  if ((await mendTexts(engine, row, sources, signal)) === 0) return;
  engine.damaged.delete(row.id);
  engine.library.settle('corrupt');
}

/** Where there are threads, pages of a new corpus are scored while it is read. */
async function earlyScores(engine: Engine, { row, base }: Target): Promise<EarlyScores | null> {
  const { scorers } = engine.ports;
  if (!scorers || base || row.upTo > 0) return null;
  const part = await late(() => import('../replies/early-scores.ts')).catch(() => null);
  return part && new part.EarlyScores(scorers);
}

/**
 * The corpus that holds exactly these files already, by content. A worker that died between its last
 * commit and its answer is asked again, and a reader may open the same files twice: nothing is doubled.
 */
async function findSame(
  engine: Engine,
  sources: readonly ImportSource[],
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<CorpusRow | null> {
  const sizes = JSON.stringify(sources.map(({ name, size }) => [name, size]));
  const rows = (await engine.storage.rows()).filter(
    (row) =>
      row.state === 'complete' &&
      !row.isSample &&
      JSON.stringify(row.sources.map(({ name, bytes }) => [name, bytes])) === sizes,
  );
  if (rows.length === 0 || sources.length === 0) return null;
  const hashes: string[] = [];
  const stored = rows.flatMap((row) => row.sources);
  for (const source of sources) {
    hashes.push((await identify(source, signal, stored)).sha256);
  }
  const isSame = (row: CorpusRow): boolean =>
    row.sources.every(
      ({ sha256, receipt }, at) =>
        sha256 === hashes[at] && isSameReading(receipt.chosen ?? {}, readings[at] ?? {}),
    );
  return rows.find(isSame) ?? null;
}

/** Whether two choices read a source the same way. */
export function isSameReading(a: Reading, b: Reading): boolean {
  const plain = (reading: Reading): string =>
    JSON.stringify(
      Object.entries({ ...reading, mapping: undefined, ...reading.mapping })
        .filter(([, value]) => value !== undefined)
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return plain(a) === plain(b);
}

const BACKUP_ALONE =
  'A backup is restored into a corpus of its own. Open it with “Open files”; nothing was changed here.';

/** What the first backup among the sources says of itself; null when there is none. */
async function backupAmong(sources: readonly ImportSource[]): Promise<{ name: string } | null> {
  const { sniffSource } = await import('../../importers/registry.ts');
  for (const source of sources) {
    const importer = await sniffSource(source).catch(() => null);
    if (importer?.id === 'backup') return { name: await backupName(source) };
  }
  return null;
}

/** Where the reader has nothing stored yet and not even a beginning fits, memory takes over. */
async function goOnInMemory(engine: Engine, error: unknown): Promise<boolean> {
  if (!(error instanceof EngineFault) || error.code !== 'quota') return false;
  const rows = await engine.storage.rows();
  if (rows.some(({ isSample, pending }) => !isSample || pending !== null)) return false;
  engine.library.useMemory(new EngineFault('quota', NO_ROOM));
  return engine.storage.backend === 'memory';
}

interface Target {
  row: CorpusRow;
  base: Base | null;
}

async function findTarget(
  engine: Engine,
  sources: readonly ImportSource[],
  into: string | null,
  name: string,
): Promise<Target> {
  const { storage } = engine;
  if (into !== null) {
    const row = await engine.library.find(into);
    if (row.state === 'importing') return { row, base: null };
    const corpus = await loadCorpus(storage, row, () => undefined);
    return {
      row,
      base: { built: await loadBase(storage, corpus), chunkEnd: corpus.chunkEnd },
    };
  }
  const rows = await storage.rows();
  const job = jobKey(sources);
  const stopped = rows.find(({ state, pending }) => state === 'importing' && pending?.job === job);
  if (stopped) return { row: stopped, base: null };
  const order = Math.max(0, ...rows.map((row) => row.order)) + 1;
  return { row: newRow(freshId(rows, job), name, { order }), base: null };
}

/**
 * Ids count up from what is there and name the job: no clock, no chance, and what is read after a deletion
 * does not take the id of another corpus that a tab, a link or a setting still remembers.
 */
export function freshId(rows: readonly CorpusRow[], job: string): string {
  const taken = new Set(rows.map(({ id }) => id));
  const idOf = (number: number): string => `corpus-${String(number)}-${job.slice(0, 8)}`;
  let number = rows.length + 1;
  while (taken.has(idOf(number))) number++;
  return idOf(number);
}

async function writeOrDiscard(
  engine: Engine,
  sources: readonly ImportSource[],
  { row, base, plan, early }: Target & { plan: Plan; early: EarlyScores | null },
  signal: AbortSignal,
): Promise<JobResult> {
  const { storage } = engine;
  try {
    const result = await runImport(sources, {
      storage,
      row,
      base,
      early,
      job: jobKey(sources),
      openReader: engine.openReader,
      signal,
      ...(plan.readings.length > 0 ? { readings: plan.readings } : {}),
      ...(plan.handles ? { handles: plan.handles } : {}),
      onProgress: (progress) => {
        engine.ports.emit({ event: 'progress', progress });
      },
    });
    if (!result.added) await discardImport(engine, row);
    return result;
  } catch (error) {
    if (signal.aborted) {
      await discardImport(engine, row);
      throw abortFault();
    }
    throw await explain(engine, row, error);
  }
}

/** Takes back what an import wrote: the whole corpus, or the chunks past the complete ones. */
export async function discardImport(engine: Engine, row: CorpusRow): Promise<void> {
  const { storage } = engine;
  if (row.state === 'importing') await storage.remove(row.id);
  else await storage.commit({ row: { ...row, pending: null }, dropChunksFrom: row.chunks });
}

/** A full disk in words that say what is kept; other errors as they are. */
export async function explain(engine: Engine, row: CorpusRow, error: unknown): Promise<unknown> {
  if (!(error instanceof EngineFault) || error.code !== 'quota') return error;
  const stored = await engine.storage.row(row.id).catch(() => null);
  const kept = stored?.pending?.upTo ?? stored?.upTo ?? 0;
  const { usedBytes, quotaBytes } = await engine.library.state();
  const words = `There is no room left for this site after ${String(kept)} comments, which are kept. Remove another corpus and open the same files again: the import goes on from there.`;
  return new EngineFault('quota', words, {
    kept,
    usedBytes: usedBytes ?? 0,
    quotaBytes: quotaBytes ?? 0,
  });
}
