import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { NO_MODEL } from '../../../src/engine/replies/page-model.ts';
import type { CommentRow } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

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

/** Chunks are read as slowly as from a busy disk. */
class SlowStorage extends MemoryStorage {
  delayMs = 0;
  override async chunk(corpus: string, seq: number): ReturnType<MemoryStorage['chunk']> {
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    return super.chunk(corpus, seq);
  }
}

it('waits for all of a search that is still going on, for tables and networks', async () => {
  const storage = new SlowStorage();
  const { id } = await testEngine({ storage, model: NO_MODEL }).call('generate', {
    comments: 12_000,
  });
  const view = { ...DEFAULT_VIEW, query: '/[a-z]e/' };
  const opened = async (): Promise<TestEngine> => {
    const engine = testEngine({ storage, model: NO_MODEL });
    await engine.call('open', { id, dataUrl: DATA_URL });
    return engine;
  };
  const exact = await opened();
  let whole = await exact.call('look', view);
  while (whole.isPartial) whole = await exact.call('look', view);
  storage.delayMs = 150;
  for (const exporter of ['csv-exact', 'gexf']) {
    const engine = await opened();
    const partial = await engine.call('look', view);
    expect(partial).toMatchObject({ isPartial: true });
    expect(partial.shown).toBeLessThan(whole.shown);
    const request = { exporter, gzip: false, shownOnly: true };
    const made = await engine.call('exportCorpus', request);
    const expected = await exact.call('exportCorpus', request);
    expect(made.report).toEqual(expected.report);
    expect(await made.blob.text()).toBe(await expected.blob.text());
    expect(await engine.call('look', view)).toMatchObject({
      isPartial: false,
      shown: whole.shown,
    });
  }
});

it('is cancelled while it waits for a search', async () => {
  const storage = new SlowStorage();
  const { id } = await testEngine({ storage, model: NO_MODEL }).call('generate', {
    comments: 12_000,
  });
  const engine = testEngine({ storage, model: NO_MODEL });
  await engine.call('open', { id, dataUrl: DATA_URL });
  storage.delayMs = 150;
  const view = { ...DEFAULT_VIEW, query: '/[a-z]e/' };
  expect(await engine.call('look', view)).toMatchObject({ isPartial: true });
  const abort = new AbortController();
  const request = { exporter: 'csv-exact', gzip: false, shownOnly: true };
  const waiting = engine.call('exportCorpus', request, abort.signal);
  setTimeout(() => abort.abort(), 20);
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  storage.delayMs = 0;
  let again = await engine.call('look', view);
  while (again.isPartial) again = await engine.call('look', view);
  expect(again.shown).toBeGreaterThan(1000);
});

const SAMPLE_RULES = { by: ['Mystic'] };

async function exported(
  engine: TestEngine,
  exporter: string,
  shownOnly: boolean,
): Promise<{ text: string; comments: number; notes: string[]; file: File }> {
  const request = { exporter, gzip: false, shownOnly };
  const { blob, report, notes, fileName } = await engine.call('exportCorpus', request);
  const file = new File([blob], fileName);
  return { text: await blob.text(), comments: report.comments, notes, file };
}

it('counts what the view counts, and all of it when asked for all', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const { shown, total } = await engine.call('look', { ...DEFAULT_VIEW, ...SAMPLE_RULES });
  expect(shown).toBeLessThan(total);
  const formats = await engine.call('exporters', null);
  for (const { id } of formats.filter((format) => format.id !== 'decisions')) {
    expect((await exported(engine, id, true)).comments).toBe(shown);
    expect((await exported(engine, id, false)).comments).toBe(total);
  }
});

it('backs up the bundled corpus so that the same comments come back', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const before = await comments(engine);
  const { file } = await exported(engine, 'backup', false);
  const other = testEngine();
  const { files } = await other.call('importFiles', { files: [file], into: null, name: 'Back' });
  expect(files).toMatchObject([{ status: 'imported', receipt: { declared: 32, found: 32 } }]);
  const facts = (list: CommentRow[]): unknown[] =>
    list.map(({ row, body, timeMin, timeText, author, isGuest, line, article }) => [
      ...[row, body, timeMin, timeText, author.name, isGuest, line, article],
    ]);
  expect(facts(await comments(other))).toEqual(facts(before));
});

