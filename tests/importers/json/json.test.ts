import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { ElementCutter } from '../../../src/importers/json/elements.ts';
import { readSource } from '../../../src/importers/registry.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, name = 'c.json'): Promise<ImportedSource> =>
  readSource({ name, bytes: encode(text) });
const codes = (source: ImportedSource): string[] =>
  source.receipt.warnings.map((warning) => `${warning.code}:${warning.line ?? ''}`);

describe('elements of a JSON array', () => {
  it('are those JSON.parse gives, with any chunking, and their bytes parse alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json()),
        fc.integer({ min: 1, max: 11 }),
        fc.boolean(),
        (parts, size, wide) => {
          const text = wide ? `[\n ${parts.join(' ,\n ')}\n]` : `[${parts.join(',')}]`;
          const bytes = encode(text);
          const cutter = new ElementCutter();
          const found: unknown[] = [];
          for (let at = 0; at < bytes.length; at += size) {
            for (const element of cutter.push(bytes.slice(at, at + size))) {
              found.push(JSON.parse(new TextDecoder().decode(element.bytes ?? undefined)));
              const cut = new TextDecoder().decode(bytes.slice(element.start, element.end));
              expect(JSON.parse(cut)).toEqual(found.at(-1));
            }
          }
          expect(cutter.isClosed).toBe(true);
          expect(found).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('JSON', () => {
  const records = [
    { id: 1, user: { name: 'kim' }, created_at: '2014-05-02T09:00', body: 'Hi', article_id: 'a' },
    {
      id: 2,
      user: { name: 'bo' },
      created_at: '2014-05-02T09:05',
      body: 'Ho',
      article_id: 'a',
      parent_id: 1,
    },
  ];

  it.each([
    ['lines', records.map((record) => JSON.stringify(record)).join('\n')],
    ['an array', JSON.stringify(records, null, 1)],
    ['a list inside an object', JSON.stringify({ meta: { page: 1 }, data: { comments: records } })],
  ])('is read as %s', async (_, text) => {
    const source = await read(text);
    expect(source.importer).toBe('json');
    expect(source.comments).toMatchObject([
      { id: '1', author: 'kim', time: '2014-05-02T09:00', body: 'Hi', article: 'a', parent: null },
      { id: '2', author: 'bo', time: '2014-05-02T09:05', body: 'Ho', parent: '1' },
    ]);
    expect(codes(source)).toEqual([]);
  });

  it('keeps nested replies as stated', async () => {
    const source = await read(
      JSON.stringify([
        {
          author: 'a',
          text: 'top',
          replies: [{ author: 'b', text: 'one', replies: [{ author: 'c', text: 'two' }] }],
        },
        { author: 'd', text: 'next' },
      ]),
    );
    expect(source.comments.map((comment) => [comment.author, comment.parent ?? null])).toEqual([
      ['a', null],
      ['b', 'c1'],
      ['c', 'c2'],
      ['d', null],
    ]);
  });

  it('rejects broken lines with their number and reads the rest', async () => {
    const source = await read(
      '{"text":"a","author":"x"}\n{"text":\n\n[1]\n{"text":"b","author":"y"}',
      'c.jsonl',
    );
    expect(source.comments.map((comment) => comment.body)).toEqual(['a', 'b']);
    expect(source.receipt.rejections?.map((line) => line.line)).toEqual([2, 4]);
    expect(source.receipt.rejected).toBe(2);
  });

  it('says where an array breaks off', async () => {
    const source = await read('[\n{"text":"a","author":"x"},\n{"text":"b"');
    expect(source.comments).toHaveLength(1);
    expect(source.receipt.rejections).toMatchObject([{ line: 3 }]);
  });

  it('survives deep nesting, lone surrogates and a __proto__ key', async () => {
    const deep = `{"text":"x","author":"y","more":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const odd = '{"text":"half \\ud800","author":"y","__proto__":{"polluted":1}}';
    const source = await read(`${odd}\n${deep}\n${odd}`, 'c.jsonl');
    expect(source.comments.map((comment) => comment.body)).toContain('half \uFFFD');
    expect(source.receipt.found + source.receipt.rejected).toBe(3);
    expect(codes(source)).toContain('lone-surrogate:1');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads UTF-16 and a byte order mark', async () => {
    const text = JSON.stringify([{ text: 'é', author: 'kim' }]);
    const wide = new Uint8Array(
      Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer,
    );
    expect((await readSource({ name: 'c.json', bytes: wide })).comments[0]?.body).toBe('é');
    expect((await read(`\ufeff${text}`)).comments[0]?.body).toBe('é');
  });
});
