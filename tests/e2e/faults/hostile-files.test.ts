import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { linesOf, writeFile } from './support/files.ts';
import { freshContext, isCalm, openFiles, readReceipt, shows, visit } from './support/visit.ts';

afterAll(closeBrowser);

const good = linesOf(50);
const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
  'hex',
);
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]);
const nul = Buffer.concat([Buffer.from(good), Buffer.alloc(4096)]);
const rowOf = (text: string): string =>
  `${JSON.stringify({ id: 'x', author: 'X', time: '2017-02-03T10:00', text })}\n`;

const manyAttributes = (): string =>
  Array.from({ length: 200_000 }, (_, at) => `a${at}=1`).join(' ');

const FILES: [row: string, name: string, content: () => string | Uint8Array, comments: number][] = [
  ['F39', 'nested.html', () => `<html>\n<h1>Title</h1>\n${'<div>'.repeat(200_000)}`, 0],
  ['F39', 'formatting.html', () => `<html>${'<b x=i>'.repeat(400)}${'<p>x'.repeat(400)}`, 0],
  ['F39', 'attributes.html', () => `<html><p ${manyAttributes()}>x</p>`, 0],
  ['F40', 'bomb.jsonl.gz', () => gzipSync(Buffer.alloc(80_000_000)), 0],
  ['F41', 'long-line.jsonl', () => `${good}${rowOf('y'.repeat(20_000_000))}`, 50],
  ['F42', 'deep.json', () => '['.repeat(200_000), 0],
  ['F42', 'deep.jsonl', () => `${good}{"a":${'['.repeat(5000)}${']'.repeat(5000)}}\n`, 50],
  ['F43', 'utf16.jsonl', () => utf16, 50],
  ['F43', 'nul.jsonl', () => nul, 50],
  [
    'F43',
    'latin.csv',
    () => Buffer.from('author,time,text\nZo\xeb,2017-02-03 10:00,caf\xe9\n', 'latin1'),
    1,
  ],
  ['F43', 'picture.csv', () => png, 0],
  ['F43', 'empty.txt', () => '', 0],
];

/** The reader is asked first: the encoding is a guess. */
const ASKED = new Set(['latin.csv']);

describe('files made to harm', () => {
  it.each(FILES)(
    '%s %s: told in the receipt, the page is alive',
    async (row, name, content, comments) => {
      const context = await freshContext();
      const { page, trace } = await visit(context);
      await shows(page, 32);
      const path = writeFile(name, content());
      const given = Date.now();
      await openFiles(page, path);
      if (ASKED.has(name)) {
        const dialog = page.getByRole('dialog', { name: 'What will be read, and how' });
        await dialog
          .getByText(/a guess: is the text right/)
          .first()
          .waitFor();
        await dialog.getByRole('button', { name: /^Read/ }).click();
      }
      const receipt = await readReceipt(page, 20_000);
      console.info(`${row} ${name}: told after ${Date.now() - given} ms`);
      expect(receipt).toContain(name);
      if (name === 'nested.html') expect(receipt).toMatch(/nested over 512 deep/);
      if (name === 'nested.html') expect(receipt).toMatch(/line 3\b/);
      if (name === 'long-line.jsonl' || name === 'deep.jsonl') {
        expect(receipt).toMatch(/1 row rejected/);
        expect(receipt).toContain('line 51');
      }
      if (comments === 0) expect(receipt).toMatch(/not read/);
      await shows(page, comments === 0 ? 32 : comments);
      isCalm(trace);
      await context.close();
    },
  );
});
