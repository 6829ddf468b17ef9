import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import type { CommentRow } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
let engine: TestEngine;

beforeEach(async () => {
  engine = testEngine();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
});

async function comments(of: TestEngine): Promise<CommentRow[]> {
  await of.call('look', DEFAULT_VIEW);
  const rows = await of.call('rows', { order: 'recorded', start: 0, end: 1000 });
  return rows.filter((row) => row.kind === 'comment');
}

async function exported(
  of: TestEngine,
  more: Partial<{ exporter: string; gzip: boolean; shownOnly: boolean }> = {},
) {
  const request = { exporter: 'backup', gzip: false, shownOnly: false, ...more };
  const { blob, fileName, notes, report } = await of.call('exportCorpus', request);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { file: new File([blob], fileName), fileName, notes, report, bytes };
}

/** Confirms, chooses and rejects parents, decides on two nicknames, merges twice and takes one back. */
async function decide(): Promise<void> {
  await engine.call('correct', { kind: 'confirm', row: 1, parent: 0 });
  await engine.call('correct', { kind: 'choose', row: 5, parent: null });
  await engine.call('correct', { kind: 'reject', row: 7, parent: 2 });
  await engine.call('correct', { kind: 'reject', row: 7, parent: null });
  const commenter = 'ArabDemocrat.com';
  await engine.call('nameVerdict', { form: 'Salafidemocrat', commenter, verdict: 'confirm' });
  await engine.call('nameVerdict', { form: 'Butcher', commenter, verdict: 'veto' });
  await engine.call('merge', { kind: 'merge', from: ['the_roar'], into: 'Mystic' });
  await engine.call('merge', { kind: 'merge', from: ['gigahabib'], into: 'the_roar' });
  const pairs = [{ from: 'the_roar', into: 'Mystic' }];
  await engine.call('merge', { kind: 'take-back', pairs });
}

/** The reader's word, whatever the ids of the corpus are. */
async function word(of: TestEngine): Promise<unknown> {
  const corrections = await of.call('corrections', null);
  const { names } = await of.call('names', null);
  const merges = await of.call('merges', null);
  return {
    replies: corrections.map(({ row, kind, parent }) => [row, kind, parent?.row ?? null]),
    names: names.map(({ form, state, commenter }) => [form, commenter.name, state]).sort(),
    merges: merges.map(({ from, into, now }) => [from.name, into.name, now.name]),
  };
}

async function restored(file: File, into: string | null = null): Promise<TestEngine> {
  const other = testEngine();
  const { files } = await other.call('importFiles', { files: [file], into, name: file.name });
  expect(files).toMatchObject([{ status: 'imported' }]);
  return other;
}

describe.each([false, true])('a backup, gzip %s', (gzip) => {
  it('comes back with the same bytes, comments, corrections, nicknames and merges', async () => {
    await decide();
    const { file, fileName, bytes, report } = await exported(engine, { gzip });
    expect(fileName).toMatch(gzip ? /\.repartee\.jsonl\.gz$/ : /\.repartee\.jsonl$/);
    expect(report).toMatchObject({ comments: 32, decisions: 6 });
    const other = await restored(file);
    expect(await word(other)).toEqual(await word(engine));
    const facts = (rows: CommentRow[]): unknown[] =>
      rows.map(({ row, body, author, signed, timeMin, line, reply }) => [
        ...[row, body, author.name, signed, timeMin, line, reply.kind, reply.parent?.row],
      ]);
    expect(facts(await comments(other))).toEqual(facts(await comments(engine)));
    const again = await exported(other, { gzip });
    expect(again.fileName).toBe(fileName);
    if (!gzip) expect(again.bytes).toEqual(bytes);
    const plain = await exported(other);
    expect(plain.bytes).toEqual((await exported(engine)).bytes);
  });
});

