import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/core/corpus.ts';
import type { ImportedFile } from '../../src/engine/protocol.ts';
import { browserStorage, freshProfile, OPEN, visit, type TestEngine } from './support/world.ts';

let engine: TestEngine;

beforeEach(async () => {
  freshProfile();
  engine = visit(browserStorage());
  await engine.call('open', OPEN);
});

/** Brings files, good ones among them; the sample stays whole, and rows in = stored + rejected. */
async function bring(...files: File[]): Promise<ImportedFile[]> {
  const answer = await engine.call('importFiles', { files, into: null, name: 'Bad' });
  const found = answer.files.reduce((sum, { receipt }) => sum + (receipt?.found ?? 0), 0);
  expect(answer.corpus?.count ?? 0).toBe(found);
  expect((await engine.call('open', OPEN)).count).toBe(32);
  return answer.files;
}

async function receiptOf(name: string, ...parts: BlobPart[]): Promise<Receipt> {
  const [file] = await bring(new File(parts, name));
  if (!file?.receipt) throw new Error(`no receipt: ${file?.message ?? ''}`);
  return file.receipt;
}

const warned = ({ warnings }: Receipt): string[] =>
  warnings.map(({ code, line }) => `${code}:${line ?? ''}`);
const leftOut = ({ furniture = [], rejections = [] }: Receipt): [number, string][] =>
  [...furniture, ...rejections].map(({ line, reason }) => [line, reason]);
const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
const good = (id: string): string =>
  line({ id, author: 'kim', time: '2020-01-01T10:00', text: `hello ${id}` });

describe('lines and bytes', () => {
  it('F41 a line of 10 MB is a comment like any other, one of 20 MB is rejected by its number', async () => {
    const long = (id: string, size: number): string => line({ id, text: 'y'.repeat(size) });
    const receipt = await receiptOf(
      'long.jsonl',
      good('a') + long('b', 10_000_000) + long('c', 20_000_000) + good('d'),
    );
    expect(receipt).toMatchObject({ found: 3, rejected: 1 });
    expect(leftOut(receipt)).toEqual([[3, expect.stringMatching(/longer than can be read/)]]);
  });

  it('F41 a first line too long for the head of a file does not make one object of it', async () => {
    const long = (size: number): string => line({ id: 'a', text: 'y'.repeat(size) });
    const read = await receiptOf('first.jsonl', long(10_000_000) + good('b') + good('c'));
    expect(read).toMatchObject({ found: 3, rejected: 0 });
    const refused = await receiptOf('first.jsonl', long(20_000_000) + good('b') + good('c'));
    expect(refused).toMatchObject({ found: 2, rejected: 1 });
    expect(leftOut(refused)).toEqual([[1, expect.stringMatching(/longer than can be read/)]]);
    const whole = await receiptOf('whole.json', long(300_000).replaceAll(',', ',\n'));
    expect(whole).toMatchObject({ found: 1, rejected: 0 });
  });

  it('F43 NUL bytes inside a line are kept, padding is not text', async () => {
    const receipt = await receiptOf('nul.jsonl', good('a'), good('b'), '\0'.repeat(4096));
    expect(receipt).toMatchObject({ found: 2 });
    const inside = await receiptOf('inside.csv', 'author,text\nkim,"a\0b"\nbo,c\n');
    expect(inside).toMatchObject({ found: 2, rejected: 0 });
  });

  it.each([
    ['UTF-16LE with its mark', 'utf16le', '\ufeff'],
    ['UTF-16LE without', 'utf16le', ''],
  ] as const)('F43 %s is read', async (_, encoding, mark) => {
    const bytes = Buffer.from(`${mark}author,text\nkim,héllo\nbo,wörld\n`, encoding);
    const receipt = await receiptOf('wide.csv', Uint8Array.from(bytes));
    expect(receipt).toMatchObject({ found: 2, rejected: 0 });
    expect(receipt.encoding?.name).toMatch(/utf-16/i);
  });

  it('F43 UTF-16BE with its mark is read', async () => {
    const bytes = Buffer.from('\ufeffauthor,text\nkim,héllo\nbo,x\n', 'utf16le').swap16();
    const receipt = await receiptOf('wide.csv', Uint8Array.from(bytes));
    expect(receipt).toMatchObject({ found: 2, rejected: 0 });
  });

  it('F43 bytes that are no UTF-8 are shown as a guess', async () => {
    const bytes = Buffer.from('author,text\nZoë,café\nbo,x\n', 'latin1');
    const receipt = await receiptOf('latin.csv', Uint8Array.from(bytes));
    expect(receipt).toMatchObject({ found: 2, encoding: { guessed: true } });
  });
});

