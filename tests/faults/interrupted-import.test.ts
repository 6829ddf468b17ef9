import { beforeEach, describe, expect, it } from 'vitest';
import { EngineFault } from '../../src/engine/rpc.ts';
import { storageFault } from '../../src/engine/storage-faults.ts';
import { FaultyStorage, never } from './support/faulty-storage.ts';
import {
  bring,
  browserStorage,
  freshProfile,
  madeFile,
  NAME,
  OPEN,
  readEverything,
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

// To storage these four look the same: what was on its way never arrives.
describe('F04 crash, F05 kill, F06 closed tab, F35 discarded tab, during an import', () => {
  it.each([1, 2, 3, 4])('at commit %i: offered again, then byte for byte the same', async (at) => {
    const storage = new FaultyStorage(browserStorage());
    let reached: () => void = () => undefined;
    const isDead = new Promise<void>((resolve) => {
      reached = resolve;
    });
    storage.beforeCommit = (_, number) => {
      if (number < at) return undefined;
      reached();
      return never();
    };
    void bring(visit(storage), file).catch(() => undefined);
    await isDead;
    storage.close();

    const survivor = browserStorage();
    const engine = visit(survivor);
    const list = await engine.call('list', null);
    const stored = Math.min(at - 1, 3) * 5000;
    if (stored > 0) {
      const count = Math.min(stored, COMMENTS);
      expect(list).toMatchObject([{ name: 'Mine', state: 'importing', count }]);
      const id = list[0]?.id ?? '';
      await expect(engine.call('open', { ...OPEN, id })).rejects.toMatchObject({
        code: 'unreadable',
        data: { upTo: count },
      });
    }
    await bring(engine, file);
    const rows = await survivor.rows();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ state: 'complete', upTo: COMMENTS, chain });
    expect(await readEverything(engine, rows[0]?.id ?? '')).toBe(COMMENTS);
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