describe('the receipts of imports', () => {
  const sourcesOf = async (of: TestEngine) => (await of.engine.summary()).sources;

  it('are in a backup, come back with it, and with a backup of what it gave', async () => {
    const other = await restored((await exported(engine)).file);
    const [source, ...more] = await sourcesOf(other);
    expect(more).toEqual([]);
    expect(source?.receipt).toMatchObject({ kind: 'backup', found: 32, rejected: 0 });
    const before = await sourcesOf(engine);
    expect(source?.receipt.restored).toMatchObject(
      before.map(({ name, importer, importerLabel, bytes, comments, receipt }) => ({
        ...{ name, importer, importerLabel, bytes, comments, receipt },
      })),
    );
    const again = await restored((await exported(other)).file);
    const [last] = await sourcesOf(again);
    expect(last?.receipt.restored).toEqual(source?.receipt.restored);
  });

  it('tell of each source how many of its comments are in a part of the corpus', async () => {
    const [first] = await sourcesOf(engine);
    const { articles } = await engine.engine.summary();
    await engine.call('look', {
      ...DEFAULT_VIEW,
      in: [articles.find(({ index }) => index === 0)?.key ?? ''],
    });
    const { file, notes, report } = await exported(engine, { shownOnly: true });
    expect(notes.join(' ')).toContain('1 receipt of an import is in it');
    const other = await restored(file);
    const [source] = await sourcesOf(other);
    expect(source?.receipt.restored).toHaveLength(1);
    expect(source?.receipt.restored?.[0]).toMatchObject({
      ...{ name: first?.name, comments: report.comments, receipt: { found: first?.comments } },
    });
  });
});

it('opens a backup of the version before, which had no receipts', async () => {
  const { bytes } = await exported(engine);
  const [header = '', ...lines] = new TextDecoder().decode(bytes).split('\n').slice(0, -2);
  const { sources: _sources, ...old } = JSON.parse(header) as { sources: number };
  const kept = lines.filter((line) => !line.startsWith('{"source":'));
  const text = [JSON.stringify({ ...old, version: 2 }), ...kept, ''].join('\n');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const end = JSON.stringify({ end: { articles: 2, comments: 32, decisions: 0, sha256 } });
  const other = await restored(new File([`${text}${end}\n`], 'old.repartee.jsonl'));
  const [source] = (await other.engine.summary()).sources;
  expect(source?.comments).toBe(32);
  expect(source?.receipt.restored).toBeUndefined();
});

it('carries only decisions on what is in it, by their new places, and says what it leaves', async () => {
  await decide();
  const last = (await comments(engine)).at(-1);
  const { articles } = await engine.engine.summary();
  const key = articles.find(({ index }) => index === last?.article)?.key ?? '';
  await engine.call('look', { ...DEFAULT_VIEW, in: [key] });
  const { file, report, notes } = await exported(engine, { shownOnly: true });
  expect(report.decisions).toBeLessThan(6);
  expect(notes.join(' ')).toContain('not in the file, and so');
  const other = await restored(file);
  for (const { row } of await other.call('corrections', null)) {
    expect(row).toBeLessThan(report.comments);
  }
});

it('keeps what the reader went on to decide when the same backup is restored again', async () => {
  await decide();
  const { file } = await exported(engine);
  const storage = new MemoryStorage();
  const other = testEngine({ storage });
  const first = await other.call('importFiles', { files: [file], into: null, name: 'a' });
  await other.call('look', DEFAULT_VIEW);
  await other.call('correct', { kind: 'clear', row: 1 });
  const left = await word(other);
  await other.call('remove', { id: first.corpus?.id ?? '' });
  await other.call('importFiles', { files: [file], into: null, name: 'a' });
  expect(await word(other)).toEqual(left);
});

it('is restored under its own name into a corpus of its own, never into another', async () => {
  const { file } = await exported(engine);
  const other = testEngine();
  const { corpus } = await other.call('importFiles', { files: [file], into: null, name: 'file' });
  const { name } = await engine.call('open', OPEN);
  expect(corpus?.name).toBe(name);
  const more = new File(['{"author":"kim","text":"hello"}\n'], 'more.jsonl');
  const { corpus: own } = await other.call('importFiles', { files: [more], into: null, name: 'm' });
  const into = own?.id ?? '';
  const call = other.call('importFiles', { files: [file], into, name: 'm' });
  await expect(call).rejects.toThrow('corpus of its own');
  expect((await other.call('open', { id: into, dataUrl: DATA_URL })).count).toBe(1);
});