describe('tables', () => {
  it('stray quotes and a column called __proto__: the row is named, the others are read', async () => {
    const receipt = await receiptOf(
      'odd.csv',
      'author,__proto__,text\nkim,1,"fine"\nbo,2,half "quoted" here\nal,3,"never closed\n',
    );
    expect(receipt.found + receipt.rejected).toBe(3);
    expect(receipt.found).toBeGreaterThanOrEqual(2);
    const places = [
      ...receipt.warnings.map((note) => note.line),
      ...leftOut(receipt).map(([at]) => at),
    ];
    expect(places).toContain(4);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it('too few and too many cells: read as far as they go, each by its line', async () => {
    const receipt = await receiptOf(
      'ragged.csv',
      'author,time,text\nkim\nbo,2020-01-01,a,b,c\nal,2020-01-02,x\n',
    );
    expect(receipt.found + receipt.rejected).toBe(3);
    expect([...warned(receipt), ...leftOut(receipt).map(([at]) => `:${at}`)].join(' ')).toMatch(
      /:2/,
    );
  });
});

describe('replies and times', () => {
  it('parents in a circle, of nobody and of oneself are told by line, and kept', async () => {
    const say = (id: string, parent: string): string =>
      line({ id, parent, author: 'kim', text: `text ${id}` });
    const receipt = await receiptOf(
      'circle.jsonl',
      say('a', 'b') + say('b', 'a') + say('c', 'c') + say('d', 'nobody') + good('e'),
    );
    expect(receipt).toMatchObject({ found: 5, rejected: 0 });
    const codes = warned(receipt);
    expect(codes).toContain('self-reply:3');
    expect(codes).toContain('orphan-parent:4');
    expect(codes.some((code) => /^reply-cycle:[12]$/.test(code))).toBe(true);
  });

  it('31 February and 25 o’clock stay words, by line', async () => {
    const receipt = await receiptOf(
      'dates.csv',
      'author,time,text\nkim,2017-02-31 10:00,a\nbo,2017-02-28 25:00,b\nal,2017-02-28 10:00,c\n',
    );
    expect(receipt).toMatchObject({ found: 3, rejected: 0 });
    expect(warned(receipt)).toEqual(['impossible-date:2', 'impossible-date:3']);
  });

  it('01/02/03 is not guessed: the time stays words, by line', async () => {
    const receipt = await receiptOf(
      'short.csv',
      'author,time,text\nkim,01/02/03,a\nbo,04/05/06,b\n',
    );
    expect(receipt).toMatchObject({ found: 2, dates: { order: 'unknown' } });
    expect(warned(receipt)).toEqual(['date-order-unknown:2', 'date-order-unknown:3']);
  });
});

describe('what is no file of comments', () => {
  const png = Uint8Array.from(
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108', 'hex'),
  );

  it.each([
    ['an empty file', () => new File([], 'empty.csv'), /empty|nothing/i],
    ['a picture called .csv', () => new File([png], 'picture.csv'), /picture|image|PNG/i],
    ['spaces', () => new File([' \n \n'], 'spaces.txt'), /\S/],
  ])('%s is refused by name, and the good one beside it is read', async (_, make, words) => {
    const [bad, fine] = await bring(make(), new File([good('a')], 'fine.jsonl'));
    expect(bad).toMatchObject({ status: 'refused' });
    const said = [bad?.message, ...(bad?.receipt?.warnings ?? []).map(({ message }) => message)];
    expect(said.join(' ')).toMatch(words);
    expect(fine).toMatchObject({ status: 'imported', receipt: { found: 1 } });
  });

  it('a folder, and a file that was removed meanwhile, are refused by name', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'repartee-gone-')), 'gone.jsonl');
    writeFileSync(path, good('a').repeat(50));
    const gone = new File([await openAsBlob(path)], 'gone.jsonl');
    rmSync(path);
    const folder = new File([], 'folder');
    Object.defineProperty(folder, 'stream', {
      value: () =>
        new ReadableStream({
          pull(controller) {
            controller.error(
              new DOMException('A requested file or directory could not be found', 'NotFoundError'),
            );
          },
        }),
    });
    for (const bad of [gone, folder]) {
      const [answer, fine] = await bring(bad, new File([good('x')], `fine-${bad.name}`));
      expect(answer).toMatchObject({ name: bad.name, status: 'refused' });
      expect(answer?.message ?? '').not.toBe('');
      expect(fine).toMatchObject({ status: 'imported' });
    }
  });
});
