import { gzipSync, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../../src/core/corpus.ts';
import type { ReadOptions } from '../../../src/importers/registry.ts';
import { readSource } from '../../../src/importers/registry.ts';
import { zstdBomb, zstdRaw } from './zst.ts';

const march = new Uint8Array(readFileSync('public/data/000_d5a6a2989cafffb8.txt'));
const january = new Uint8Array(readFileSync('public/data/003_81a823519a3952f0.txt'));
const read = (
  name: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<ImportedSource> => readSource({ name, bytes }, options);
const codes = (source: ImportedSource): string[] =>
  source.receipt.warnings.map((warning) => warning.code);
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const jsonl = (count: number): Uint8Array =>
  new TextEncoder().encode(
    Array.from({ length: count }, (_, i) =>
      JSON.stringify({ author: `a${i % 7}`, text: `Comment ${i}` }),
    ).join('\n'),
  );

describe('packed sources', () => {
  it('read the same as unpacked ones', async () => {
    const plain = await read('page.txt', march);
    for (const bytes of [gzipSync(march), zstdRaw(march, 1000), zipSync({ 'page.txt': march })]) {
      expect(await read('page.bin', bytes)).toEqual(plain);
    }
    expect(await read('page.txt.gz.zip', zipSync({ 'page.txt.gz': gzipSync(march) }))).toEqual(
      plain,
    );
  });

  it('hold many members, kept apart by name', async () => {
    const zip = zipSync({
      'pages/march.txt': march,
      'pages/january.txt': [january, { level: 0 }],
      '__MACOSX/pages/._march.txt': Uint8Array.of(0, 5, 22),
      'pages/logo.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
    });
    const source = await read('pages.zip', zip);
    expect(source.importer).toBe('page-capture');
    expect(source.receipt).toMatchObject({
      kind: 'archive',
      declared: 32,
      found: 32,
      duplicates: 1,
    });
    expect(source.articles).toHaveLength(2);
    expect(source.comments[0]?.id).toBe('pages/march.txt/c1');
    expect(source.comments.find((comment) => comment.duplicateOf)?.duplicateOf).toBe(
      'pages/january.txt/c3',
    );
  });

  it('reads gzip files made of several members', async () => {
    const whole = jsonl(3000);
    const cut = whole.indexOf(10, 20_000) + 1;
    const joined = join(gzipSync(whole.subarray(0, cut)), gzipSync(whole.subarray(cut)));
    expect((await read('c.jsonl.gz', joined)).receipt).toMatchObject({ found: 3000, rejected: 0 });
  });

  it('keeps what comes before the damage', async () => {
    const whole = jsonl(200_000);
    for (const packed of [
      gzipSync(whole),
      zstdRaw(whole),
      zipSync({ 'c.jsonl': [whole, { level: 1 }] }),
    ]) {
      const source = await read('c', packed.subarray(0, packed.length * 0.8));
      expect(source.receipt.found).toBeGreaterThan(1000);
      expect(source.receipt.found).toBeLessThan(200_000);
      expect(codes(source).some((code) => code.startsWith('damaged'))).toBe(true);
    }
  });
});

describe('bombs', () => {
  const line = new TextEncoder().encode(
    `${JSON.stringify({ author: 'a', text: 'x'.repeat(1000) })}\n`,
  );
  const dense = new Uint8Array(line.length * 40_000);
  for (let i = 0; i < 40_000; i++) dense.set(line, i * line.length);

  it.each([
    ['gzip', gzipSync(dense)],
    ['zip', zipSync({ 'c.jsonl': dense })],
  ])('%s: stopped by the ratio, unless the reader confirms', async (_, bytes) => {
    expect(bytes.length * 200).toBeLessThan(dense.length);
    const stopped = await read('c', bytes);
    expect(codes(stopped)).toContain('expansion-ratio');
    expect(stopped.receipt.found).toBeLessThan(40_000);
    const confirmed = await read('c', bytes, { acceptExpansion: true });
    expect(confirmed.receipt.found).toBe(40_000);
  });

  it('are stopped by the cap on real bytes, at the same byte in both readings', async () => {
    const source = await read('c.txt.gz', gzipSync(march), { maxUnpackedBytes: 5000 });
    expect(codes(source)).toContain('expansion-limit');
    expect(source.receipt.declared).toBe(13);
    expect(source.receipt.found).toBeGreaterThan(2);
  });

  it('of Zstandard do not take the memory', async () => {
    const source = await read('c.txt.zst', zstdBomb(40_000));
    expect(
      codes(source).some((code) => code === 'expansion-ratio' || code === 'damaged-archive'),
    ).toBe(true);
  });
});

describe('files that are not what they are called', () => {
  it('says that a PNG named .csv is a picture', async () => {
    const bytes = join(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), new Uint8Array(64));
    const source = await read('comments.csv', bytes);
    expect(source).toMatchObject({
      importer: 'none',
      comments: [],
      receipt: { kind: 'unknown-format' },
    });
    expect(source.receipt.warnings[0]?.message).toContain('PNG');
  });

  it('says that a file is empty', async () => {
    for (const name of ['a.csv', 'a.txt', 'a.json', 'a.zip', 'a']) {
      const source = await read(name, new Uint8Array(0));
      expect(source.receipt).toMatchObject({ kind: 'empty', found: 0 });
    }
  });

  it('says what to do with an Office document', async () => {
    const bytes = zipSync({ '[Content_Types].xml': jsonl(1), 'xl/workbook.xml': jsonl(1) });
    expect(codes(await read('t.xlsx', bytes))).toContain('office-document');
  });
});
