import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, dataHost, testEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };

it('fetches, checks, stores and shows the bundled corpus on the first visit', async () => {
  const { call } = testEngine();
  const summary = await call('open', OPEN);
  expect(summary).toMatchObject({
    id: 'sample',
    isSample: true,
    count: 32,
    undated: 0,
    namedCommenters: 6,
    nameless: { comments: 7, people: [1, 7] },
    articleCount: 2,
  });
  expect(summary.sources.map(({ comments }) => comments)).toEqual([13, 19]);
  const look = await call('look', DEFAULT_VIEW);
  expect(look).toMatchObject({ shown: 32, total: 32, listLength: 34 });
});

it('opens from storage on later visits without fetching anything', async () => {
  const storage = new MemoryStorage();
  const first = await testEngine({ storage }).call('open', OPEN);
  const host = dataHost();
  const second = await testEngine({ storage, fetch: host.fetch }).call('open', OPEN);
  expect(host.asked).toEqual([]);
  expect(second).toEqual(first);
});

it('infers the replies of the bundled corpus before it is shown', async () => {
  const { call } = testEngine();
  await call('open', OPEN);
  const look = await call('look', DEFAULT_VIEW);
  expect(look.inferred).toEqual({ done: 32, total: 32, unknowable: 0 });
  const rows = await call('rows', { order: 'threads', start: 0, end: 40 });
  expect(rows).toHaveLength(34);
  const comments = rows.filter((row) => row.kind === 'comment');
  expect(comments.filter(({ reply }) => reply.kind === 'inferred').length).toBeGreaterThan(25);
  expect(comments.every(({ reply }) => reply.gist !== '')).toBe(true);
});
