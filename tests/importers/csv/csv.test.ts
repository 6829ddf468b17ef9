import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import type { ImportOptions } from '../../../src/importers/importer.ts';
import { readSource } from '../../../src/importers/registry.ts';

const read = (
  text: string,
  options: ImportOptions = {},
  name = 'comments.csv',
): Promise<ImportedSource> => readSource({ name, bytes: new TextEncoder().encode(text) }, options);
const codes = (source: ImportedSource): string[] =>
  source.receipt.warnings.map((warning) => `${warning.code}:${warning.line ?? ''}`);

describe('a CSV table', () => {
  it('is read with columns found by name and stated replies kept', async () => {
    const source = await read(
      'comment_id,author,created_at,comment_text,parent_id,article_id,headline\n' +
        '11,kim,2014-05-02 09:00,"Hi, all",,7,Ferry late\n12,bo,2014-05-02T09:05:30Z,"two\nlines",11,7,Ferry late\n',
    );
    expect(source.importer).toBe('csv');
    expect(source.articles).toEqual([{ id: '7', title: 'Ferry late', paragraphs: [] }]);
    expect(source.comments).toMatchObject([
      { id: '11', author: 'kim', time: '2014-05-02T09:00', body: 'Hi, all', parent: null, line: 2 },
      {
        id: '12',
        time: '2014-05-02T09:05:30Z',
        body: 'two\nlines',
        parent: '11',
        line: 3,
        lineEnd: 4,
      },
    ]);
    expect(source.receipt).toMatchObject({ kind: 'table', found: 2, rejected: 0, orphans: 0 });
    expect(codes(source)).toEqual([]);
  });

  it.each([
    [';', 'a.csv'],
    ['\t', 'a.tsv'],
    ['|', 'a.txt'],
  ])('guesses the delimiter %j', async (delimiter, name) => {
    const rows = [
      ['author', 'date', 'text'],
      ['kim', '2014-05-02 09:00', 'Hi, there, all'],
      ['bo', '2014-05-02 09:01', 'Ho'],
    ];
    const source = await read(rows.map((row) => row.join(delimiter)).join('\r\n'), {}, name);
    expect(source.comments.map((comment) => comment.author)).toEqual(['kim', 'bo']);
  });

  it('decides between day and month by the whole file, and says by which line', async () => {
    const head = 'author,date,text\n';
    const rows = Array.from(
      { length: 300 },
      (_, i) => `kim,03/0${1 + (i % 9)}/2017 10:00,hi ${i}\n`,
    ).join('');
    const day = await read(`${head}${rows}bo,31/12/2016 23:59,end`);
    expect(day.comments[0]?.time).toBe('2017-01-03T10:00');
    expect(day.receipt.dates).toEqual({
      order: 'day-first',
      evidence: '1 of 301 dates (the first: "31/12/2016 23:59" on line 302) can only be day first',
    });
    const month = await read(`${head}${rows}bo,12/31/2016 11:59 PM,end`);
    expect(month.comments[1]?.time).toBe('2017-03-02T10:00');
    expect(month.comments.at(-1)?.time).toBe('2016-12-31T23:59');
  });

  it('keeps undecided dates as words unless the reader chooses', async () => {
    const text = 'author,date,text\nkim,01/02/03,hi\nbo,05/05/2005,ho\nal,31/02/2005,x';
    const undecided = await read(text);
    expect(undecided.comments.map((comment) => comment.time ?? comment.timeText)).toEqual([
      '01/02/03',
      '2005-05-05T00:00',
      '31/02/2005',
    ]);
    expect(codes(undecided)).toEqual(['date-order-unknown:2', 'impossible-date:4']);
    const chosen = await read(text, { dateOrder: 'month-first' });
    expect(chosen.comments[0]?.time).toBe('2003-01-02T00:00');
    expect(chosen.receipt.dates).toEqual({
      order: 'month-first',
      evidence: 'chosen by the reader',
    });
    expect((await read(text, { dateOrder: 'year-first' })).comments[0]?.time).toBe(
      '2001-02-03T00:00',
    );
  });

  it('finds contradicting dates unreadable, and reads those that decide themselves', async () => {
    const source = await read('author,date,text\na,31/12/2016,x\nb,12/31/2016,y\nc,03/04/2016,z');
    expect(source.comments.map((comment) => comment.time)).toEqual([
      '2016-12-31T00:00',
      '2016-12-31T00:00',
      null,
    ]);
    expect(source.receipt.dates?.order).toBe('unknown');
  });

  it('lets the reader change the mapping', async () => {
    const text = 'author,text,remark,date\nkim,one,two,2014-05-02\n';
    expect((await read(text)).comments[0]?.body).toBe('one');
    expect((await read(text, { mapping: { text: 'remark' } })).comments[0]?.body).toBe('two');
  });

  it('reads a table without column names by what its values look like', async () => {
    const source = await read(
      'kim,2014-05-02 09:00,A comment that is long enough to be taken for text.\n' +
        'bo,2014-05-02 09:05,Another comment that is long enough to be taken for text.\n',
    );
    expect(source.comments).toMatchObject([
      { author: 'kim', time: '2014-05-02T09:00' },
      { author: 'bo' },
    ]);
  });

  it('is safe from columns named after parts of objects', async () => {
    const source = await read('__proto__,author,constructor,text\nx,kim,y,hello\n');
    expect(source.comments[0]).toMatchObject({ author: 'kim', body: 'hello' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('reports ragged rows and stray quotes by line, and reads the rest', async () => {
    const source = await read(
      'author,date,text\nkim,2014-05-02,a,b\n"bo,2014-05-02,c\nal,2014-05-02,d\nno\n',
    );
    expect(source.comments.map((comment) => comment.body)).toEqual(['a,b', 'c', 'd']);
    expect(codes(source)).toEqual(['ragged-row:2', 'stray-quote:3', 'ragged-row:5']);
    expect(source.receipt.rejections).toMatchObject([{ line: 5 }]);
  });

  it('reports orphans, self-replies and circles without repairing them', async () => {
    const source = await read(
      'id,author,text,parent\n1,a,x,1\n2,b,y,9\n3,c,z,4\n4,d,w,3\n5,e,v,\n6,f,u,3\n',
    );
    expect(codes(source)).toEqual(['self-reply:2', 'orphan-parent:3', 'reply-cycle:4']);
    expect(source.comments.map((comment) => comment.parent)).toEqual([
      '1',
      '9',
      '4',
      '3',
      null,
      '3',
    ]);
    expect(source.receipt.orphans).toBe(1);
  });

  it('keeps a comment whose id is taken, under another id', async () => {
    const source = await read('id,author,text\n1,a,x\n1,b,y\n');
    expect(source.comments.map((comment) => comment.id)).toEqual(['1', '1~2.1']);
    expect(codes(source)).toEqual(['duplicate-id:3']);
  });

  it('reads windows-1252 and old Mac line ends', async () => {
    const bytes = Uint8Array.from('author,text\rkim,déjà vu\rbo,ça\r', (letter) =>
      letter.charCodeAt(0),
    );
    const source = await readSource({ name: 'a.csv', bytes });
    expect(source.comments.map((comment) => comment.body)).toEqual(['déjà vu', 'ça']);
    expect(source.receipt.encoding).toMatchObject({ name: 'windows-1252', guessed: true });
  });

  it('reads SOCC tables with the parent from the comment counter', async () => {
    const source = await read(
      'article_id,comment_counter,author,timestamp,comment_text\n' +
        '7,source1_7_0,kim,2016-01-02 10:00:00,Top\n7,source1_7_0_0,bo,2016-01-02 10:05:00,Reply\n' +
        '7,source1_7_0_0_1,al,2016-01-02 10:06:00,Deeper\n7,source1_7_1,kim,2016-01-02 11:00:00,Top two\n',
    );
    expect(source.importer).toBe('socc');
    expect(source.comments.map((comment) => comment.parent)).toEqual([
      null,
      'source1_7_0',
      'source1_7_0_0',
      null,
    ]);
    expect(source.articles.map((article) => article.id)).toEqual(['7']);
  });

  it('reads both of its times: milliseconds of the first source, days of the second', async () => {
    const bytes = new Uint8Array(readFileSync('tests/fixtures/importers/socc.csv'));
    const { comments } = await readSource({ name: 'gnm_comments.csv', bytes });
    expect(comments.map(({ author, time }) => [author, time])).toEqual([
      ['kim', '2015-11-12T04:05Z'],
      ['bo', '2015-11-12T04:15Z'],
      ['kim', '2015-11-12T04:20Z'],
      ['al', '2016-12-13T00:00'],
    ]);
  });
});
