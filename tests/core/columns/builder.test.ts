import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnsBuilder, type BuiltCorpus } from '../../../src/core/columns-builder.ts';
import { IdIndex } from '../../../src/core/columns-transfer.ts';
import { FLAG, PARENT_TOP, PARENT_UNKNOWN } from '../../../src/core/columns.ts';
import type { ImportedComment } from '../../../src/core/corpus.ts';
import { TextWriter } from '../../../src/core/text-writer.ts';

const SOURCE = { key: 'aaaaaaaa', name: 'a.txt', importer: 'test', bytes: 1, sha256: 'a' };

function build(comments: Partial<ImportedComment>[], from?: BuiltCorpus) {
  const builder = new ColumnsBuilder(from);
  builder.addSource(SOURCE);
  comments.forEach((comment, i) =>
    builder.addComment({
      id: `c${i}`,
      article: 'p',
      author: 'Ann',
      time: '2017-01-23T10:39',
      body: `text ${i}`,
      ...comment,
    }),
  );
  const counts = builder.endSource();
  return { ...builder.finish(), counts };
}

describe('commenters', () => {
  it('merges spellings that NFKC and case folding make equal, and nothing else', () => {
    const names = [
      'Mystic',
      'MYSTIC',
      'Ｍystic',
      'Mystic.',
      'É',
      'e\u0301',
      'Σας',
      'ΣΑΣ',
      'Straße',
      'STRASSE',
    ];
    const { columns, tables } = build(names.map((author) => ({ author })));
    expect([...columns.commenter]).toEqual([0, 0, 0, 1, 2, 2, 3, 3, 4, 4]);
    expect(tables.commenters.map(({ name }) => name)).toEqual([
      'Mystic',
      'Mystic.',
      'É',
      'Σας',
      'Straße',
    ]);
  });

  it('keeps one nameless commenter per article, apart from a name that looks like its key', () => {
    const { columns, tables } = build([
      { author: null },
      { author: '  ' },
      { author: null, article: 'q' },
      { author: '~p' },
    ]);
    expect([...columns.commenter]).toEqual([0, 0, 1, 2]);
    expect(tables.commenters.map(({ key }) => key)).toEqual(['~p', '~q', '\\~p']);
    expect(tables.commenters.map(({ article }) => article)).toEqual([0, 1, -1]);
    expect([...columns.flags].map((bits) => (bits & FLAG.nameless) !== 0)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('stated parents', () => {
  it('resolves parents before and after their replies, and counts orphans', () => {
    const { columns, counts } = build([
      { parent: 'c1' },
      { parent: null },
      {},
      { parent: 'gone' },
      { parent: 'c4' },
      { parent: 'c1', article: 'other' },
    ]);
    expect([...columns.stated]).toEqual([
      1,
      PARENT_TOP,
      ...new Array<number>(4).fill(PARENT_UNKNOWN),
    ]);
    expect(counts).toEqual({ rows: [0, 6], orphans: 3, duplicates: 0, repeatedIds: 0 });
    expect([...columns.flags].filter((bits) => (bits & FLAG.orphan) !== 0)).toHaveLength(3);
  });

  it('looks for ids in their own source only, also after reopening', () => {
    const first = build([{}, { parent: 'c0' }]);
    const both = build([{ parent: null }, { parent: 'c0' }, { parent: 'c9' }], first);
    expect([...both.columns.stated]).toEqual([PARENT_UNKNOWN, 0, PARENT_TOP, 2, PARENT_UNKNOWN]);
    const ids = new IdIndex(both.keys);
    expect([ids.find('c1', 0), ids.find('c1', 1), ids.find('c2', 0), ids.find('c2', 1)]).toEqual([
      1, 3, -1, 4,
    ]);
  });

  it('lets the first of two equal ids be the parent', () => {
    const { columns, counts } = build([{ id: 'x' }, { id: 'x' }, { parent: 'x' }]);
    expect([columns.stated[2], counts?.repeatedIds]).toEqual([0, 1]);
  });
});

describe('double posts', () => {
  it('finds the same text by the same commenter on one page within five minutes', () => {
    const { columns } = build([
      { body: 'yes', time: '2017-01-23T10:00' },
      { body: 'yes', time: '2017-01-23T10:05' },
      { body: 'yes', time: '2017-01-23T10:09' },
      { body: 'yes', time: '2017-01-23T10:20' },
      { body: 'yes', time: '2017-01-23T10:20', author: 'Bob' },
      { body: 'yes', time: '2017-01-23T10:20', article: 'q' },
      { body: 'yes', time: null },
      { body: ' ', time: '2017-01-23T10:00' },
      { body: ' ', time: '2017-01-23T10:00' },
    ]);
    expect([...columns.duplicateOf]).toEqual([-1, 0, 0, -1, -1, -1, -1, -1, -1]);
    expect((columns.flags[2] ?? 0) & FLAG.duplicate).toBe(FLAG.duplicate);
  });

  it('takes the word of the source', () => {
    const { columns } = build([
      {},
      { duplicateOf: 'c0' },
      { duplicateOf: 'c1' },
      { duplicateOf: 'c7' },
    ]);
    expect([...columns.duplicateOf]).toEqual([-1, 0, 0, -1]);
  });

  it('finds them across sources, after reopening', () => {
    const first = build([{ body: 'once' }]);
    const both = build([{ body: 'once' }], first);
    expect([...both.columns.duplicateOf]).toEqual([-1, 0]);
  });
});

describe('bodies', () => {
  it.each([
    ['Hello, world! 42', 3, 0],
    ['', 0, FLAG.emptyBody],
    [' \n\t', 0, FLAG.emptyBody],
    ['الهدنة يا أخي؟', 3, FLAG.rightToLeft | FLAG.question],
    ['yes "dogs can fly"', 4, FLAG.quote],
    ['> said\nno', 2, FLAG.quote],
    ['see https://a.example/x', 2, FLAG.link],
    ['... — 😀', 1, 0],
  ])('%j has %i words and flags %i', (body, words, flags) => {
    const { columns } = build([{ body }]);
    expect([columns.words[0], columns.flags[0]]).toEqual([words, flags]);
  });
});

describe('articles', () => {
  it('is one article when two sources give the same id and title, else two', () => {
    const builder = new ColumnsBuilder();
    builder.addSource(SOURCE);
    builder.addArticle({ id: 'p', title: 'One', paragraphs: [] });
    builder.addSource({ ...SOURCE, key: 'bbbbbbbb' });
    builder.addArticle({ id: 'p', title: 'One', paragraphs: [] });
    builder.addSource({ ...SOURCE, key: 'cccccccc' });
    builder.addArticle({ id: 'p', title: 'Two', paragraphs: [] });
    expect(builder.finish().tables.articles.map(({ id }) => id)).toEqual(['p', 'p@cccccccc']);
  });

  it('fills in the title of an article first named by a comment', () => {
    const builder = new ColumnsBuilder();
    builder.addSource(SOURCE);
    builder.addComment({ id: '1', article: 'p', author: null, time: null, body: 'x' });
    builder.addArticle({ id: 'p', title: 'Late', paragraphs: ['y'] });
    expect(builder.finish().tables.articles).toEqual([
      { id: 'p', title: 'Late', paragraphs: ['y'] },
    ]);
  });
});

it('gives the same columns whether built at once or reopened between sources', () => {
  const comment = fc.record({
    author: fc.constantFrom('a', 'B', null),
    article: fc.constantFrom('p', 'q'),
    body: fc.constantFrom('x', 'y z'),
    parent: fc.option(fc.constantFrom('c0', 'c1', 'c5', 'z'), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(comment), fc.array(comment), (first, second) => {
      const reopened = build(second, build(first));
      const builder = new ColumnsBuilder();
      for (const part of [first, second]) {
        builder.addSource(SOURCE);
        part.forEach((fields, i) =>
          builder.addComment({ id: `c${i}`, time: '2017-01-23T10:39', ...fields }),
        );
      }
      const { counts, ...rest } = reopened;
      expect(rest).toEqual(builder.finish());
      expect(counts?.rows).toEqual([first.length, first.length + second.length]);
    }),
  );
});

it('takes a name per comment, parents ahead of their replies, and bodies all alike', () => {
  const count = 100_000;
  const { columns, tables, counts } = build(
    Array.from({ length: count }, (_, i) => ({
      author: String.fromCodePoint(0x20000 + (i % 40_000)),
      body: 'same',
      parent: i + 1 < count ? `c${i + 1}` : null,
      time: null,
    })),
  );
  expect(tables.commenters).toHaveLength(40_000);
  expect(counts).toEqual({ rows: [0, count], orphans: 0, duplicates: 0, repeatedIds: 0 });
  expect(columns.stated.every((parent, row) => parent === (row + 1 < count ? row + 1 : -1))).toBe(
    true,
  );
});

it('builds the same from comments that are encoded already', () => {
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary-ascii' }),
    fc.constantFrom('same', 'the very same', 'الهدنة', '\ud800 lone', ''),
  );
  fc.assert(
    fc.property(fc.array(body, { maxLength: 12 }), (bodies) => {
      const built = [false, true].map((isEncoded) => {
        const builder = new ColumnsBuilder();
        const writer = new TextWriter(0, 12);
        builder.addSource(SOURCE);
        for (const [i, text] of bodies.entries()) {
          const comment = { id: `c${i}`, article: 'p', author: 'Ann', time: null, body: text };
          builder.addComment(comment, isEncoded ? writer.add(comment) : undefined);
        }
        return builder.finish();
      });
      expect(built[1]).toEqual(built[0]);
    }),
  );
});
