import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedSource } from '../../src/core/corpus.ts';
import { parseFloating } from '../../src/core/dates.ts';
import { importers, rankImporters, readInto, readSource } from '../../src/importers/registry.ts';
import { nullSink } from '../../src/importers/sink.ts';
import { byteSourceOf } from '../../src/importers/text/bytes.ts';

const FOLDER = 'tests/fixtures/importers';
/** A fixture is named after its importer: ID.ext or ID.something.ext. */
const fixtures = readdirSync(FOLDER)
  .map((name) => ({ name, owner: name.split('.')[0] ?? '' }))
  .filter(({ owner }) => importers.some((importer) => importer.id === owner))
  .map((entry) => ({ ...entry, bytes: new Uint8Array(readFileSync(`${FOLDER}/${entry.name}`)) }));

it('has a fixture for every importer, and unique ids and labels', () => {
  const owners = new Set(fixtures.map((fixture) => fixture.owner));
  expect(importers.filter((importer) => !owners.has(importer.id)).map(({ id }) => id)).toEqual([]);
  expect(new Set(importers.map((importer) => importer.id)).size).toBe(importers.length);
  expect(new Set(importers.map((importer) => importer.label)).size).toBe(importers.length);
});

describe.each(fixtures)('$name', ({ name, owner, bytes }) => {
  it('is claimed by its importer alone, under any name', () => {
    for (const shown of [name, 'file', 'file.txt', 'file.csv', 'file.json', 'file.html']) {
      const [first, second] = rankImporters(bytes.subarray(0, 65_536), shown);
      expect([shown, first?.importer.id]).toEqual([shown, owner]);
      expect(first?.score ?? 0).toBeGreaterThan(second?.score ?? 0);
    }
  });

  it('gives comments that keep the contract', async () => {
    const source = await readSource({ name, bytes });
    expect(source.importer).toBe(owner);
    expect(source.comments.length).toBeGreaterThan(0);
    keepsContract(source);
  });

  it('reads the same in chunks of 7 bytes', async () => {
    const whole = await readSource({ name, bytes });
    const comments: unknown[] = [];
    const sink = { ...nullSink(), comment: (comment: unknown) => void comments.push(comment) };
    const { receipt } = await readInto(byteSourceOf(name, bytes, 7), sink);
    expect(comments).toEqual(whole.comments);
    expect(receipt).toEqual(whole.receipt);
  });

  it('throws what the sink throws, and stops when it is aborted', async () => {
    const full = {
      ...nullSink(),
      comment: () => {
        throw new Error('disk full');
      },
    };
    await expect(readInto(byteSourceOf(name, bytes), full)).rejects.toThrow('disk full');
    const stop = new AbortController();
    stop.abort();
    const options = { signal: stop.signal };
    await expect(readInto(byteSourceOf(name, bytes), nullSink(), options)).rejects.toThrow(
      /abort/i,
    );
  });

  it('survives being cut off and being damaged anywhere', async () => {
    for (let part = 0; part < 24; part++) {
      const cut = Math.floor((bytes.length * part) / 24);
      const damaged = bytes.slice();
      damaged.fill(part * 11, cut, cut + 3);
      for (const broken of [bytes.slice(0, cut), damaged]) {
        for (const importer of [undefined, owner]) {
          const source = await readSource({ name, bytes: broken }, importer ? { importer } : {});
          keepsContract(source);
        }
      }
    }
  });
});

function keepsContract({ articles, comments, receipt }: ImportedSource): void {
  const ids = new Set(comments.map((comment) => comment.id));
  expect(ids.size).toBe(comments.length);
  expect(receipt.found).toBe(comments.length);
  const known = new Set(articles.map((article) => article.id));
  for (const comment of comments) {
    expect(known.has(comment.article)).toBe(true);
    expect(comment.author).not.toBe('');
    if (comment.time !== null) expect(parseFloating(comment.time)).not.toBeNull();
    if (comment.duplicateOf !== undefined) expect(ids.has(comment.duplicateOf)).toBe(true);
  }
}
