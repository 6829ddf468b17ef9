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

const page = (body: string): string => `<html><body><h1>T</h1>${body}</body></html>`;

describe('the forms in which discussions are saved', () => {
  it('WordPress with a theme that marks no time', async () => {
    const comment = (id: number, depth: number, name: string): string =>
      `<li class="comment depth-${depth}" id="comment-${id}"><div class="comment-author vcard">
      <cite class="fn">${name}</cite> <span class="says">says:</span></div>
      <div class="comment-meta commentmetadata"><a href="#comment-${id}">16. März 2010 um 4:2${depth} Uhr</a></div>
      <p>from ${name}</p><div class="reply"><a class="comment-reply-link">Reply</a></div></li>`;
    const source = await read(page(`<ol>${comment(1, 1, 'a')}${comment(2, 2, 'b')}</ol>`));
    expect(facts(source)).toEqual([
      ['a', '2010-03-16T04:21', 'from a', null],
      ['b', '2010-03-16T04:22', 'from b', 'comment-1'],
    ]);
  });

  it('rows with no class at all, the name in the words before the date', async () => {
    const row = (id: number, name: string): string =>
      `<li id="comment-${id}"><p>from ${name}</p><p><cite>Comment by ${name} &#8212; 17.07, 2011 @ <a href="#">13:0${id}</a></cite></p></li>`;
    const source = await read(page(`<ol>${row(1, 'Kim')}${row(2, 'Bo L.')}</ol>`));
    expect(facts(source)).toEqual([
      ['Kim', '2011-07-17T13:01', 'from Kim', undefined],
      ['Bo L.', '2011-07-17T13:02', 'from Bo L.', undefined],
    ]);
  });

  it('Hacker News, where the width of a spacer is the depth', async () => {
    const row = (id: string, name: string, width: number): string =>
      `<tr class="athing comtr" id="${id}"><td><table><tr><td class="ind"><img src="s.gif" height="1" width="${width}"></td>
      <td class="default"><span class="comhead"><a class="hnuser">${name}</a> <span class="age" title="2023-08-03T10:0${id}:00 1691056800"><a>2 years ago</a></span>
      <span class="navs">| <a class="clicky">next</a></span></span><div class="comment"><div class="commtext c00">from ${name}</div>
      <div class="reply"><a>reply</a></div></div></td></tr></table></td></tr>`;
    const rows = [row('1', 'a', 0), row('2', 'b', 40), row('3', 'c', 80), row('4', 'd', 40)];
    const source = await read(page(`<table>${rows.join('')}</table>`));
    expect(facts(source)).toEqual([
      ['a', '2023-08-03T10:01', 'from a', null],
      ['b', '2023-08-03T10:02', 'from b', '1'],
      ['c', '2023-08-03T10:03', 'from c', '2'],
      ['d', '2023-08-03T10:04', 'from d', '1'],
    ]);
  });

  it('forum posts beside a column about their author', async () => {
    const post = (id: number, name: string): string =>
      `<article class="message js-post" id="js-post-${id}" data-author="${name}"><div class="message-user"><h4><a class="username">${name}</a></h4>
      <dl><dt>Joined</dt><dd>12.06.2009</dd></dl></div><div class="message-main"><header class="message-attribution">
      <time datetime="2018-09-27T14:5${id}:09+0200">27 September</time> <a>#${id}</a></header>
      <div class="message-content"><div class="message-body">from ${name}</div></div></div></article>`;
    const source = await read(page(`<div>${post(1, 'a')}${post(2, 'b')}</div>`));
    expect(facts(source)).toEqual([
      ['a', '2018-09-27T12:51:09Z', 'from a', undefined],
      ['b', '2018-09-27T12:52:09Z', 'from b', undefined],
    ]);
  });

  it('nested comments as the older Reddit has them', async () => {
    const thing = (id: string, name: string, child = ''): string =>
      `<div class="thing comment" data-fullname="t1_${id}" data-author="${name}"><div class="entry"><p class="tagline"><a class="author">${name}</a>
      <time datetime="2015-05-04T10:00:00+00:00">9 years ago</time></p><div class="usertext-body"><div class="md"><p>from ${name}</p></div></div>
      <ul class="flat-list buttons"><li>reply</li></ul></div><div class="child">${child}</div></div>`;
    const source = await read(page(thing('x', 'a', thing('y', 'b')) + thing('z', 'c')));
    expect(facts(source)).toEqual([
      ['a', '2015-05-04T10:00Z', 'from a', null],
      ['b', '2015-05-04T10:00Z', 'from b', 't1_x'],
      ['c', '2015-05-04T10:00Z', 'from c', null],
    ]);
  });

  it('takes no teasers of other stories for comments', async () => {
    const teaser = (n: number): string =>
      `<div class="post"><h3><a href="/story-${n}">Another story ${n}</a></h3><span class="author">Desk</span>
      <time datetime="2018-09-27">27 September</time><p class="text">What happened then and there, in many words.</p></div>`;
    const source = await read(page([1, 2, 3, 4].map(teaser).join('')));
    expect(source.comments).toEqual([]);
    expect(source.receipt.kind).toBe('article-only');
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
    ['a page on one line', `<html>${'<li class="comment"><cite>x</cite></li>'.repeat(100_000)}`],
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
