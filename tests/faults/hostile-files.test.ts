import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import type { CommentRow, ImportedFile } from '../../src/engine/protocol.ts';
import { browserStorage, freshProfile, OPEN, visit, type TestEngine } from './support/world.ts';

let engine: TestEngine;

beforeEach(async () => {
  freshProfile();
  engine = visit(browserStorage());
  await engine.call('open', OPEN);
});

/** Brings one file: it may be refused or read in part, but never throws and never harms the sample. */
async function bringHostile(name: string, ...parts: BlobPart[]): Promise<ImportedFile> {
  const files = [new File(parts, name)];
  const answer = await engine.call('importFiles', { files, into: null, name: 'Hostile' });
  const [file] = answer.files;
  if (!file) throw new Error('no answer for the file');
  expect(file.receipt?.found ?? 0).toBe(answer.corpus?.count ?? 0);
  if (file.status === 'refused') expect(file.message).toBeTruthy();
  const again = await engine.call('open', OPEN);
  expect(again.count).toBe(32);
  const entries = await engine.call('list', null);
  expect(entries.every(({ state }) => state === 'complete')).toBe(true);
  return file;
}

async function bodies(): Promise<string[]> {
  const mine = (await engine.call('list', null)).find(({ isSample }) => !isSample);
  await engine.call('open', { ...OPEN, id: mine?.id ?? '' });
  await engine.call('look', DEFAULT_VIEW);
  const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 100 });
  return rows.filter((row): row is CommentRow => row.kind === 'comment').map(({ body }) => body);
}

const LINE = { id: '1', author: 'A', time: '2020-01-01T10:00', text: 'hello', article: 'x' };

describe('F38 a pattern that could run for ever', () => {
  it('is answered, and the next search works', async () => {
    const look = await engine.call('look', { ...DEFAULT_VIEW, query: '/^(a+)+$/' });
    expect(look.shown).toBeLessThanOrEqual(32);
    const next = await engine.call('look', { ...DEFAULT_VIEW, query: 'syria' });
    expect(next.shown).toBeGreaterThan(0);
  });
});

describe('F39 HTML bombs', () => {
  it.each([
    ['nested elements', '<div>'.repeat(200_000)],
    ['unclosed formatting', '<b x=i>'.repeat(400) + '<p>x'.repeat(400)],
    ['attributes', `<p ${'a=1 '.repeat(200_000)}>x</p>`],
  ])('%s: refused or read, with a reason', async (_, body) => {
    const file = await bringHostile('page.html', `<!doctype html><html><body>${body}`);
    expect(['refused', 'imported']).toContain(file.status);
  });
});

describe('F40 a gzip bomb', () => {
  it('is stopped', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, 32));
    const file = await bringHostile('bomb.jsonl.gz', Uint8Array.from(bomb));
    expect(file.status).toBe('refused');
  });
});

describe('F41 a huge line', () => {
  it('is rejected and counted, the rest is read', async () => {
    const first = `${JSON.stringify(LINE)}\n`;
    const huge = `${JSON.stringify({ ...LINE, id: '2', text: 'x'.repeat(20_000_000) })}\n`;
    const last = `${JSON.stringify({ ...LINE, id: '3' })}\n`;
    const file = await bringHostile('lines.jsonl', first, huge, last);
    const { found = 0, rejected = 0 } = file.receipt ?? {};
    expect([file.status, found + rejected]).toEqual(['imported', 3]);
    expect(found).toBeGreaterThanOrEqual(2);
  });
});

describe('F42 deep JSON', () => {
  it('is a named refusal', async () => {
    const file = await bringHostile('deep.json', '['.repeat(200_000));
    expect(file.status).toBe('refused');
  });
});

describe('F43 bad bytes', () => {
  it.each([
    ['UTF-16LE with its mark', Buffer.from(`\ufeff${JSON.stringify(LINE)}\n`, 'utf16le'), 'hello'],
    ['NUL padding', Buffer.from(`${JSON.stringify(LINE)}\n${'\0'.repeat(64)}`), 'hello'],
  ])('%s: decoded, and the receipt says how', async (_, bytes, text) => {
    const file = await bringHostile('bytes.jsonl', Uint8Array.from(bytes));
    expect(file.receipt?.encoding?.name).toBeTruthy();
    expect((await bodies())[0]).toContain(text);
  });

  it('bytes that are no UTF-8 are shown as guessed or replaced', async () => {
    const text = JSON.stringify({ ...LINE, text: 'caf?' });
    const bytes = Uint8Array.from(Buffer.from(`${text}\n`), (byte) => (byte === 63 ? 0xe9 : byte));
    const file = await bringHostile('latin.jsonl', bytes);
    const { guessed = false, replaced = 0 } = file.receipt?.encoding ?? {};
    expect(guessed || replaced > 0).toBe(true);
  });
});

describe('F44 odd strings', () => {
  it('are kept, but for half characters, which are replaced and counted', async () => {
    const text = 'a\u0000b\uffffc\ud800d\u202ee';
    const line = JSON.stringify({ ...LINE, author: '=SUM(A1)', text });
    const file = await bringHostile('odd.jsonl', `${line}\n`);
    expect(await bodies()).toEqual(['a\u0000b\uffffc\ufffdd\u202ee']);
    expect(file.receipt?.warnings.map(({ code }) => code)).toContain('lone-surrogate');
  });
});
