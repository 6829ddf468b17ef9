import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import type { CommentRow } from '../../src/engine/protocol.ts';
import { DATA_URL, testEngine, type TestEngine } from './support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };

async function comments(engine: TestEngine): Promise<CommentRow[]> {
  await engine.call('look', DEFAULT_VIEW);
  const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 1000 });
  return rows.filter((row) => row.kind === 'comment');
}

it('saves a backup that comes back as the same comments', async () => {
  const engine = testEngine();
  await engine.call('generate', { comments: 400 });
  const before = await comments(engine);
  const { blob, report, fileName } = await engine.call('exportCorpus', {
    exporter: 'backup',
    gzip: true,
    shownOnly: false,
  });
  expect(report.comments).toBe(400);
  expect(fileName).toMatch(/\.gz$/);
  const other = testEngine();
  const file = new File([blob], fileName);
  const { files } = await other.call('importFiles', { files: [file], into: null, name: 'Back' });
  expect(files).toMatchObject([{ status: 'imported', receipt: { found: 400, rejected: 0 } }]);
  const after = await comments(other);
  const plain = (list: CommentRow[]): unknown[] =>
    list.map(({ row, body, timeMin, author, reply, duplicateOf }) => [
      ...[row, body, timeMin, author.name, reply.parent?.row, duplicateOf?.row],
    ]);
  expect(plain(after)).toEqual(plain(before));
});

it('writes only what the view shows when asked to, in every format', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const { shown } = await engine.call('look', { ...DEFAULT_VIEW, by: ['Mystic'] });
  for (const { id } of await engine.call('exporters', null)) {
    const request = { exporter: id, gzip: false, shownOnly: true };
    const { blob, report } = await engine.call('exportCorpus', request);
    expect(blob.size).toBeGreaterThan(10);
    if (report.comments > 0) expect(report.comments).toBe(shown);
  }
  expect(shown).toBeGreaterThan(0);
  const unknown = { exporter: 'nothing', gzip: false, shownOnly: false };
  await expect(engine.call('exportCorpus', unknown)).rejects.toMatchObject({ code: 'internal' });
});
