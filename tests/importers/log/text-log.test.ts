import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import type { ImportOptions } from '../../../src/importers/importer.ts';
import { compilePattern, KNOWN_PATTERNS } from '../../../src/importers/log/pattern.ts';
import { readSource } from '../../../src/importers/registry.ts';

const read = (text: string, options: ImportOptions = {}): Promise<ImportedSource> =>
  readSource({ name: 'chat.txt', bytes: new TextEncoder().encode(text) }, options);
const facts = (source: ImportedSource): unknown[] =>
  source.comments.map((comment) => [
    comment.author,
    comment.time ?? comment.timeText,
    comment.body,
  ]);

describe('text logs', () => {
  it.each([
    ['[23/01/2017, 10:39:10] kim: one\n[23/01/2017, 10:40:00] bo: two', '2017-01-23T10:39:10'],
    ['23/01/2017, 10:39 - kim: one\n23/01/2017, 10:40 - bo: two', '2017-01-23T10:39'],
    ['1/23/17, 10:39\u202fAM - kim: one\n1/23/17, 10:40\u202fAM - bo: two', '2017-01-23T10:39'],
    ['2017-01-23 10:39:00 <kim> one\n2017-01-23 10:40:00 <bo> two', '2017-01-23T10:39'],
    ['2017-01-23 10:39 kim: one\n2017-01-23 10:40 bo: two', '2017-01-23T10:39'],
    ['kim, [23.01.2017 10:39]\none\n\nbo, [23.01.2017 10:40]\ntwo', '2017-01-23T10:39'],
    ['kim (2017-01-23 10:39):\none\nbo (2017-01-23 10:40):\ntwo', '2017-01-23T10:39'],
    ['kim, 23 January 2017, 10:39\none\n\nbo, 23 January 2017, 10:40\ntwo', '2017-01-23T10:39'],
    [
      'On January 23, 2017 at 10:39 AM, kim wrote:\none\nOn January 23, 2017 at 10:40 AM, bo wrote:\ntwo',
      '2017-01-23T10:39',
    ],
  ])('%j', async (text, time) => {
    const source = await read(text);
    expect(source.importer).toBe('text-log');
    expect(facts(source)).toMatchObject([
      ['kim', time, 'one'],
      ['bo', expect.stringMatching(/^2017-01-23T10:40/), 'two'],
    ]);
    expect(source.receipt).toMatchObject({ kind: 'text-log', found: 2, rejected: 0 });
  });

  it('names a commenter of an IRC log without the rank before the name', async () => {
    const source = await read('10:01 <@bo> hi\n10:02 < kim> ho\n10:03 < bo> hi again\n');
    expect(source.comments.map(({ author }) => author)).toEqual(['bo', 'kim', 'bo']);
  });

  it('takes the day of an IRC log from its own lines, and leaves notices out', async () => {
    const source = await read(
      '--- Log opened Mon Jan 23 10:00:00 2017\n10:39 <kim> one\n10:40 -!- bo [b@x] has joined #ferry\n' +
        '10:41 <bo> two\nmore of two\n--- Day changed Tue Jan 24 2017\n00:01 <kim> three',
    );
    expect(facts(source)).toEqual([
      ['kim', '2017-01-23T10:39', 'one'],
      ['bo', '2017-01-23T10:41', 'two\nmore of two'],
      ['kim', '2017-01-24T00:01', 'three'],
    ]);
    expect(source.receipt.furniture?.map((line) => line.line)).toEqual([1, 3, 6]);
  });

  it('keeps clock times without a day as words', async () => {
    const source = await read('10:39 <kim> one\n10:40 <bo> two');
    expect(facts(source)).toEqual([
      ['kim', '10:39', 'one'],
      ['bo', '10:40', 'two'],
    ]);
    expect(
      source.receipt.warnings.map((warning) => `${warning.code}:${warning.line ?? ''}`),
    ).toEqual(['unreadable-time:1', 'unreadable-time:2']);
  });

  it('reads by the pattern of the reader', async () => {
    const text = '@@kim@@2017-01-23 10:39@@one\ngoes on\n@@bo@@2017-01-23 10:40@@two';
    const bytes = new TextEncoder().encode(text);
    const source = await readSource(
      { name: 'x.txt', bytes },
      { importer: 'text-log', pattern: '@@{author}@@{time}@@{text}' },
    );
    expect(facts(source)).toEqual([
      ['kim', '2017-01-23T10:39', 'one\ngoes on'],
      ['bo', '2017-01-23T10:40', 'two'],
    ]);
    expect(compilePattern('{author} only')).toMatchObject({
      reason: expect.stringMatching(/once each/) as string,
    });
    expect(compilePattern('{time}{time}{author}')).toHaveProperty('reason');
  });

  it('does not take prose with times in it for a log', async () => {
    const source = await read('The board met.\n\nIt was 10:39 when kim said: no.\n\nNobody spoke.');
    expect(source.importer).toBe('page-capture');
  });

  it('is not slowed down by lines made to be slow', () => {
    const lines = [
      '1'.repeat(100_000),
      '['.repeat(100_000),
      `${'a, '.repeat(30_000)}1`,
      ' '.repeat(100_000),
    ];
    for (const source of KNOWN_PATTERNS) {
      const pattern = compilePattern(source);
      if ('reason' in pattern) throw new Error(pattern.reason);
      for (const line of lines) expect(pattern.match(line)).toBeNull();
    }
  });
});

it('reads HexChat logs: a tab after the name, the year in the first line', async () => {
  const text =
    '**** BEGIN LOGGING AT Sat Mar 14 10:00:00 2015\n' +
    'Mar 14 10:00:01 <kim>\thello\nMar 14 10:00:09 <bo>\tkim: hi\n';
  const bytes = new TextEncoder().encode(text);
  const { importer, comments } = await readSource({ name: 'chan.log', bytes });
  expect(importer).toBe('text-log');
  expect(comments.map(({ author, time, body }) => [author, time, body])).toEqual([
    ['kim', '2015-03-14T10:00:01', 'hello'],
    ['bo', '2015-03-14T10:00:09', 'kim: hi'],
  ]);
});
