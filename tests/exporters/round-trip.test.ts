import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openExport } from '../../src/exporters/registry.ts';
import { verifyBackup } from '../../src/importers/backup/verify.ts';
import { readSource } from '../../src/importers/registry.ts';
import { byteSourceOf } from '../../src/importers/text/bytes.ts';
import { ARTICLES, bytesOf, comments, exportAndRead, inputOf } from './support.ts';

const NAMES = ['000_d5a6a2989cafffb8.txt', '003_81a823519a3952f0.txt'];

describe('a backup', () => {
  it('brings back identical articles and comments', async () => {
    for (const name of NAMES) {
      const source = await readSource({ name, bytes: readFileSync(`public/data/${name}`) });
      for (const gzip of [false, true]) {
        const again = await exportAndRead('backup', inputOf(source.articles, source.comments), {
          gzip,
        });
        expect(again.importer).toBe('backup');
        expect(again.articles).toEqual(source.articles);
        expect(again.comments).toEqual(source.comments);
        expect(again.receipt).toMatchObject({
          kind: 'backup',
          declared: source.comments.length,
          rejected: 0,
        });
      }
    }
  });

  it('brings back any text', async () => {
    await fc.assert(
      fc.asyncProperty(comments, async (list) => {
        const again = await exportAndRead('backup', inputOf(ARTICLES, list));
        expect(again.articles).toEqual(ARTICLES);
        expect(again.comments).toEqual(list);
      }),
      { numRuns: 60 },
    );
  });

  it('knows when it was cut off or changed anywhere', async () => {
    const source = await readSource({
      name: 'x.txt',
      bytes: readFileSync(`public/data/${NAMES[0] ?? ''}`),
    });
    const whole = await bytesOf(openExport('backup', inputOf(source.articles, source.comments)));
    expect(await verifyBackup(byteSourceOf('b', whole))).toMatchObject({
      isWhole: true,
      comments: 13,
    });
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const at = Math.floor(whole.length * part);
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await verifyBackup(byteSourceOf('b', changed))).toMatchObject({ isWhole: false });
      expect(await verifyBackup(byteSourceOf('b', whole.slice(0, at)))).toMatchObject({
        isWhole: false,
      });
    }
    const cut = await readSource({ name: 'b', bytes: whole.slice(0, whole.length * 0.7) });
    expect(cut.receipt.kind).toBe('backup-damaged');
    expect([cut.comments, cut.articles]).toEqual([[], []]);
    const [warning] = cut.receipt.warnings;
    expect(warning?.message).toMatch(/breaks off at line \d+, before its last line/);
    const lines = new TextDecoder().decode(whole.slice(0, whole.length * 0.7)).split('\n').length;
    expect(warning?.line).toBe(lines);
  });
});

describe('CSV', () => {
  it.each(['csv-exact', 'csv-spreadsheet'])(
    '%s brings back authors, times, texts and replies',
    async (id) => {
      await fc.assert(
        fc.asyncProperty(comments, async (list) => {
          const again = await exportAndRead(id, inputOf(ARTICLES, list));
          if (list.length === 0) return;
          expect(again.importer).toBe('repartee-csv');
          const facts = again.comments.map(({ line: _l, lineEnd: _e, bytes: _b, ...rest }) => rest);
          expect(facts).toEqual(list);
          expect(again.receipt.rejected).toBe(0);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('guards what a spreadsheet would run, and only in the profile for them', async () => {
    const risky = ['=1', '+1', '-1', '@x', '\tx', '  =1', '＝1', '\u3000=1', '-kite9'];
    const list = risky.map((body, i) => ({
      id: `c${i}`,
      article: 'a1',
      author: 'kim',
      time: null,
      body,
    }));
    const opened = openExport('csv-spreadsheet', inputOf(ARTICLES, list));
    const text = new TextDecoder().decode(await bytesOf(opened));
    for (const body of risky) expect(text).toContain(`'${body}`);
    expect(opened.report).toMatchObject({ comments: risky.length, guardedCells: risky.length });
    const exact = openExport('csv-exact', inputOf(ARTICLES, list));
    expect(new TextDecoder().decode(await bytesOf(exact))).not.toContain("'");
    expect(exact.report.guardedCells).toBe(0);
  });

  it('leaves an apostrophe alone that the text had itself', async () => {
    const list = [{ id: 'c1', article: 'a1', author: "'=kim", time: null, body: "'=1" }];
    const again = await exportAndRead('csv-spreadsheet', inputOf(ARTICLES, list));
    expect(again.comments).toMatchObject([{ author: "'=kim", body: "'=1" }]);
  });
});
