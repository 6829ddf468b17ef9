import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/importers/registry.ts';

interface Case {
  id: number;
  name: string;
  input: string;
  expect: {
    kind?: string;
    n?: number;
    who?: string[];
    t?: string[];
    guest?: boolean[];
    body0?: string;
    w?: string[];
  };
}

const cases = JSON.parse(
  readFileSync('tests/fixtures/importers/page-format-cases.json', 'utf8'),
) as Case[];

describe('the cases of the page format', () => {
  it.each(cases)('$id: $name', async ({ input, expect: wanted }) => {
    const bytes = new TextEncoder().encode(input);
    const read = await readSource({ name: 'page.txt', bytes });
    const { comments, receipt } = read;
    expect(read.importer).toBe('page-capture');
    expect(receipt.found).toBe(comments.length);
    if (wanted.kind !== undefined) expect(receipt.kind).toBe(wanted.kind);
    if (wanted.n !== undefined) expect(comments).toHaveLength(wanted.n);
    if (wanted.who) expect(comments.map((comment) => comment.author ?? '')).toEqual(wanted.who);
    if (wanted.t)
      expect(comments.map((comment) => comment.time ?? comment.timeText)).toEqual(wanted.t);
    if (wanted.guest) expect(comments.map((comment) => comment.guest)).toEqual(wanted.guest);
    if (wanted.body0 !== undefined) expect(comments[0]?.body).toBe(wanted.body0);
    const codes = receipt.warnings.map((warning) => warning.code);
    expect(codes).toEqual(expect.arrayContaining(wanted.w ?? []));
  });
});