it('marks inferred replies with their probability, and says so', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const rows = await comments(engine);
  const inferred = rows.filter(({ reply }) => reply.kind === 'inferred' && reply.parent !== null);
  const { text, notes, file } = await exported(engine, 'csv-exact', false);
  expect(inferred.length).toBeGreaterThan(5);
  expect(notes.join(' ')).toContain(`${inferred.length} replies in it are inferred`);
  const marked = text.match(/,inferred,(0(\.\d+)?|1),/g) ?? [];
  expect(marked.length).toBeGreaterThanOrEqual(inferred.length);
  expect(text).not.toMatch(/,inferred,,/);
  const other = testEngine();
  await other.call('importFiles', { files: [file], into: null, name: 'Back' });
  const again = await comments(other);
  expect(again.map(({ body }) => body)).toEqual(rows.map(({ body }) => body));
  expect(again.filter(({ reply }) => reply.kind === 'stated')).toEqual([]);
});

it('writes what the reader settled as settled, and a backup says what it carries', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  await comments(engine);
  await engine.call('correct', { kind: 'choose', row: 3, parent: 0 });
  const csv = await exported(engine, 'csv-exact', false);
  expect(csv.text).toMatch(/,settled,1,/);
  const { notes } = await exported(engine, 'backup', false);
  expect(notes.join(' ')).toContain('1 decision of yours on replies and names is in it');
});

it('writes a network whose edges lead to its nodes', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  await comments(engine);
  const { text } = await exported(engine, 'gexf', false);
  const nodes = [...text.matchAll(/<node id="(n\d+)"/g)].map(([, id]) => id);
  const ends = [...text.matchAll(/source="(n\d+)" target="(n\d+)"/g)].flatMap(([, a, b]) => [a, b]);
  expect(ends.length).toBeGreaterThan(4);
  expect(nodes).toEqual(expect.arrayContaining(ends));
  const written = [...text.matchAll(/for="comments" value="(\d+)"/g)];
  expect(written.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(32);
});

it('keeps formulas and forbidden characters out, and says how many', async () => {
  const engine = testEngine();
  const rows = [
    { id: 'a', author: 'kim\u0001', text: '=HYPERLINK("x")', time: '2017-01-23T10:00' },
    { id: 'b', author: '@lee', text: 'plain', time: '2017-01-23T10:01', parent: 'a' },
  ];
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const file = new File([lines], 'rows.jsonl');
  await engine.call('importFiles', { files: [file], into: null, name: 'Rows' });
  await engine.call('look', DEFAULT_VIEW);
  const sheet = await exported(engine, 'csv-spreadsheet', false);
  expect(sheet.text).toContain(`"'=HYPERLINK(""x"")"`);
  expect(sheet.text).toContain("'@lee");
  expect(sheet.notes.join(' ')).toContain('2 cells looked like formulas');
  const network = await exported(engine, 'gexf', false);
  expect(network.text).toContain('label="kim"');
  expect(network.notes.join(' ')).toContain('1 character that this format forbids was left out');
});

it('says when a reply leads out of what is shown', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  await engine.call('look', { ...DEFAULT_VIEW, ...SAMPLE_RULES });
  const { notes } = await exported(engine, 'csv-exact', true);
  expect(notes.join(' ')).toContain('not shown and so not in the file');
  expect((await exported(engine, 'csv-exact', false)).notes.join(' ')).not.toContain('not shown');
});

it('stops when it is told to', async () => {
  const engine = testEngine();
  await engine.call('open', OPEN);
  const abort = new AbortController();
  abort.abort();
  const request = { exporter: 'backup', gzip: false, shownOnly: false };
  await expect(engine.call('exportCorpus', request, abort.signal)).rejects.toMatchObject({
    code: 'aborted',
  });
});

it('says which comments have lost their text in storage, and keeps their place', async () => {
  const storage = new MemoryStorage();
  await testEngine({ storage }).call('open', OPEN);
  storage.chunk = () => Promise.resolve(null);
  const engine = testEngine({ storage });
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
  const { text, comments: written, notes } = await exported(engine, 'backup', false);
  expect(written).toBe(32);
  expect(notes.join(' ')).toContain('32 comments are damaged in this browser’s storage');
  const ids = text.match(/\{"comment":\{"id":"[^"]+"/g) ?? [];
  expect(new Set(ids).size).toBe(32);
});