describe('a backup that is damaged or cut', () => {
  it('stores nothing, wherever it is, and says where', async () => {
    await decide();
    const { bytes } = await exported(engine);
    const text = new TextDecoder().decode(bytes);
    for (const part of [0.0003, 0.001, 0.02, 0.3, 0.6, 0.95]) {
      const at = Math.floor(bytes.length * part);
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      for (const broken of [changed, bytes.slice(0, at)]) {
        const other = testEngine();
        const file = new File([broken], 'b.repartee.jsonl');
        const { corpus, files } = await other.call('importFiles', {
          ...{ files: [file], into: null, name: 'b' },
        });
        expect(corpus).toBeNull();
        expect(files).toMatchObject([{ status: 'refused' }]);
        expect(files[0]?.message).toMatch(/This backup is not whole: .*line/);
        expect(await other.call('list', null)).toEqual([]);
      }
    }
    const swapped = text.split('\n');
    [swapped[4], swapped[5]] = [swapped[5] ?? '', swapped[4] ?? ''];
    const other = testEngine();
    const files = [new File([swapped.join('\n')], 'b.repartee.jsonl')];
    const answer = await other.call('importFiles', { files, into: null, name: 'b' });
    expect(answer.files[0]?.message).toContain('does not match its sha-256');
  });

  it('stores nothing when its gzip is cut', async () => {
    const { bytes } = await exported(engine, { gzip: true });
    const other = testEngine();
    const files = [new File([bytes.slice(0, bytes.length * 0.7)], 'b.repartee.jsonl.gz')];
    const answer = await other.call('importFiles', { files, into: null, name: 'b' });
    expect(answer).toMatchObject({ corpus: null, files: [{ status: 'refused' }] });
    expect(await other.call('list', null)).toEqual([]);
  });

  it('stores nothing of one from a newer version', async () => {
    const { bytes } = await exported(engine);
    const newer = new TextDecoder().decode(bytes).replace('"version":3', '"version":4');
    const other = testEngine();
    const files = [new File([newer], 'b.repartee.jsonl')];
    const answer = await other.call('importFiles', { files, into: null, name: 'b' });
    expect(answer.files[0]?.message).toContain('newer version');
    expect(answer.corpus).toBeNull();
  });
});

describe('other files', () => {
  it('list every decision in words', async () => {
    await decide();
    const { bytes, report, notes } = await exported(engine, { exporter: 'decisions' });
    const text = new TextDecoder().decode(bytes);
    expect(report).toMatchObject({ comments: 0, decisions: 7 });
    expect(text).toMatch(/^reply,confirmed,/m);
    expect(text).toMatch(/^reply,chosen,.*,top,/m);
    expect(text.match(/^reply,ruled out,/gm)).toHaveLength(2);
    expect(text).toContain('nickname,confirmed,,,,,Salafidemocrat,,ArabDemocrat.com,');
    expect(text).toContain('merge,merged,,,gigahabib,,,,the_roar,');
    expect(notes.join(' ')).toContain('All your decisions');
    const other = testEngine();
    await other.call('open', OPEN);
    const empty = await exported(other, { exporter: 'decisions' });
    expect(empty.notes.join(' ')).toContain('decided nothing');
  });

  it('keep the name in the source, and add the one it counts as', async () => {
    await engine.call('merge', { kind: 'merge', from: ['the_roar'], into: 'Mystic' });
    const csv = await exported(engine, { exporter: 'csv-exact' });
    const text = new TextDecoder().decode(csv.bytes);
    const header = text.split('\n', 1)[0]?.split(',') ?? [];
    expect(header.slice(3, 5)).toEqual(['author', 'merged_author']);
    expect(text.match(/,the_roar,Mystic,/g)).toHaveLength(
      (await comments(engine)).filter(({ signed }) => signed === 'the_roar').length,
    );
    expect(csv.notes.join(' ')).toContain('1 commenter is merged into another by you');
    const gexf = await exported(engine, { exporter: 'gexf' });
    const network = new TextDecoder().decode(gexf.bytes);
    expect(network).toContain('for="also" value="the_roar"');
    expect(network).not.toContain('label="the_roar"');
    expect(gexf.notes.join(' ')).toContain('no node of its own');
  });
});
