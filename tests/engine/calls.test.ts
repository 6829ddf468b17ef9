import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import type { CommentRow } from '../../src/engine/protocol.ts';
import { MemoryStorage } from '../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from './support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
let engine: TestEngine;
let storage: MemoryStorage;

beforeEach(async () => {
  storage = new MemoryStorage();
  engine = testEngine({ storage });
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
});

async function comments(order: 'threads' | 'recorded' = 'recorded'): Promise<CommentRow[]> {
  const rows = await engine.call('rows', { order, start: 0, end: 100 });
  return rows.filter((row) => row.kind === 'comment');
}

it('finds every comment by its id, in the list of the view', async () => {
  const list = await engine.call('rows', { order: 'threads', start: 0, end: 100 });
  for (const [at, row] of list.entries()) {
    if (row.kind === 'comment') expect(await engine.call('locate', { id: row.id })).toBe(at);
  }
  expect(await engine.call('locate', { id: 'nothing-1' })).toBe(-1);
  await engine.call('look', { ...DEFAULT_VIEW, query: 'nosuchwordanywhere -the' });
  expect(await engine.call('locate', { id: (list[1] as CommentRow).id })).toBe(-1);
});

it('gives the article, facets that can be searched, and threads laid over each other', async () => {
  const article = await engine.call('article', { index: 0 });
  expect(article.paragraphs.length).toBeGreaterThan(2);
  const found = await engine.call('facet', {
    kind: 'commenter',
    search: 'MYST',
    offset: 0,
    limit: 9,
  });
  expect(found).toMatchObject({ total: 1, rows: [{ label: 'Mystic' }] });
  const page = await engine.call('facet', { kind: 'commenter', search: '', offset: 2, limit: 2 });
  expect(page.rows).toHaveLength(2);
  const overlay = await engine.call('overlay', null);
  expect(overlay.by).toBe('article');
  expect(overlay.series.reduce((sum, { elapsedMin }) => sum + elapsedMin.length, 0)).toBe(32);
});

it('explains a reply with the comments its spans speak of', async () => {
  for (const { row, body, reply } of await comments()) {
    const panel = await engine.call('evidence', { row });
    expect(panel.comment.body).toBe(body);
    expect(panel.candidates[0]?.parent?.row ?? null).toBe(reply.parent?.row ?? null);
    expect(panel.candidates[0]?.probability).toBeCloseTo(reply.probability, 5);
    panel.candidates.forEach(({ parent }, at) => {
      expect(panel.candidateIndex[at] === null).toBe(parent === null);
    });
    const texts = new Map<number | 'article', string>([['article', panel.articleText]]);
    texts.set(panel.pageIndex, panel.comment.body);
    panel.candidates.forEach(({ parent }, at) => {
      if (parent) texts.set(panel.candidateIndex[at] ?? -1, parent.body);
    });
    for (const span of panel.candidates
      .flatMap(({ evidence }) => evidence)
      .flatMap((e) => e.spans)) {
      const text = texts.get(span.in);
      if (text !== undefined) expect(span.end).toBeLessThanOrEqual(text.length);
    }
  }
});

it('takes the word of the reader, keeps it past a re-import, and takes it back', async () => {
  const list = await comments();
  const row = 5;
  const parent = list[2]?.row ?? -1;
  await engine.call('correct', { kind: 'choose', row, parent });
  const chosen = (await comments()).find((comment) => comment.row === row);
  expect(chosen?.reply).toMatchObject({ kind: 'settled', probability: 1, parent: { row: parent } });
  expect(await engine.call('corrections', null)).toMatchObject([
    { row, kind: 'choose', parent: { row: parent } },
  ]);
  await engine.call('remove', { id: 'sample' });
  const again = testEngine({ storage });
  await again.call('open', OPEN);
  expect(await again.call('corrections', null)).toHaveLength(1);
  await again.call('look', DEFAULT_VIEW);
  const rows = await again.call('rows', { order: 'recorded', start: 0, end: 100 });
  const kept = rows.filter((one) => one.kind === 'comment').find((one) => one.row === row);
  expect(kept?.reply.parent?.row).toBe(parent);
  await again.call('correct', { kind: 'clear', row });
  expect(await again.call('corrections', null)).toEqual([]);
});

