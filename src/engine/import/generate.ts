import type { Receipt } from '../../core/corpus.ts';
import { generatePages } from '../../core/generate/corpus.ts';
import type { ReadReport } from '../../importers/registry.ts';
import type { ImportSink } from '../../importers/importer.ts';
import type { SearchIndex } from '../../core/search/index/search-index.ts';
import { hashText } from '../storage/checksum.ts';
import { type Engine, newRow } from '../engine.ts';
import { discardImport, freshId, LOCK_WAIT_MS } from './import-files.ts';
import { ImportWriter } from './import-writer.ts';
import { slicer } from '../pause.ts';
import type { CorpusSummary } from '../protocol.ts';
import { abortFault, EngineFault } from '../rpc.ts';
import { IndexFeed, storeIndex } from '../storage/search-index-store.ts';
import type { CorpusRow } from '../storage/storage-port.ts';
import { sha256 } from '../storage/sha256.ts';

const MOST = 2_000_000;
const SEED = 1;
const PROGRESS_MS = 100;

/** Makes a corpus up, marked as generated, and shows it. The same size gives the same comments. */
export async function generateCorpus(
  engine: Engine,
  comments: number,
  signal: AbortSignal,
): Promise<CorpusSummary> {
  if (!Number.isInteger(comments) || comments < 1 || comments > MOST) {
    throw new EngineFault('internal', `Between 1 and ${String(MOST)} comments can be generated.`);
  }
  return engine.ports.lock.run(LOCK_WAIT_MS, async () => {
    await engine.library.ready();
    const rows = await engine.storage.rows();
    const order = Math.max(0, ...rows.map((row) => row.order)) + 1;
    const name = `${comments.toLocaleString('en-GB')} generated comments`;
    const row = newRow(freshId(rows, 'generated'), name, { isGenerated: true, order });
    try {
      const added = await write(engine, row, comments, signal);
      await engine.library.changed(row.id, 'imported');
      return await engine.show(added.row, added.index);
    } catch (error) {
      await discardImport(engine, row);
      throw signal.aborted ? abortFault() : error;
    }
  });
}

async function write(
  engine: Engine,
  row: CorpusRow,
  comments: number,
  signal: AbortSignal,
): Promise<{ row: CorpusRow; index: SearchIndex }> {
  const pause = slicer(signal);
  const started = performance.now();
  let told = started;
  const name = `generated-${String(comments)}`;
  const feed = new IndexFeed();
  const writer: ImportWriter = new ImportWriter(engine.storage, row, null, hashText(name), {
    onComment: (article, commenter, body) => {
      feed.add(article, commenter, body);
    },
    onReady: () => {
      const now = performance.now();
      if (now - told >= PROGRESS_MS) {
        told = now;
        const rate = Math.round((writer.count / (now - started)) * 1000);
        const counts = { bytesRead: writer.count, bytesTotal: comments, comments: writer.count };
        engine.ports.emit({
          event: 'progress',
          progress: { source: name, ...counts, commentsPerSecond: rate, stage: 'reading' },
        });
      }
      return pause();
    },
  });
  const hash = await sha256(new TextEncoder().encode(`${name} seed ${String(SEED)}`));
  await writer.addSource({ name, bytes: 0, sha256: hash }, (sink) => generateInto(sink, comments));
  const finished = await writer.finish();
  const index = await feed.finish(finished.base.built.tables, null, slicer());
  await storeIndex(engine.storage, finished.row, index);
  return { row: finished.row, index };
}

async function generateInto(sink: ImportSink, comments: number): Promise<ReadReport> {
  for (const page of generatePages({ comments, seed: SEED })) {
    sink.article(page.article);
    for (const comment of page.comments) sink.comment(comment);
    await sink.ready();
  }
  const receipt: Receipt = {
    ...{ kind: 'generated', declared: comments, found: comments, rejected: 0, warnings: [] },
  };
  return { importer: 'generated', label: 'Generated comments', receipt };
}
