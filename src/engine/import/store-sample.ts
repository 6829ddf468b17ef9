import { type Engine, newRow, SAMPLE_ID } from '../engine.ts';
import { fetchSample, type Sample } from './fetch-sample.ts';
import { jobKey, runImport } from './import-job.ts';
import { readSampleHere } from './read-here.ts';
import { EngineFault } from '../rpc.ts';
import type { CorpusRow } from '../storage/storage-port.ts';

const OPEN_WAIT_MS = 4000;

/** The first visit: fetches, checks, stores; in memory when storage has no room. */
export async function storeSample(
  engine: Engine,
  dataUrl: string,
  signal: AbortSignal,
): Promise<CorpusRow> {
  engine.ports.model.prepare?.();
  const sample = await fetchSample(engine.ports.fetch, dataUrl, signal);
  try {
    return await engine.ports.lock.run(OPEN_WAIT_MS, () => writeSample(engine, sample, signal));
  } catch (error) {
    const isFull = error instanceof EngineFault && error.code === 'quota';
    if (!isFull || engine.storage.backend === 'memory') throw error;
    engine.library.useMemory(error);
    return writeSample(engine, sample, signal);
  }
}

async function writeSample(
  engine: Engine,
  sample: Sample,
  signal: AbortSignal,
): Promise<CorpusRow> {
  const { storage } = engine;
  const existing = await storage.row(SAMPLE_ID);
  if (existing?.state === 'complete') return existing;
  const fresh = newRow(SAMPLE_ID, sample.name, { isSample: true, order: 0 });
  const sources = sample.sources.map(({ source }) => source);
  const { added, files } = await runImport(sources, {
    storage,
    row: existing ?? fresh,
    base: null,
    job: jobKey(sources),
    openReader: readSampleHere,
    signal,
    onProgress: (progress) => {
      engine.ports.emit({ event: 'progress', progress });
    },
  });
  if (!added) {
    const words = files[0]?.message ?? 'The sample holds no comments.';
    throw new EngineFault('unreadable', words);
  }
  await engine.library.changed(SAMPLE_ID, 'imported');
  return added.row;
}
