import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { bring, DATA_URL, madeFile, testEngine } from '../../faults/support/world.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
const CAPTURE = '003_81a823519a3952f0.txt';

it('recognises the same files by content, whatever they are called, and doubles nothing', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const bytes = readFileSync(`public/data/${CAPTURE}`);
  const renamed = new File([bytes], 'other-name.txt');
  const into = await engine.call('importFiles', { files: [renamed], into: 'sample', name: '' });
  expect(into).toMatchObject({ corpus: null, files: [{ status: 'already-there' }] });
  expect((await engine.call('list', null))[0]?.count).toBe(32);

  await bring(engine, madeFile(120));
  const again = await engine.call('importFiles', {
    files: [madeFile(120)],
    into: null,
    name: 'Twice',
  });
  expect(again).toMatchObject({ corpus: { count: 120 }, files: [{ status: 'already-there' }] });
  expect(await engine.call('list', null)).toHaveLength(2);
});

it('adds sources to a corpus: rows, search and replies cover old and new alike', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
  const before = await engine.call('rows', { order: 'recorded', start: 0, end: 100 });
  await bring(engine, madeFile(300), 'sample');
  const look = await engine.call('look', DEFAULT_VIEW);
  expect(look).toMatchObject({ shown: 332, inferred: { done: 332, total: 332 } });
  const after = await engine.call('rows', { order: 'recorded', start: 0, end: before.length });
  const idsOf = (rows: typeof before): string[] =>
    rows.flatMap((row) => (row.kind === 'comment' ? [row.id] : []));
  expect(idsOf(after)).toEqual(idsOf(before));
  const old = await engine.call('look', { ...DEFAULT_VIEW, query: '"dogs can fly"' });
  expect(old.shown).toBeGreaterThan(0);
  const { files } = await engine.call('importFiles', {
    files: [new File([''], 'empty.txt'), new File(['\u0089PNG\r\n'], 'picture.csv')],
    into: 'sample',
    name: '',
  });
  expect(files.map(({ status }) => status)).toEqual(['refused', 'refused']);
  expect(files.every(({ message }) => message !== null)).toBe(true);
});

it('tells progress and ends it', async () => {
  const engine = testEngine();
  await bring(engine, madeFile(3000));
  const told = engine.events.flatMap((event) =>
    event.event === 'progress' ? [event.progress] : [],
  );
  expect(told[0]).toMatchObject({ stage: 'reading', comments: 0 });
  expect(told.at(-1)).toMatchObject({ stage: 'indexing', comments: 3000 });
  const read = told.findLast(({ stage }) => stage === 'reading');
  expect(read).toMatchObject({ comments: 3000, bytesRead: read?.bytesTotal });
});

it('notes with each chunk how far into the file it reaches', async () => {
  const storage = new MemoryStorage();
  const reach: [comments: number, bytes: number | undefined][] = [];
  const commit = storage.commit.bind(storage);
  storage.commit = (one) => {
    if (one.chunk) reach.push([one.chunk.end, one.row?.pending?.bytesRead]);
    return commit(one);
  };
  const file = madeFile(11_000);
  await bring(testEngine({ storage }), file);
  expect(reach.map(([comments]) => comments)).toEqual([5000, 10_000, 11_000]);
  for (const [comments, bytes = 0] of reach) {
    expect(bytes).toBeGreaterThanOrEqual(file.size * (comments / 11_000) * 0.9);
    expect(bytes).toBeLessThanOrEqual(file.size);
  }
});
