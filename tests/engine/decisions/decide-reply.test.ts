import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import type { CommentRow } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { FaultyStorage } from '../../faults/support/faulty-storage.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };

async function opened(engine: TestEngine = testEngine()): Promise<TestEngine> {
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
  return engine;
}

async function comments(engine: TestEngine): Promise<CommentRow[]> {
  const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 200 });
  return rows.filter((row) => row.kind === 'comment');
}

it('refuses in words what cannot be a parent, and keeps what held', async () => {
  const engine = await opened();
  const all = await comments(engine);
  const [first, second] = all;
  const elsewhere = all.find(({ article }) => article !== first?.article)?.row ?? -1;
  const row = second?.row ?? -1;
  const refused = async (parent: number): Promise<string> =>
    engine.call('correct', { kind: 'choose', row, parent }).then(
      () => 'taken',
      (error: unknown) => String(error),
    );
  expect(await refused(row)).toContain('cannot answer itself');
  expect(await refused(elsewhere)).toContain('under another article');
  expect(await refused(4000)).toContain('no such comment');
  const below = all.find(({ reply }) => reply.parent?.row === row)?.row ?? -1;
  expect(await refused(below)).toContain('itself read as an answer to this one');
  expect(await engine.call('corrections', null)).toEqual([]);
  expect((await comments(engine)).map(({ reply }) => reply)).toEqual(all.map(({ reply }) => reply));
});

it('lets a comment answer a later one once that one is said to answer something else', async () => {
  const engine = await opened();
  const all = await comments(engine);
  const row = all[1]?.row ?? -1;
  const below = all.find(({ reply }) => reply.parent?.row === row)?.row ?? -1;
  await engine.call('correct', { kind: 'choose', row: below, parent: null });
  await engine.call('correct', { kind: 'choose', row, parent: below });
  const now = (await comments(engine)).find((one) => one.row === row);
  expect(now?.reply).toMatchObject({ kind: 'settled', parent: { row: below } });
  expect(now?.depth).toBe(1);
  const { replies } = await engine.call('look', { ...DEFAULT_VIEW, threshold: 1 });
  expect(replies).toEqual({ stated: 0, settled: 1, low: 1, high: 1 });
});

it('does not count what could not be stored', async () => {
  const storage = new FaultyStorage(new MemoryStorage());
  const engine = await opened(testEngine({ storage }));
  const row = (await comments(engine))[1]?.row ?? -1;
  await engine.call('correct', { kind: 'confirm', row, parent: 0 });
  const before = await engine.call('corrections', null);
  storage.beforeCommit = () => {
    throw new Error('disk full');
  };
  await expect(engine.call('correct', { kind: 'choose', row, parent: null })).rejects.toThrow();
  expect(await engine.call('corrections', null)).toEqual(before);
});

it('survives a reload, and an import of the same file into another corpus', async () => {
  const storage = new MemoryStorage();
  const engine = testEngine({ storage });
  const lines = Array.from({ length: 6 }, (_, i) =>
    JSON.stringify({ id: `c${i}`, thread: 'page', author: `w${i % 3}`, body: `text ${i}` }),
  );
  const files = [new File([lines.join('\n')], 'page.jsonl')];
  await engine.call('importFiles', { files, into: null, name: 'first' });
  await engine.call('correct', { kind: 'choose', row: 4, parent: 1 });
  await engine.call('correct', { kind: 'reject', row: 5, parent: null });
  const said = await engine.call('corrections', null);
  expect(said).toMatchObject([
    { row: 4, kind: 'choose', article: 'page', parent: { row: 1 } },
    { row: 5, kind: 'reject', article: 'page', parent: null },
  ]);
  const again = testEngine({ storage });
  await again.call('importFiles', { files, into: null, name: 'second' });
  expect(await again.call('corrections', null)).toEqual(said);
  await again.call('look', DEFAULT_VIEW);
  const five = (await comments(again)).find(({ row }) => row === 4);
  expect(five?.reply).toMatchObject({ kind: 'settled', parent: { row: 1 } });
});
