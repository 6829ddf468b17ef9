import { beforeEach, describe, expect, it } from 'vitest';
import { EngineFault } from '../../src/engine/rpc.ts';
import { storageFault } from '../../src/engine/storage/storage-faults.ts';
import { FaultyStorage, never } from './support/faulty-storage.ts';
import {
  bring,
  browserStorage,
  freshProfile,
  lastCanary,
  madeFile,
  NAME,
  OPEN,
  putBack,
  readEverything,
  snapshot,
  type TestEngine,
  undisturbedChain,
  visit,
} from './support/world.ts';

const COMMENTS = 12_000;
const file = madeFile(COMMENTS);
let chain = '';

beforeEach(async () => {
  freshProfile();
  chain ||= await undisturbedChain(file);
});

/** The same file again: one corpus, whole, with the chain of an import that nothing disturbed. */
async function expectCompletes(engine: TestEngine): Promise<void> {
  await bring(engine, file);
  const rows = (await browserStorage().rows()).filter(({ isSample }) => !isSample);
  expect(rows).toMatchObject([{ state: 'complete', upTo: COMMENTS, chain, pending: null }]);
  expect(await readEverything(engine, rows[0]?.id ?? '')).toBe(COMMENTS);
}

function quotaError(): DOMException {
  return new DOMException('full', 'QuotaExceededError');
}

describe('F01 quota exceeded in the middle of an import', () => {
  it('stops, keeps what was committed, says how much, and goes on when there is room', async () => {
    const storage = new FaultyStorage(browserStorage());
    storage.beforeCommit = (commit) => {
      if (commit.chunk?.seq === 2) throw storageFault(quotaError());
    };
    const engine = visit(storage);
    await engine.call('open', OPEN);
    const stopped = bring(engine, file);
    await expect(stopped).rejects.toMatchObject({ code: 'quota', data: { kept: 10_000 } });
    await expect(stopped).rejects.toThrow(/10000 comments, which are kept/);
    const [, mine] = await engine.call('list', null);
    expect(mine).toMatchObject({ state: 'importing', count: 10_000 });
    expect(await readEverything(engine, 'sample')).toBe(32);

    storage.beforeCommit = () => undefined;
    const before = storage.commits.length;
    await bring(engine, file);
    const chunks = storage.commits.slice(before).filter(({ chunk }) => chunk);
    expect(chunks.map(({ chunk }) => chunk?.seq)).toEqual([2]);
    const row = await storage.row(mine?.id ?? '');
    expect(row).toMatchObject({ state: 'complete', upTo: COMMENTS, chain, pending: null });
    expect(await readEverything(engine, mine?.id ?? '')).toBe(COMMENTS);
  });
});

describe('F02 no quota at all from the start', () => {
  it('shows the sample in memory and says why', async () => {
    const storage = new FaultyStorage(browserStorage());
    storage.beforeCommit = () => {
      throw storageFault(quotaError());
    };
    const engine = visit(storage);
    const summary = await engine.call('open', OPEN);
    expect(summary).toMatchObject({ count: 32, storage: { backend: 'memory', reason: 'quota' } });
    expect(await readEverything(engine, 'sample')).toBe(32);
    await bring(engine, file);
    expect(await engine.call('list', null)).toHaveLength(2);
  });
});

describe('F05 the browser is killed, and the last thing it had acknowledged with it', () => {
  it.each([2, 3])('after commit %i: no false alarm, and the same file completes it', async (at) => {
    const storage = new FaultyStorage(browserStorage());
    const engine = visit(storage);
    await engine.call('open', OPEN);
    const first = storage.commits.length;
    let older = new Map<string, unknown[]>();
    const killed = new Promise<void>((resolve) => {
      storage.around = async (apply, number) => {
        if (number === first + at) older = await snapshot();
        await apply();
        if (number < first + at) return;
        resolve();
        await never();
      };
    });
    void bring(engine, file).catch(() => undefined);
    await killed;
    storage.close();
    await putBack(older);

    const survivor = visit(browserStorage());
    const canary = lastCanary(engine);
    const { storage: state } = await survivor.call('open', { ...OPEN, canary });
    expect(state.reason).toBeNull();
    const count = (at - 1) * 5000;
    const [, mine] = await survivor.call('list', null);
    expect(mine).toMatchObject({ name: 'Mine', state: 'importing', count });
    const opening = survivor.call('open', { ...OPEN, id: mine?.id ?? '' });
    await expect(opening).rejects.toMatchObject({ code: 'unreadable', data: { upTo: count } });
    await expectCompletes(survivor);
  });
});

