import { describe, expect, it } from 'vitest';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../src/core/generate/lines.ts';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { checksumOf } from '../../../src/engine/storage/checksum.ts';
import { unpackPage } from '../../../src/engine/replies/page-input.ts';
import { NO_MODEL, PAGE_MODEL, type PageModel } from '../../../src/engine/replies/page-model.ts';
import type { CommentRow } from '../../../src/engine/protocol.ts';
import type { ToScorer } from '../../../src/engine/replies/score-protocol.ts';
import { ScorePool, type ScorerThread } from '../../../src/engine/replies/score-pool.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

/** Scores as a real thread would, on what a real thread would get. */
class FakeThread implements ScorerThread {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  jobs = 0;
  isTerminated = false;
  /** Jobs wait here until they are let go. */
  gate: Promise<void> = Promise.resolve();
  /** Breaks down at this job. */
  readonly #last: number;

  constructor(last = Infinity) {
    this.#last = last;
  }

  postMessage(message: ToScorer, transfer: Transferable[]): void {
    const { pages } = structuredClone(message, { transfer });
    if (++this.jobs === this.#last) {
      const lost = { message: 'out of memory', preventDefault: () => undefined };
      void this.gate.then(() => this.onerror?.(lost as ErrorEvent));
      return;
    }
    this.gate = this.gate.then(async () => {
      const scores = [];
      for (const page of pages) {
        const { comments, options } = unpackPage(page);
        scores.push(await PAGE_MODEL.score(comments, options));
      }
      this.onmessage?.(new MessageEvent('message', { data: { scores } }));
    });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

/** The engine's own thread must not be asked while there are others. */
const NEVER: PageModel = {
  ...NO_MODEL,
  version: PAGE_MODEL.version,
  score: () => {
    throw new Error('scored in the wrong thread');
  },
};

/** Articles of one comment up to one of more than a block, with some stated parents. */
function file(): File {
  let lines = '';
  let count = 0;
  for (const page of generatePages({ comments: 12_000, seed: 9, withoutReplies: true })) {
    if (count > 5500) break;
    for (const comment of page.comments) comment.article = page.article.id;
    lines += pageLines(page);
    count += page.comments.length;
  }
  for (let i = 0; i < 6000; i++) {
    const time = new Date(Date.UTC(2020, 0, 1, 0, i * 3)).toISOString().slice(0, 16);
    const parent = i % 50 === 7 ? { parent: `L${i - 3}` } : {};
    const fields = { id: `L${i}`, author: `W${(i * 37) % 400}`, time, ...parent, article: 'long' };
    lines += `${JSON.stringify({ ...fields, text: `word${i % 97} next${i % 41} ok` })}\n`;
  }
  for (let i = 0; i < 300; i++) {
    const fields = { id: `S${i}`, author: `W${i % 7}`, article: `tiny ${i}`, title: `tiny ${i}` };
    lines += `${JSON.stringify({ ...fields, text: `only ${i}` })}\n`;
  }
  return new File([lines], 'pages.jsonl');
}

/** Eight thousand comments on small pages, which are whole when they are read, but for a few. */
function smallPages(): File {
  let lines = '';
  for (let i = 0; i < 8000; i++) {
    const page = `page ${i < 7990 ? Math.floor(i / 30) : i % 300}`;
    const time = new Date(Date.UTC(2020, 0, 1, 0, i)).toISOString().slice(0, 16);
    const fields = { id: `S${i}`, author: `W${(i * 37) % 900}`, time, article: page, title: page };
    const text = `word${i % 97} next${i % 41}, W${(i * 37 + 37 * 899) % 900}: ok`;
    lines += `${JSON.stringify({ ...fields, text })}\n`;
  }
  return new File([lines], 'pages.jsonl');
}

interface Run {
  engine: TestEngine;
  storage: MemoryStorage;
  threads: FakeThread[];
  comments: number;
}

async function imported(
  make: (() => FakeThread) | null,
  model: PageModel = PAGE_MODEL,
  files = [file()],
): Promise<Run> {
  const storage = new MemoryStorage();
  const threads: FakeThread[] = [];
  const start = (): FakeThread => {
    const thread = make?.() ?? new FakeThread();
    threads.push(thread);
    return thread;
  };
  const engine = testEngine({
    storage,
    model,
    ...(make && { scorers: { count: 2, earlyFrom: 5000, start } }),
  });
  const { corpus } = await engine.call('importFiles', { files, into: null, name: 'pages' });
  return { engine, storage, threads, comments: corpus?.count ?? NaN };
}

/** Resolves when every reply is known and kept. */
async function kept({ engine, storage }: Run): Promise<string> {
  const [entry] = await engine.call('list', null);
  for (let wait = 0; wait < 600; wait++) {
    const part = await storage.part(entry?.id ?? '', 'replies');
    if (part) return checksumOf(part.buffers);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'never';
}

describe('replies inferred in threads of their own', () => {
  it('are those that one thread infers, to the byte', async () => {
    const alone = await kept(await imported(null));
    const run = await imported(() => new FakeThread(), NEVER);
    expect(await kept(run)).toBe(alone);
    expect(run.threads.some(({ jobs }) => jobs > 3)).toBe(true);
    expect(run.threads.every(({ isTerminated }) => isTerminated)).toBe(true);
    const told = run.engine.events.filter(({ event }) => event === 'inferred');
    expect(told.at(-1)).toMatchObject({ done: run.comments, total: run.comments });
  });

  it('are those of the pages as they are in the end, though most are inferred while they are read', async () => {
    const alone = await kept(await imported(null, PAGE_MODEL, [smallPages()]));
    const run = await imported(() => new FakeThread(), NEVER, [smallPages()]);
    const { inferred } = await run.engine.call('look', DEFAULT_VIEW);
    expect(inferred.done).toBeGreaterThan(4000);
    expect(await kept(run)).toBe(alone);
  });

  it('are shared out among all threads where a corpus is there already', async () => {
    const { storage } = await imported(() => new FakeThread());
    const threads: FakeThread[] = [];
    const start = (): FakeThread => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread;
    };
    const model = { ...NEVER, version: 'another' };
    const engine = testEngine({ storage, model, scorers: { count: 2, earlyFrom: 5000, start } });
    const [entry] = await engine.call('list', null);
    await engine.call('open', { id: entry?.id ?? null, dataUrl: DATA_URL });
    await until(() =>
      engine.events.some((told) => told.event === 'inferred' && told.done === told.total),
    );
    expect(threads.map(({ jobs }) => jobs > 3)).toEqual([true, true]);
  });

  it('are inferred in the engine’s own thread once one of them is gone', async () => {
    const alone = await kept(await imported(null));
    expect(await kept(await imported(() => new FakeThread(4)))).toBe(alone);
    expect(await kept(await imported(() => new FakeThread(1)))).toBe(alone);
  });

  it('are given up when a thread never answers, as one does whose script did not come', async () => {
    const never = (): FakeThread =>
      Object.assign(new FakeThread(), { gate: new Promise(() => {}) });
    const threads: FakeThread[] = [];
    const start = (): FakeThread => {
      const thread = never();
      threads.push(thread);
      return thread;
    };
    const pool = new ScorePool({ count: 2, earlyFrom: 5000, start }, 2, 20);
    await expect(pool.score([])).rejects.toMatchObject({ code: 'lost' });
    expect(pool.isLost).toBe(true);
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true);
    await expect(pool.score([])).rejects.toMatchObject({ code: 'lost' });
  });

  it('end with the corpus: what is on its way is not waited for', async () => {
    const never = (): FakeThread =>
      Object.assign(new FakeThread(), { gate: new Promise(() => {}) });
    const run = await imported(never);
    await until(() => run.threads.some(({ jobs }) => jobs > 0));
    const [entry] = await run.engine.call('list', null);
    await run.engine.call('remove', { id: entry?.id ?? '' });
    expect(run.threads.every(({ isTerminated }) => isTerminated)).toBe(true);
  });

  it('end with an import that is cancelled', async () => {
    const threads: FakeThread[] = [];
    const abort = new AbortController();
    const start = (): FakeThread => {
      const thread = new FakeThread();
      threads.push(thread);
      abort.abort();
      return thread;
    };
    const engine = testEngine({ scorers: { count: 2, earlyFrom: 5000, start } });
    const input = { files: [file()], into: null, name: 'pages' };
    const importing = engine.call('importFiles', input, abort.signal);
    await expect(importing).rejects.toMatchObject({ code: 'aborted' });
    expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true]);
  });

  it('do not undo what the reader said while they were on their way', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const run = await imported(() => Object.assign(new FakeThread(), { gate }));
    await until(() => run.threads.every(({ jobs }) => jobs > 0));
    await run.engine.call('look', DEFAULT_VIEW);
    const first = { order: 'recorded', start: 0, end: 4 } as const;
    const reading = run.engine.call('rows', first);
    await run.engine.call('correct', { kind: 'choose', row: 2, parent: null });
    open();
    await reading;
    await kept(run);
    const now = await run.engine.call('rows', first);
    const chosen = now.filter((row): row is CommentRow => row.kind === 'comment')[2];
    expect(chosen?.reply).toMatchObject({ kind: 'settled', parent: null });
    const again = await run.engine.call('rows', { order: 'recorded', start: 0, end: 200 });
    const alone = await imported(null);
    await alone.engine.call('look', DEFAULT_VIEW);
    await alone.engine.call('correct', { kind: 'choose', row: 2, parent: null });
    expect(await alone.engine.call('rows', { order: 'recorded', start: 0, end: 200 })).toEqual(
      again,
    );
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let wait = 0; wait < 600 && !isSo(); wait++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isSo()).toBe(true);
}
