import type { Engine } from '../engine.ts';
import { slicer } from '../pause.ts';
import type { MadeChunk } from '../storage/chunk-maker.ts';
import type { CorpusRow, StoragePort } from '../storage/storage-port.ts';
import { unpackText } from '../storage/stored-columns.ts';
import type { ImportSource } from './source-reader.ts';

/**
 * Reads the sources of a complete corpus again, all of them in their order, and puts back the chunks that
 * are damaged where they come out as they were stored. Returns how many comments have their text again.
 */
export async function mendTexts(
  engine: Engine,
  row: CorpusRow,
  sources: readonly ImportSource[],
  signal: AbortSignal,
): Promise<number> {
  const pause = slicer(signal);
  let seq = 0;
  let mended = 0;
  const reader = await engine.openReader(null, signal);
  try {
    for (const [at, { name, bytes, sha256, receipt }] of row.sources.entries()) {
      const source = sources[at];
      if (!source) break;
      await reader.read(
        { source, facts: { name, bytes, sha256 }, reading: receipt.chosen ?? {} },
        {
          onChunk: async (made) => {
            mended += await putBack(engine.storage, row.id, seq++, made);
          },
          onProgress: () => pause(),
        },
      );
    }
  } finally {
    reader.close();
  }
  return mended;
}

async function putBack(
  storage: StoragePort,
  corpus: string,
  seq: number,
  made: MadeChunk,
): Promise<number> {
  const stored = await storage.chunk(corpus, seq);
  if (unpackText(stored)) return 0;
  if (stored && stored.checksum !== made.checksum) return 0;
  await storage.commit({ chunk: { corpus, seq, ...made } });
  return made.end - made.start;
}
