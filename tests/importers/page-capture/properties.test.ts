import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import { isBlank } from '../../../src/importers/page-capture/key.ts';
import { readSource } from '../../../src/importers/registry.ts';

const PIECES = [
  '',
  ' ',
  '\u200b',
  'Harbour Board',
  'Read this story in English W460',
  'W300',
  'Comments',
  'Comments 2',
  'التعليقات 1',
  '12',
  'Thumb kim 02 May 2014, 09:00',
  'Missing 02 May 2014, 09:05',
  'Default-user-icon سمير (ضيف) 03:11 ,2012 حزيران 10',
  'Thumb Marc over 8 years',
  'Picture bo 03 May 2014, 10:00',
  'Thumb x 31 February 2014, 09:00',
  'Default-user-icon Sho Fir (Gues',
  'Copyright © 2014',
  'Latest stories',
  'Full Story',
  'A paragraph of the story, or of a comment.',
  'نص عربي',
];

const page = fc
  .array(
    fc.tuple(
      fc.constantFrom(...PIECES),
      fc.constantFrom('\n', '\n\n', '\r\n', '\r', '\u2028', '\f'),
    ),
    {
      maxLength: 40,
    },
  )
  .map((lines) => lines.flat().join(''));

const read = (text: string): Promise<ImportedSource> =>
  readSource(
    { name: 'page.txt', bytes: new TextEncoder().encode(text) },
    { importer: 'page-capture' },
  );

/** Lines by number as an editor counts them. */
const linesOf = (text: string): string[] =>
  text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);

function accountOf(source: ImportedSource): Map<number, string[]> {
  const account = new Map<number, string[]>();
  const claim = (line: number, as: string): void =>
    void account.set(line, [...(account.get(line) ?? []), as]);
  for (const article of source.articles) if (article.line) claim(article.line, 'title');
  for (const comment of source.comments) {
    for (let line = comment.line ?? 0; line <= (comment.lineEnd ?? 0); line++)
      claim(line, comment.id);
  }
  for (const line of source.receipt.furniture ?? []) claim(line.line, 'furniture');
  for (const line of source.receipt.rejections ?? []) claim(line.line, 'rejected');
  return account;
}

describe('any page', () => {
  it('accounts for every non-blank line exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(page, async (text) => {
        const source = await read(text);
        const lines = linesOf(text);
        const account = accountOf(source);
        const unclaimed: string[] = [];
        lines.forEach((line, i) => {
          const claims = account.get(i + 1) ?? [];
          if (isBlank(line)) return;
          expect(claims.length).toBeLessThanOrEqual(1);
          if (claims.length === 0) unclaimed.push(line.trimEnd());
        });
        const paragraphs = source.articles.flatMap((article) => article.paragraphs);
        expect(paragraphs.flatMap((paragraph) => paragraph.split('\n'))).toEqual(unclaimed);
      }),
      { numRuns: 400 },
    );
  });

  it('counts what it found, in order, with unique ids', async () => {
    await fc.assert(
      fc.asyncProperty(page, async (text) => {
        const { comments, receipt } = await read(text);
        expect(receipt.found).toBe(comments.length);
        expect(comments.map((comment) => comment.id)).toEqual(comments.map((_, i) => `c${i + 1}`));
      }),
      { numRuns: 200 },
    );
  });
});

describe('any bytes', () => {
  it('give a result and a receipt, never a throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(
          'a.txt',
          'a.csv',
          'a.json',
          'a.html',
          'a',
          'a.gz',
          'a.zip',
          'a.zst',
          'a.parquet',
        ),
        async (bytes, name) => {
          const { comments, receipt } = await readSource({ name, bytes });
          expect(receipt.found).toBe(comments.length);
          expect(receipt.kind).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are read as a page when asked, never with a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { receipt } = await readSource(
          { name: 'a.txt', bytes },
          { importer: 'page-capture' },
        );
        expect(['story', 'article-only', 'print', 'index', 'empty']).toContain(receipt.kind);
      }),
    );
  });
});
