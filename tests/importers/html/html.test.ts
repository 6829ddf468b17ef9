import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { readSource } from '../../../src/importers/registry.ts';

const read = (text: string): Promise<ImportedSource> =>
  readSource({ name: 'page.html', bytes: new TextEncoder().encode(text) });
const facts = (source: ImportedSource): unknown[] =>
  source.comments.map((comment) => [
    comment.author,
    comment.time ?? comment.timeText,
    comment.body,
    comment.parent,
  ]);

describe('a saved page', () => {
  it('gives the story, its comments and their nesting', async () => {
    const source = await read(readFileSync('tests/fixtures/importers/html.html', 'utf8'));
    expect(source.importer).toBe('html');
    expect(source.articles).toMatchObject([
      {
        title: 'Ferry late again',
        paragraphs: ['The ferry was late, the board said.', 'It will be late tomorrow.'],
      },
    ]);
    expect(facts(source)).toEqual([
      ['kim', '2017-01-23T10:39Z', 'About time.\n\nSecond paragraph & more.', null],
      ['بو', '2017-01-23T10:45Z', 'هدنة\nأخيرا', 'comment-1'],
      ['al <b>', '2017-01-23T11:00Z', 'No.', null],
    ]);
    expect(source.comments.map((comment) => comment.line)).toEqual([9, 12, 15]);
  });

  it('reads replies that stand in a list beside their comment', async () => {
    const comment = (name: string): string =>
      `<div class="c-item"><a class="username">${name}</a> <span class="date">2017-01-23 10:39</span><div class="text">from ${name}</div></div>`;
    const source = await read(
      `<html><body><h1>T</h1><div>${comment('a')}<div class="replies">${comment('b')}${comment('c')}</div>${comment('d')}</div></body></html>`,
    );
    expect(facts(source)).toEqual([
      ['a', '2017-01-23T10:39', 'from a', null],
      ['b', '2017-01-23T10:39', 'from b', 'c1'],
      ['c', '2017-01-23T10:39', 'from c', 'c1'],
      ['d', '2017-01-23T10:39', 'from d', null],
    ]);
  });

  it('leaves parents unknown on a flat page, and keeps relative times as words', async () => {
    const row = (name: string): string =>
      `<tr class="comtr"><td><a class="hnuser">${name}</a> <span class="age">2 hours ago</span><div class="commtext">hi ${name}</div></td></tr>`;
    const source = await read(`<html><body><table>${row('a')}${row('b')}</table></body></html>`);
    expect(facts(source)).toEqual([
      ['a', '2 hours ago', 'hi a', undefined],
      ['b', '2 hours ago', 'hi b', undefined],
    ]);
  });

  it('shows markup of script and style nowhere', async () => {
    const source = await read(
      '<html><body><h1>T<script>x()</script></h1><p>One.<style>p{}</style></p></body></html>',
    );
    expect(source.articles[0]).toMatchObject({ title: 'T', paragraphs: ['One.'] });
    expect(source.receipt).toMatchObject({ kind: 'article-only', found: 0 });
  });

  it('reads the character set that the page names', async () => {
    const text =
      '<html><head><meta charset="windows-1252"></head><body><h1>D\u00e9j\u00e0</h1></body></html>';
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const source = await readSource({ name: 'p.html', bytes });
    expect(source.articles[0]?.title).toBe('Déjà');
    expect(source.receipt.encoding).toMatchObject({ name: 'windows-1252', guessed: false });
  });
});

describe('pages made to break readers', () => {
  it('stops at nesting past 512, says on which line, and keeps what came before', async () => {
    const source = await read(
      `<html><body>\n<h1>Title</h1>\n<p>Story.</p>\n${'<div>'.repeat(200_000)}x`,
    );
    expect(source.receipt.warnings[0]).toMatchObject({ code: 'html-limit', line: 4 });
    expect(source.articles[0]).toMatchObject({ title: 'Title', paragraphs: ['Story.'] });
  });

  it.each([
    ['formatting that multiplies', `<html>${'<b x=1>'.repeat(400)}${'<p>x'.repeat(4000)}`],
    [
      '200,000 attributes',
      `<html><body><p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(' ')}>x</p>`,
    ],
    ['tags never closed', `<html>${'<'.repeat(500_000)}`],
    ['a comment never closed', `<html><!--${'-'.repeat(500_000)}`],
    [
      'one class, very many times',
      `<html><body>${'<i class="comment author date text">x</i>'.repeat(20_000)}`,
    ],
    ['unmatched ends', `<html>${'</div>'.repeat(300_000)}`],
  ])('%s', async (_, text) => {
    const source = await read(text);
    expect(source.importer).toBe('html');
    expect(source.receipt.found).toBe(source.comments.length);
  });
});
