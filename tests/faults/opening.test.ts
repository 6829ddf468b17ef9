import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import { EngineFault } from '../../src/engine/rpc.ts';
import { IdbStorage } from '../../src/engine/storage/storage-idb.ts';
import {
  bring,
  browserStorage,
  dataHost,
  freshProfile,
  madeFile,
  OPEN,
  readEverything,
  visit,
} from './support/world.ts';

beforeEach(freshProfile);
afterEach(() => {
  vi.restoreAllMocks();
});

/** The page of the next version: one more step in its schema. */
async function nextVersion(timeoutMs = 100): Promise<IdbStorage> {
  const { MIGRATIONS } = await import('../../src/engine/storage/storage-idb.ts');
  return new IdbStorage({ migrations: [...MIGRATIONS, () => undefined], timeoutMs });
}

describe('F10 an old tab that does not let go blocks the upgrade', () => {
  it('is named within the time-out, works in memory, and upgrades when the tab is gone', async () => {
    await visit(browserStorage()).call('open', OPEN);
    const rude = await openDB('repartee', 1);
    const engine = visit(await nextVersion());
    const summary = await engine.call('open', OPEN);
    expect(summary.storage).toMatchObject({ backend: 'memory', reason: 'blocked' });
    expect(summary.storage.message).toMatch(/Close that tab/);
    expect(summary.count).toBe(32);
    rude.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const host = dataHost();
    const later = visit(await nextVersion(), { fetch: host.fetch });
    expect((await later.call('open', OPEN)).storage.backend).toBe('indexeddb');
    expect(host.asked).toEqual([]);
  });
});

describe('F11 a newer tab upgraded under an old one', () => {
  it('lets go at once, says so, and writes nothing more', async () => {
    let told = 0;
    const old = new IdbStorage({ onSuperseded: () => told++ });
    const engine = visit(old);
    await engine.call('open', OPEN);
    const newer = await nextVersion();
    await newer.open();
    expect(told).toBe(1);
    await expect(bring(engine, madeFile(50))).rejects.toMatchObject({ code: 'newer' });
    await expect(bring(engine, madeFile(50))).rejects.toThrow(/Reload/);
    expect(await newer.rows()).toHaveLength(1);
  });
});

describe('F12 an older page meets a database of a newer one', () => {
  it('works in memory, says that a newer version made it, and leaves the data alone', async () => {
    const newer = await nextVersion();
    await visit(newer).call('open', OPEN);
    newer.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const summary = await visit(browserStorage()).call('open', OPEN);
    expect(summary.storage).toMatchObject({ backend: 'memory', reason: 'newer' });
    expect(await (await nextVersion()).rows()).toHaveLength(1);
  });
});

describe('F13 a migration throws half-way', () => {
  it('reads the old data, writes nothing, and migrates on the next try', async () => {
    const { MIGRATIONS } = await import('../../src/engine/storage/storage-idb.ts');
    const first = browserStorage();
    await visit(first).call('open', OPEN);
    first.close();
    const broken = (): never => {
      throw new Error('half-way');
    };
    const storage = new IdbStorage({ migrations: [...MIGRATIONS, broken] });
    const engine = visit(storage);
    expect(await readEverything(engine, 'sample')).toBe(32);
    const state = await engine.call('storage', { persist: false });
    expect(state.message).toMatch(/stayed on the old version, read-only/);
    const refused = expect.objectContaining({ code: 'read-only' }) as EngineFault;
    await expect(bring(engine, madeFile(50))).rejects.toEqual(refused);
    await expect(engine.call('remove', { id: 'sample' })).rejects.toEqual(refused);
    storage.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const host = dataHost();
    const repaired = visit(await nextVersion(1000), { fetch: host.fetch });
    expect(await readEverything(repaired, 'sample')).toBe(32);
    expect(host.asked).toEqual([]);
  });
});

describe('F15 the connection is lost', () => {
  const lost = (): never => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };

  it('once: opens again and repeats the step', async () => {
    const storage = browserStorage();
    const engine = visit(storage);
    await engine.call('open', OPEN);
    const opened = vi.spyOn(indexedDB, 'open');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(lost);
    await bring(engine, madeFile(50));
    expect(opened).toHaveBeenCalledTimes(1);
    expect(await engine.call('list', null)).toHaveLength(2);
  });

  it('always: a named error after three tries', async () => {
    const engine = visit(browserStorage());
    await engine.call('open', OPEN);
    const opened = vi.spyOn(indexedDB, 'open');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(lost);
    await expect(bring(engine, madeFile(50))).rejects.toMatchObject({ code: 'lost' });
    expect(opened.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('by force from outside: the handle is dropped and taken again', async () => {
    const storage = browserStorage();
    const engine = visit(storage);
    await engine.call('open', OPEN);
    storage.close();
    expect(await engine.call('list', null)).toHaveLength(1);
  });
});

describe('F16 the backing store cannot be opened', () => {
  it('works in memory and shows how to reset', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store', 'UnknownError');
    });
    const summary = await visit(browserStorage()).call('open', OPEN);
    expect(summary.storage).toMatchObject({ backend: 'memory', reason: 'corrupt' });
    expect(summary.storage.message).toMatch(/clear the site's data/);
  });
});

describe('F21 no IndexedDB', () => {
  it.each([
    ['absent', () => Reflect.deleteProperty(globalThis, 'indexedDB')],
    [
      'throwing',
      () =>
        vi.spyOn(indexedDB, 'open').mockImplementation(() => {
          throw new DOMException('not allowed', 'InvalidStateError');
        }),
    ],
  ])('%s: everything but keeping works', async (_, provoke) => {
    provoke();
    const engine = visit(browserStorage());
    const summary = await engine.call('open', OPEN);
    expect(summary.storage).toMatchObject({ backend: 'memory', reason: 'unavailable' });
    expect(summary.storage.message).toMatch(/gone when the tab closes/);
    await bring(engine, madeFile(200));
    expect((await engine.call('look', DEFAULT_VIEW)).shown).toBe(200);
    expect(
      (await engine.call('look', { ...DEFAULT_VIEW, query: 'is:reply' })).shown,
    ).toBeGreaterThan(0);
    expect(await readEverything(engine, 'sample')).toBe(32);
  });
});

describe('F22 opening never settles', () => {
  it('goes on in memory after the time-out', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(
      () => new EventTarget() as unknown as IDBOpenDBRequest,
    );
    const summary = await visit(browserStorage({ timeoutMs: 50 })).call('open', OPEN);
    expect(summary.storage).toMatchObject({ backend: 'memory', reason: 'unavailable' });
    expect(summary.count).toBe(32);
  });
});

describe('F48 the browser will not promise to keep the data', () => {
  it('says best effort and offers a backup', async () => {
    const engine = visit(browserStorage());
    await engine.call('open', OPEN);
    const state = await engine.call('storage', { persist: true });
    expect(state).toMatchObject({ persisted: false, backend: 'indexeddb' });
    expect(state.message).toMatch(/best effort.*backup/);
  });
});
