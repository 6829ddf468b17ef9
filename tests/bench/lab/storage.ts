/** Storing comments our way, and one record a comment, in the same Chromium's IndexedDB. */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { ImportedComment } from '../../../src/core/corpus.ts';
import { generatePages, type GeneratedPage } from '../../../src/core/generate/corpus.ts';
import { newRow } from '../../../src/engine/engine.ts';
import { ImportWriter } from '../../../src/engine/import-writer.ts';
import { IdbStorage } from '../../../src/engine/storage-idb.ts';

const PEER = 'bench-peer';
const OURS = 'bench-ours';
/** Comments of a peer's transaction, where it is not one each. */
const TOGETHER = 10_000;

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

const recordOf = (comment: ImportedComment, row: number): object => ({ row, ...comment });

export const storageTasks = {
  /** Makes the comments; how they are made is not timed. */
  storageCorpus: ({ count }: { count: number }): void => {
    pages = [...generatePages({ comments: count })];
    comments = pages.flatMap((page) => page.comments);
  },

  /** Columns, text, chunks, all durable: milliseconds. */
  storeOurs: async (_: null): Promise<number> => {
    await deleteDB(OURS);
    const storage = new IdbStorage({ name: OURS });
    await storage.open();
    const ms = await timed(async () => {
      const writer = new ImportWriter(storage, newRow('x', 'x', { order: 1 }), null, 'job', {
        onComment: () => undefined,
        onReady: () => undefined,
      });
      await writer.addSource({ name: 'x', bytes: 0, sha256: 'x' }, async (sink) => {
        for (const page of pages) {
          sink.article(page.article);
          for (const comment of page.comments) sink.comment(comment);
          await sink.ready();
        }
        const found = comments.length;
        const receipt = { kind: 'x', declared: null, found, rejected: 0, warnings: [] };
        return { importer: 'x', label: 'x', receipt };
      });
      await writer.finish();
    });
    storage.close();
    return ms;
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