it('never draws what the reader has ruled out', async () => {
  const before = (await comments()).find(({ reply }) => reply.parent !== null);
  const ruledOut = before?.reply.parent?.row ?? -1;
  const row = before?.row ?? -1;
  await engine.call('correct', { kind: 'reject', row, parent: ruledOut });
  const after = (await comments()).find((comment) => comment.row === row);
  expect(after?.reply.parent?.row).not.toBe(ruledOut);
  expect(after?.reply.kind).toBe('inferred');
});

it('lists each rejection of a comment, also after it is opened again', async () => {
  const row = 7;
  await engine.call('correct', { kind: 'reject', row, parent: 2 });
  await engine.call('correct', { kind: 'reject', row, parent: null });
  await engine.call('correct', { kind: 'reject', row, parent: 3 });
  await engine.call('correct', { kind: 'choose', row, parent: 3 });
  const again = testEngine({ storage });
  await again.call('open', OPEN);
  for (const one of [engine, again]) {
    const listed = await one.call('corrections', null);
    expect(listed.map(({ kind, parent }) => [kind, parent?.row ?? null])).toEqual([
      ['reject', 2],
      ['reject', null],
      ['choose', 3],
    ]);
  }
});

it('shows the original lines of every comment', async () => {
  for (const { row, body, line } of await comments()) {
    const original = await engine.call('original', { row });
    const first = body.split('\n')[0] ?? '';
    expect(original?.startLine).toBeLessThanOrEqual(line ?? 0);
    expect(original?.lines.join('\n')).toContain(first);
  }
});

it('compares order models and follows the one that is chosen', async () => {
  const { changed } = await engine.call('compareOrder', { article: 0, order: 'nested' });
  const before = new Map((await comments()).map(({ id, reply }) => [id, reply.parent?.id ?? null]));
  const key = (
    await engine.call('facet', { kind: 'article', search: '', offset: 0, limit: 9 })
  ).rows.find(({ index }) => index === 0)?.key;
  await engine.call('look', { ...DEFAULT_VIEW, orderModels: { [key ?? '']: 'nested' } });
  const after = await comments();
  const moved = after.filter(({ id, reply }) => before.get(id) !== (reply.parent?.id ?? null));
  expect(moved.map(({ id }) => id).sort()).toEqual([...changed].sort());
  await engine.call('look', DEFAULT_VIEW);
  const back = await comments();
  expect(back.every(({ id, reply }) => before.get(id) === (reply.parent?.id ?? null))).toBe(true);
});

it('says which filter to drop when nothing is shown', async () => {
  const look = await engine.call('look', {
    ...DEFAULT_VIEW,
    by: ['Mystic'],
    query: 'nosuchwordhere123',
  });
  expect(look.shown).toBe(0);
  expect(look.remedies[0]).toMatchObject({ filter: 'query' });
  const nobody = await engine.call('look', { ...DEFAULT_VIEW, by: ['nobody at all'] });
  expect(nobody.shown).toBe(0);
});

it('marks matches in the bodies and nowhere else', async () => {
  await engine.call('look', { ...DEFAULT_VIEW, query: 'syria' });
  const found = await comments();
  expect(found.length).toBeGreaterThan(0);
  const marked = found.flatMap(({ body, marks }) =>
    marks.map(([start, end]) => body.slice(start, end)),
  );
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.every((text) => /syria/i.test(text))).toBe(true);
});

it('renames, lists and removes', async () => {
  await engine.call('rename', { id: 'sample', name: 'Two pages' });
  expect(await engine.call('list', null)).toMatchObject([
    { id: 'sample', name: 'Two pages', isSample: true, count: 32, state: 'complete' },
  ]);
  await engine.call('remove', { id: 'sample' });
  expect(await engine.call('list', null)).toEqual([]);
  await expect(engine.call('look', DEFAULT_VIEW)).rejects.toMatchObject({ code: 'lost' });
});

it('makes a corpus up, tests itself on its known replies, and infers when they are hidden', async () => {
  const summary = await engine.call('generate', { comments: 1500 });
  expect(summary).toMatchObject({ isGenerated: true, count: 1500 });
  expect(summary.stated).toBeGreaterThan(1000);
  const test = await engine.call('selfTest', null);
  expect(test.tested).toBeGreaterThan(500);
  expect(test.parentAccuracy.low).toBeLessThanOrEqual(test.parentAccuracy.value);
  expect(test.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(test.tested);
  expect(await engine.call('list', null)).toHaveLength(2);
});
