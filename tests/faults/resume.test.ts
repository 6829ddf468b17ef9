import { beforeEach, describe, expect, it } from 'vitest';
import { storageFault } from '../../src/engine/storage/storage-faults.ts';
import { FaultyStorage } from './support/faulty-storage.ts';
import {
  bring,
  browserStorage,
  freshProfile,
  madeFile,
  NAME,
  OPEN,
  readEverything,
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

/** An engine whose import broke off after `chunks` chunks, and the storage to watch. */
async function stopped(
  chunks: number,
  into: string | null = null,
): Promise<{ engine: TestEngine; storage: FaultyStorage; id: string }> {
  const storage = new FaultyStorage(browserStorage());
  let left = Infinity;
  storage.beforeCommit = ({ chunk }) => {
    if (chunk && left-- <= 0) throw storageFault(new DOMException('full', 'QuotaExceededError'));
  };
  const engine = visit(storage);
  await engine.call('open', OPEN);
  left = chunks;
  await expect(bring(engine, file, into)).rejects.toMatchObject({ code: 'quota' });
  storage.beforeCommit = () => undefined;
  const entries = await engine.call('list', null);
  const id = entries.find(({ stopped: left }) => left)?.id ?? '';
  return { engine, storage, id };
}

describe('a stopped import', () => {
  it('is listed with what it needs, and goes on from its last chunk', async () => {
    const { engine, storage, id } = await stopped(2);
    const entry = (await engine.call('list', null)).find((one) => one.id === id);
    expect(entry?.stopped).toMatchObject({
      comments: 10_000,
      source: NAME,
      bytesTotal: file.size,
      files: [{ name: NAME, bytes: file.size }],
    });
    expect(entry?.stopped?.bytesRead).toBeGreaterThan(file.size / 2);
    const before = storage.commits.length;
    const other = new File([await file.arrayBuffer()], 'renamed.jsonl');
    const { corpus, files } = await engine.call('resumeImport', { id, files: [other] });
    expect(corpus).toMatchObject({ count: COMMENTS });
    expect(files).toMatchObject([{ name: NAME, status: 'imported' }]);
    const chunks = storage.commits.slice(before).filter(({ chunk }) => chunk);
    expect(chunks.map(({ chunk }) => chunk?.seq)).toEqual([2]);
    expect(await storage.row(id)).toMatchObject({ state: 'complete', chain, pending: null });
  });

  it('refuses another file by size and by content, and changes nothing', async () => {
    const { engine, storage, id } = await stopped(1);
    const before = await storage.row(id);
    const short = engine.call('resumeImport', { id, files: [madeFile(10, 'short.jsonl')] });
    await expect(short).rejects.toThrow(/“short.jsonl” has \d+ bytes and is another file/);
    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[50] = 65;
    const twin = engine.call('resumeImport', { id, files: [new File([bytes], NAME)] });
    await expect(twin).rejects.toThrow(/its content is another/);
    expect(await storage.row(id)).toEqual(before);
  });

  it('reads on as the reader had chosen', async () => {
    const storage = new FaultyStorage(browserStorage());
    const engine = visit(storage);
    await engine.call('open', OPEN);
    storage.beforeCommit = ({ chunk }) => {
      if (chunk?.seq === 1) throw storageFault(new DOMException('full', 'QuotaExceededError'));
    };
    const reading = { mapping: { author: '' } };
    const input = { files: [file], into: null, name: 'Mine', readings: [reading] };
    await expect(engine.call('importFiles', input)).rejects.toMatchObject({ code: 'quota' });
    storage.beforeCommit = () => undefined;
    const id = (await engine.call('list', null)).find((entry) => entry.stopped)?.id ?? '';
    const { corpus, files } = await engine.call('resumeImport', { id, files: [file] });
    expect(corpus).toMatchObject({ count: COMMENTS, namedCommenters: 0 });
    expect(files[0]?.receipt?.chosen).toEqual(reading);
  });

  it('is discarded: gone when it was new, as before when it was added to', async () => {
    const fresh = await stopped(1);
    await fresh.engine.call('discardImport', { id: fresh.id });
    expect(await fresh.storage.row(fresh.id)).toBeNull();
    freshProfile();
    const added = await stopped(1, 'sample');
    expect(added.id).toBe('sample');
    await added.engine.call('discardImport', { id: 'sample' });
    expect(await added.storage.row('sample')).toMatchObject({ upTo: 32, pending: null });
    expect(await readEverything(added.engine, 'sample')).toBe(32);
  });

  it('that was adding to a corpus goes on too', async () => {
    const { engine, id } = await stopped(2, 'sample');
    const { corpus } = await engine.call('resumeImport', { id, files: [file] });
    expect(corpus).toMatchObject({ id: 'sample', count: 32 + COMMENTS });
  });

  it('is no stopped import while a tab writes', async () => {
    const { engine, id } = await stopped(1);
    const held = engine.engine.ports.lock.run(100, async () => engine.call('list', null));
    expect((await held).find((entry) => entry.id === id)?.stopped).toBeNull();
  });
});
