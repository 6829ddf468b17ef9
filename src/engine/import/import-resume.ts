import { usable } from '../storage/checksum.ts';
import type { Engine } from '../engine.ts';
import { discardImport, explain, LOCK_WAIT_MS } from './import-files.ts';
import { originalName, runImport } from './import-job.ts';
import { sourceOfBlob, type Identity } from './import-source.ts';
import { loadBase, loadCorpus } from '../open/load-corpus.ts';
import { wantedBy, type Wanted } from './import-stopped.ts';
import type { Calls } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
import type { ImportSource } from './source-reader.ts';
import { STORED_SCHEMA, type CorpusRow } from '../storage/storage-port.ts';

type Output = Calls['resumeImport']['out'];

/**
 * Goes on with a stopped import: the same files, known by content, read as they were read. Cancelling
 * leaves it stopped where it is then. Other files are refused and change nothing.
 */
export async function resumeImport(
  engine: Engine,
  { id, files }: Calls['resumeImport']['in'],
  signal: AbortSignal,
): Promise<Output> {
  return engine.ports.lock.run(LOCK_WAIT_MS, async () => {
    await engine.library.ready();
    const row = await engine.library.find(id);
    const { pending } = row;
    if (!pending) throw new EngineFault('unreadable', `The import of “${row.name}” is complete.`);
    const wanted = wantedBy(pending);
    const sources = inOrder(files, wanted);
    const check = (source: ImportSource, { sha256 }: Identity): void => {
      const was = wanted[sources.indexOf(source)];
      if (was && was.sha256 !== null && was.sha256 !== sha256) throw otherFault(was.name);
    };
    const result = await runImport(sources, {
      ...{ storage: engine.storage, row, base: await baseOf(engine, row), job: pending.job },
      ...{ signal, check, openReader: engine.openReader },
      ...(pending.readings ? { readings: pending.readings } : {}),
      ...(pending.handles ? { handles: pending.handles } : {}),
      onProgress: (progress) => {
        engine.ports.emit({ event: 'progress', progress });
      },
    }).catch(async (error: unknown) => {
      throw await explain(engine, row, error);
    });
    if (!result.added) await discardImport(engine, row);
    if (!result.added) return { corpus: null, files: result.files };
    await engine.library.changed(id, 'imported');
    return { corpus: await engine.show(result.added.row, result.added.index), files: result.files };
  });
}

/** Takes back what a stopped import stored; a corpus it was adding to stays as it was before. */
export async function discardStopped(engine: Engine, id: string): Promise<void> {
  await engine.ports.lock.run(LOCK_WAIT_MS, async () => {
    await engine.library.ready();
    const row = await engine.library.find(id);
    if (!row.pending) return;
    await discardImport(engine, row);
    if (row.state === 'importing') await engine.library.changed(id, 'deleted');
  });
}

/** The files a corpus was read from, as they were; null when one of them was too large to keep. */
export async function keptFiles(engine: Engine, id: string): Promise<File[] | null> {
  await engine.library.ready();
  const row = await engine.library.find(id);
  const files: File[] = [];
  for (const { name, sha256 } of row.sources) {
    const part = await engine.storage.part(id, originalName(sha256));
    const bytes = usable(part, STORED_SCHEMA, sha256)?.['bytes'];
    if (!(bytes instanceof Uint8Array)) return null;
    files.push(new File([bytes], name));
  }
  return files;
}

async function baseOf(
  engine: Engine,
  row: CorpusRow,
): Promise<Parameters<typeof runImport>[1]['base']> {
  if (row.state === 'importing') return null;
  const corpus = await loadCorpus(engine.storage, row, () => undefined);
  return { built: await loadBase(engine.storage, corpus), chunkEnd: corpus.chunkEnd };
}

/** The given files as the import had them, by size and, where that is not enough, by name. */
function inOrder(files: readonly File[], wanted: Wanted): ImportSource[] {
  const left = [...files];
  return wanted.map(({ name, bytes }) => {
    const fits = left.filter((file) => file.size === bytes);
    const file = fits.find((candidate) => candidate.name === name) ?? fits[0];
    if (!file) throw missingFault(name, bytes, files);
    left.splice(left.indexOf(file), 1);
    return sourceOfBlob(name, file);
  });
}

function missingFault(name: string, bytes: number, files: readonly File[]): EngineFault {
  const [only] = files;
  const given =
    files.length === 1 && only
      ? `“${only.name}” has ${String(only.size)} bytes and is another file.`
      : 'It is not among the files you chose.';
  const words = `To go on, “${name}” (${String(bytes)} bytes) is needed. ${given} Nothing was changed.`;
  return new EngineFault('unreadable', words, { file: name });
}

function otherFault(name: string): EngineFault {
  const words = `This is not the “${name}” whose import stopped: it is as long, but its content is another. Nothing was changed; choose the same file, or discard the import and open this one anew.`;
  return new EngineFault('unreadable', words, { file: name });
}
