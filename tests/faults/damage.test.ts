import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import type {
  StoragePort,
  StoredChunk,
  StoredPart,
} from '../../src/engine/storage/storage-port.ts';
import { eventually } from '../support/eventually.ts';
import { FaultyStorage } from './support/faulty-storage.ts';
import {
  bring,
  browserStorage,
  dataHost,
  freshProfile,
  lastCanary,
  madeFile,
  OPEN,
  putBack,
  readEverything,
  snapshot,
  visit,
} from './support/world.ts';

const COMMENTS = 12_000;
const file = madeFile(COMMENTS);

beforeEach(freshProfile);

/** A visit at which the file was brought; what the page remembers of it, and nothing in storage any more. */
async function wiped(): Promise<string | null> {
  const engine = visit(browserStorage());
  await engine.call('open', OPEN);
  await bring(engine, file);
  freshProfile();
  return lastCanary(engine);
}

/** A corpus with 12,000 comments in storage that can be damaged under it. */
async function brought<S extends StoragePort>(storage: S) {
  const engine = visit(storage);
  await bring(engine, file);
  const { id } = (await engine.call('list', null))[0] ?? { id: '' };
  const part = async (name: string): Promise<StoredPart> => {
    const found = await storage.part(id, name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { engine, id, part, storage };
}

describe('F17 the database was wiped in silence', () => {
  it('names what is gone and the files to bring back, not the first-run screen', async () => {
    const canary = await wiped();
    const survivor = visit(browserStorage());
    const { storage } = await survivor.call('open', { ...OPEN, canary });
    expect(storage).toMatchObject({ backend: 'indexeddb', reason: 'lost' });
    expect(storage.message).toContain('12000 comments expected, 0 found');
    expect(storage.message).toContain('mine.jsonl');
  });

  it('is told at every visit until the reader lets go of it', async () => {
    const canary = await wiped();
    const first = visit(browserStorage());
    await first.call('open', { ...OPEN, canary });
    const second = visit(browserStorage());
    const told = await second.call('open', { ...OPEN, canary: lastCanary(first) });
    expect(told.storage.losses).toMatchObject([{ name: 'Mine', expected: 12_000, found: 0 }]);
    const calmed = await second.call('forgetLosses', null);
    expect(calmed).toMatchObject({ reason: null, message: null, losses: [] });
    const third = visit(browserStorage());
    const silent = await third.call('open', { ...OPEN, canary: lastCanary(second) });
    expect(silent.storage).toMatchObject({ reason: null, losses: [] });
  });

  it('is settled when the same file brings the corpus back', async () => {
    const canary = await wiped();
    const survivor = visit(browserStorage());
    await survivor.call('open', { ...OPEN, canary });
    await bring(survivor, file);
    const state = await survivor.call('storage', { persist: false });
    expect(state).toMatchObject({ reason: null, losses: [] });
    expect(lastCanary(survivor)).not.toContain('"lost"');
  });
});

describe('F18 the newest writes were lost in silence', () => {
  it('is noticed by the canary', async () => {
    const engine = visit(browserStorage());
    await engine.call('open', OPEN);
    const older = await snapshot();
    await bring(engine, madeFile(300), 'sample');
    const canary = lastCanary(engine);
    await putBack(older);
    const { storage } = await visit(browserStorage()).call('open', { ...OPEN, canary });
    expect(storage.reason).toBe('lost');
    expect(storage.message).toContain('332 comments expected, 32 found');
  });
});

describe('F19 bit rot in a stored chunk', () => {
  it('puts the chunk aside: its comments stay listed without text, the rest is whole', async () => {
    const { id, storage } = await brought(new FaultyStorage(browserStorage()));
    storage.onChunk = (chunk): StoredChunk | null => {
      if (chunk?.seq !== 1) return chunk;
      const body = (chunk.buffers['body'] as Uint8Array<ArrayBuffer>).slice();
      body[7] = (body[7] ?? 0) ^ 4;
      return { ...chunk, buffers: { ...chunk.buffers, body } };
    };
    const later = visit(storage);
    expect(await readEverything(later, id)).toBe(COMMENTS - 5000);
    const state = await later.call('storage', { persist: false });
    expect(state.reason).toBe('corrupt');
    expect(state.message).toMatch(/^5000 comments/);
    expect((await later.call('look', DEFAULT_VIEW)).shown).toBe(COMMENTS);
  });

  it('is found behind an open corpus whose texts nobody asks for, and counted once for all', async () => {
    const { id, storage } = await brought(new FaultyStorage(browserStorage()));
    const read: number[] = [];
    storage.onChunk = (chunk): StoredChunk | null => {
      read.push(chunk?.seq ?? -1);
      return chunk && chunk.seq > 0 ? { ...chunk, checksum: 'another' } : chunk;
    };
    const later = visit(storage, { check: { firstMs: 0, betweenMs: 0 } });
    await later.call('open', { ...OPEN, id });
    await later.call('look', DEFAULT_VIEW);
    const told = (): string[] =>
      later.events.flatMap((event) =>
        event.event === 'storage' && event.storage.reason === 'corrupt'
          ? [event.storage.message ?? '']
          : [],
      );
    await eventually(() => expect(told().at(-1)).toMatch(/^7000 comments of “Mine” are damaged/));
    expect(read.filter((seq) => seq === 0)).toHaveLength(1);
  });

  it('brings the text back from the same file, and nothing else changes', async () => {
    const { id, storage } = await brought(browserStorage());
    const before = await snapshot();
    for (const seq of [0, 2]) {
      const chunk = await storage.chunk(id, seq);
      if (!chunk) throw new Error('no chunk');
      (chunk.buffers['body'] as Uint8Array<ArrayBuffer>)[9]! ^= 1;
      await storage.commit({ chunk });
    }
    const later = visit(browserStorage());
    expect(await readEverything(later, id)).toBe(5000);
    await bring(later, file);
    expect(await readEverything(later, id)).toBe(COMMENTS);
    expect(await later.call('storage', { persist: false })).toMatchObject({ reason: null });
    expect((await snapshot()).get('chunks')).toEqual(before.get('chunks'));
    expect(await later.call('list', null)).toHaveLength(1);
  });

  it('brings back a chunk that is gone, and leaves one that another program would not make', async () => {
    const { id, storage } = await brought(new FaultyStorage(browserStorage()));
    storage.onChunk = (chunk): StoredChunk | null => {
      if (chunk?.seq === 0) return { ...chunk, checksum: 'of another version' };
      return chunk;
    };
    const chunk = await storage.chunk(id, 1);
    const later = visit(storage);
    expect(await readEverything(later, id)).toBe(COMMENTS - 5000);
    const { commits } = storage;
    commits.length = 0;
    await bring(later, file);
    expect(commits.filter((commit) => commit.chunk)).toEqual([]);
    storage.onChunk = (read): StoredChunk | null => (read?.seq === 1 ? null : read);
    await later.call('open', { ...OPEN, id });
    await readEverything(later, id);
    await bring(later, file);
    expect(commits.flatMap((commit) => commit.chunk ?? [])).toEqual([chunk]);
  });

  it('says nothing of a corpus that is closed', async () => {
    const { id, storage } = await brought(new FaultyStorage(browserStorage()));
    const later = visit(storage, { check: { firstMs: 0, betweenMs: 0 } });
    let reads = 0;
    storage.onChunk = (): null => {
      reads++;
      if (reads === 1) later.engine.closeSession();
      return null;
    };
    await later.call('open', { ...OPEN, id });
    await eventually(() => expect(reads).toBe(1));
    const { reason } = await later.call('storage', { persist: false });
    expect(reason).toBeNull();
  });

  it('puts damaged columns together again from the chunks', async () => {
    const { engine, id, part, storage } = await brought(browserStorage());
    const before = await engine.call('look', { ...DEFAULT_VIEW, by: [] });
    const columns = await part('columns');
    (columns.buffers['column.time'] as Float64Array)[3] = 1;
    await storage.commit({ parts: [columns] });
    const later = visit(browserStorage());
    expect(await readEverything(later, id)).toBe(COMMENTS);
    const after = await later.call('look', DEFAULT_VIEW);
    expect(after.histogram).toEqual(before.histogram);
    expect(after.commenters).toEqual(before.commenters);
  });

  it('makes a damaged search index again', async () => {
    const { engine, id, part, storage } = await brought(browserStorage());
    const query = { ...DEFAULT_VIEW, query: 'e* -a*' };
    const before = await engine.call('look', query);
    expect(before.shown).toBeGreaterThan(0);
    const index = await part('index');
    (index.buffers['body.entries'] as Uint8Array)[3] = 255;
    await storage.commit({ parts: [index] });
    const later = visit(browserStorage());
    await later.call('open', { ...OPEN, id });
    expect((await later.call('look', query)).shown).toBe(before.shown);
  });

  it('refuses a corpus whose tables are gone, naming the files', async () => {
    const { id, part, storage } = await brought(browserStorage());
    const tables = await part('tables');
    await storage.commit({ parts: [{ ...tables, checksum: 'x' }] });
    const opening = visit(browserStorage()).call('open', { ...OPEN, id });
    await expect(opening).rejects.toMatchObject({ code: 'corrupt' });
    await expect(opening).rejects.toThrow(/mine\.jsonl/);
  });
});

describe('F20 everything was evicted, localStorage too', () => {
  it('is a first visit again', async () => {
    await visit(browserStorage()).call('open', OPEN);
    freshProfile();
    const host = dataHost();
    const summary = await visit(browserStorage(), { fetch: host.fetch }).call('open', {
      ...OPEN,
      canary: null,
    });
    expect(summary).toMatchObject({ count: 32, storage: { reason: null } });
    expect(host.asked).toHaveLength(3);
  });
});

describe('F24 another tab deletes what this one shows', () => {
  it('throws nothing, says so, and the corpus is gone for both', async () => {
    const first = visit(browserStorage());
    await first.call('open', OPEN);
    await first.call('look', DEFAULT_VIEW);
    await visit(browserStorage()).call('remove', { id: 'sample' });
    (await first.engine.session()).corpus.text.clear();
    const rows = await first.call('rows', { order: 'threads', start: 0, end: 50 });
    expect(rows).toHaveLength(34);
    expect(await first.call('list', null)).toEqual([]);
    await eventually(async () => {
      const { reason, message } = await first.call('storage', { persist: false });
      expect([reason, message]).toEqual(['lost', expect.stringMatching(/another tab/)]);
    });
    await expect(first.call('rename', { id: 'sample', name: 'x' })).rejects.toMatchObject({
      code: 'lost',
    });
  });
});

describe('F37 memory pressure', () => {
  it('drops text that can be read again, and nothing changes', async () => {
    const engine = visit(browserStorage());
    await engine.call('open', OPEN);
    await engine.call('look', DEFAULT_VIEW);
    const ask = { order: 'threads', start: 0, end: 50 } as const;
    const before = await engine.call('rows', ask);
    (await engine.engine.session()).corpus.text.clear();
    expect(await engine.call('rows', ask)).toEqual(before);
  });
});