describe('F06 the tab is closed in an import', () => {
  it('a tab that waited for its lock goes on from what was stored, once', async () => {
    let free: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      free = resolve;
    });
    const storage = new FaultyStorage(browserStorage());
    storage.around = async (apply, number) => {
      if (number === 2) {
        free();
        await never();
      }
      await apply();
    };
    void bring(visit(storage), file).catch(() => undefined);
    const isHeld = (): Promise<boolean> => Promise.resolve(false);
    const survivor = new FaultyStorage(browserStorage());
    const waiting = visit(survivor, {
      lock: { isHeld, run: (_waitMs, write) => closed.then(write) },
    });
    await expectCompletes(waiting);
    const written = survivor.commits.flatMap(({ chunk }) => (chunk ? [chunk.seq] : []));
    expect(written).toEqual([1, 2]);
  });
});

describe('F14 a transaction aborts at the Nth put, for every N of a small import', () => {
  const small = madeFile(2000, 'small.jsonl');

  it('leaves nothing half visible, and the same file again completes it', async () => {
    const originalPut = IDBObjectStore.prototype.put;
    const smallChain = await undisturbedChain(small);
    let isDone = false;
    let tried = 0;
    for (let abortAt = 1; !isDone; abortAt++) {
      freshProfile();
      let puts = 0;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
        puts++;
        const request = originalPut.apply(this, args);
        if (puts === abortAt) this.transaction.abort();
        return request;
      };
      const storage = browserStorage();
      const engine = visit(storage);
      const outcome = await bring(engine, small).then(
        () => 'done',
        (error: unknown) => (error instanceof EngineFault ? error.code : 'unnamed'),
      );
      IDBObjectStore.prototype.put = originalPut;
      isDone = puts < abortAt;
      tried = abortAt;
      expect(['done', 'lost']).toContain(outcome);
      for (const row of await storage.rows()) {
        if (row.state === 'complete') {
          expect(row.chain).toBe(smallChain);
          expect(await readEverything(engine, row.id)).toBe(2000);
        } else expect(row.upTo).toBe(0);
      }
      if (outcome !== 'done') await bring(engine, small);
      const rows = await storage.rows();
      expect(rows.map(({ state, chain: end }) => [state, end])).toEqual([['complete', smallChain]]);
    }
    expect(tried).toBeGreaterThan(5);
  });
});

describe('F36 cancel', () => {
  it('leaves the old corpus untouched and takes back what was written', async () => {
    const storage = new FaultyStorage(browserStorage());
    const engine = visit(storage);
    await engine.call('open', OPEN);
    const before = await storage.row('sample');
    for (const into of [null, 'sample']) {
      const abort = new AbortController();
      storage.beforeCommit = (commit) => {
        if (commit.chunk?.seq === (into ? 3 : 1)) abort.abort();
      };
      await expect(bring(engine, file, into, abort.signal)).rejects.toMatchObject({
        code: 'aborted',
      });
      storage.beforeCommit = () => undefined;
      const rows = await storage.rows();
      expect(rows).toEqual([before]);
      expect(await storage.chunk('sample', 2)).toBeNull();
    }
    expect(await readEverything(engine, 'sample')).toBe(32);
  });
});

describe('F23 two tabs import at once', () => {
  it('makes one copy each time: the second tab waits or is told, and recognises the content', async () => {
    const storage = browserStorage();
    const first = visit(storage);
    const second = visit(storage, { lock: first.engine.ports.lock });
    const small = madeFile(300, NAME);
    const outcomes = await Promise.allSettled([
      first.call('open', OPEN),
      second.call('open', OPEN),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await storage.rows()).toHaveLength(1);
    const answers = await Promise.allSettled([
      bring(first, small, 'sample'),
      bring(second, small, 'sample'),
    ]);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'busy' });
    }
    const row = await storage.row('sample');
    expect(row?.upTo).toBe(332);
  });
});
