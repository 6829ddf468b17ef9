/**
 * A page that keeps one record a comment, and what it does before its first chart: open the database, read
 * every record, and count them by time, commenter and article.
 */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { parseFloating } from '../../../src/core/dates.ts';
import { generatePages, type GeneratedPage } from '../../../src/core/generate/corpus.ts';

const NAME = 'bench-records';
const TOGETHER = 10_000;
const BINS = 400;
const SPAN_MIN = 10 * 366 * 1440;

interface CommentRecord {
  row: number;
  article: string;
  author: string | null;
  time: string | null;
}

let count = 0;

function open(): Promise<IDBPDatabase> {
  return openDB(NAME, 1, {
    upgrade: (made) => void made.createObjectStore('comments', { keyPath: 'row' }),
  });
}

async function put(database: IDBPDatabase, records: readonly object[]): Promise<void> {
  const tx = database.transaction('comments', 'readwrite');
  for (const record of records) void tx.store.put(record);
  await tx.done;
}

function recordsOf({ article, comments }: GeneratedPage, from: number): object[] {
  return comments.map((comment, at) => ({ row: from + at, ...comment, article: article.id }));
}

class Counts {
  readonly bins = new Uint32Array(BINS);
  readonly commenters = new Map<string | null, number>();
  readonly articles = new Map<string, number>();

  add({ time, author, article }: CommentRecord): void {
    const at = time === null ? NaN : ((parseFloating(time) ?? NaN) % SPAN_MIN) / SPAN_MIN;
    const bin = Math.floor(at * BINS);
    this.bins[bin] = (this.bins[bin] ?? 0) + 1;
    this.commenters.set(author, (this.commenters.get(author) ?? 0) + 1);
    this.articles.set(article, (this.articles.get(article) ?? 0) + 1);
  }
}

async function readOnce(): Promise<number> {
  const start = performance.now();
  const database = await open();
  const counts = new Counts();
  let read = 0;
  for (let from = 0; from < count; from += TOGETHER) {
    const range = IDBKeyRange.bound(from, from + TOGETHER - 1);
    const records = (await database.getAll('comments', range)) as CommentRecord[];
    for (const record of records) counts.add(record);
    read += records.length;
  }
  const ms = performance.now() - start;
  database.close();
  if (read !== count) throw new Error(`read ${String(read)} of ${String(count)} records`);
  return ms;
}

export const recordTasks = {
  /** Writes the made corpus, 10,000 records in a transaction; no more of it is in memory at a time. */
  writeRecords: async ({ comments }: { comments: number }): Promise<void> => {
    await deleteDB(NAME);
    const database = await open();
    count = 0;
    let waiting: object[] = [];
    for (const page of generatePages({ comments, seed: 1 })) {
      waiting.push(...recordsOf(page, count));
      count += page.comments.length;
      if (waiting.length < TOGETHER) continue;
      await put(database, waiting);
      waiting = [];
    }
    await put(database, waiting);
    database.close();
  },

  /** Milliseconds of each run. */
  readRecords: async ({ runs }: { runs: number }): Promise<number[]> => {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await readOnce());
    return times;
  },
};
