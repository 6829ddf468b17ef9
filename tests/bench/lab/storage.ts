/** Storing comments our way, and one record a comment, in the same Chromium's IndexedDB. */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { BuiltCorpus } from '../../../src/core/columns-builder.ts';
import type { ImportedComment } from '../../../src/core/corpus.ts';
import { generatePages, type GeneratedPage } from '../../../src/core/generate/corpus.ts';
import { ChunkMaker, type MadeChunk } from '../../../src/engine/storage/chunk-maker.ts';
import { ChunkStore } from '../../../src/engine/storage/chunk-store.ts';
import { newRow } from '../../../src/engine/engine.ts';
import { ImportWriter } from '../../../src/engine/import/import-writer.ts';
import { IdbStorage } from '../../../src/engine/storage/storage-idb.ts';
import type { ImportSink } from '../../../src/importers/importer.ts';
import type { ReadReport } from '../../../src/importers/read-into.ts';

const PEER = 'bench-peer';
const OURS = 'bench-ours';
/** Comments of a peer's transaction, where it is not one each. */
const TOGETHER = 10_000;
const FACTS = { name: 'x', bytes: 0, sha256: 'x' };

let pages: GeneratedPage[] = [];
let comments: ImportedComment[] = [];

function openPeer(): Promise<IDBPDatabase> {
  return openDB(PEER, 1, {
    upgrade: (made) => void made.createObjectStore('comments', { keyPath: 'row' }),
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs `work` on an empty database of ours; what it gives back is closed. */
async function onOurs(work: (storage: IdbStorage) => Promise<number>): Promise<number> {
  await deleteDB(OURS);
  const storage = new IdbStorage({ name: OURS });
  await storage.open();
  const ms = await work(storage);
  storage.close();
  return ms;
}

const recordOf = (comment: ImportedComment, row: number): object => ({ row, ...comment });

function reportOf(found: number): ReadReport {
  const receipt = { kind: 'x', declared: null, found, rejected: 0, warnings: [] };
  return { importer: 'x', label: 'x', receipt };
}

async function readAll(sink: ImportSink): Promise<ReadReport> {
  for (const page of pages) {
    sink.article(page.article);
    for (const comment of page.comments) sink.comment(comment);
    await sink.ready();
  }
  return reportOf(comments.length);
}

async function makeAll(onChunk: (chunk: MadeChunk) => void): Promise<BuiltCorpus> {
  const maker = new ChunkMaker(null, {
    onChunk: (chunk) => {
      onChunk(chunk);
      return Promise.resolve();
    },
    onReady: () => undefined,
  });
  await maker.addSource(FACTS, readAll);
  return maker.finish();
}

export const storageTasks = {
  /** Makes the comments as a parser gives them, with texts of their own; how they are made is not timed. */
  storageCorpus: ({ count }: { count: number }): void => {
    pages = [];
    for (const page of generatePages({ comments: count })) {
      pages.push(JSON.parse(JSON.stringify(page)) as GeneratedPage);
    }
    comments = pages.flatMap((page) => page.comments);
  },

  /** Columns, text, chunks, all durable: milliseconds. */
  storeOurs: (_: null): Promise<number> =>
    onOurs((storage) =>
      timed(async () => {
        const row = newRow('x', 'x', { order: 1 });
        const writer = new ImportWriter(storage, row, null, 'job', { onReady: () => undefined });
        await writer.addSource(FACTS, readAll);
        await writer.finish();
      }),
    ),

  /** Words counted, double posts and parents found, columns and chunks made, nothing kept: milliseconds. */
  makeChunks: (_: null): Promise<number> => timed(() => makeAll(() => undefined)),

  /** Chunks that are there already, until all are durable: milliseconds. */
  storeChunks: async (_: null): Promise<number> => {
    const chunks: MadeChunk[] = [];
    const built = await makeAll((chunk) => void chunks.push(chunk));
    return onOurs((storage) =>
      timed(async () => {
        const store = new ChunkStore(storage, newRow('x', 'x', { order: 1 }), null, 'job');
        store.openSource(FACTS);
        for (const chunk of chunks) await store.write(chunk);
        await store.closeSource(reportOf(comments.length), 0, comments.length);
        await store.finish(built);
      }),
    );
  },

  /** One put a comment, `together` of them in a transaction: milliseconds. */
  storePeer: async ({ isOneByOne }: { isOneByOne: boolean }): Promise<number> => {
    await deleteDB(PEER);
    const database = await openPeer();
    const ms = await timed(async () => {
      if (isOneByOne) {
        for (const [row, comment] of comments.entries()) {
          await database.put('comments', recordOf(comment, row));
        }
        return;
      }
      for (let from = 0; from < comments.length; from += TOGETHER) {
        const tx = database.transaction('comments', 'readwrite');
        comments.slice(from, from + TOGETHER).forEach((comment, at) => {
          void tx.store.put(recordOf(comment, from + at));
        });
        await tx.done;
      }
    });
    database.close();
    return ms;
  },

  /** What a page that keeps a record a comment does before its first chart: milliseconds of each run. */
  readPeer: async ({ runs }: { runs: number }): Promise<number[]> => {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const database = await openPeer();
      let read = 0;
      times.push(
        await timed(async () => {
          for (let from = 0; from < comments.length; from += TOGETHER) {
            const range = IDBKeyRange.bound(from, from + TOGETHER - 1);
            read += (await database.getAll('comments', range)).length;
          }
        }),
      );
      database.close();
      if (read !== comments.length) throw new Error(`read ${String(read)} records`);
    }
    return times;
  },
};
