import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SourceRecord } from '../../src/core/corpus.ts';
import { toSourceRecord } from '../../src/core/source-record.ts';

const FULL: SourceRecord = {
  ...{ name: 'a.txt', importer: 'text-log', importerLabel: 'Chat log', bytes: 9, sha256: 'ff' },
  comments: 2,
  receipt: {
    ...{ kind: 'text-log', declared: null, found: 2, rejected: 1 },
    warnings: [
      { code: 'x', line: 3, message: 'm' },
      { code: 'y', message: '<b>' },
    ],
    furniture: [{ line: 1, reason: 'title', text: 'T' }],
    rejections: [{ line: 2, reason: 'no text', text: '' }],
    encoding: { name: 'utf-8', guessed: false, replaced: 0 },
    dates: { order: 'iso', evidence: 'all' },
    mapping: { author: 'who', text: 'said' },
    pattern: '{author}: {text}',
    chosen: { dateOrder: 'day-first', mapping: { author: 'who' } },
    ...{ duplicates: 1, inversions: 0, orphans: 4 },
  },
};

it('keeps every known field and drops the others', () => {
  expect(toSourceRecord(JSON.parse(JSON.stringify(FULL)))).toEqual(FULL);
  expect(toSourceRecord({ ...FULL, more: 1, receipt: { ...FULL.receipt, more: 1 } })).toEqual(FULL);
  const damaged = { ...FULL, receipt: { ...FULL.receipt, warnings: [null, 1, { code: 'x' }] } };
  expect(toSourceRecord(damaged)?.receipt.warnings).toEqual([]);
});

it.each([null, [], 'x', {}, { ...FULL, bytes: -1 }, { ...FULL, receipt: null }])(
  'refuses %j',
  (value) => {
    expect(toSourceRecord(value)).toBeNull();
  },
);

it('writes the same text of what it read, whatever it was given', () => {
  const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e300, '__proto__', null));
  const fields = Object.keys(FULL.receipt);
  const receipt = fc.dictionary(fc.constantFrom(...fields), hostile);
  fc.assert(
    fc.property(receipt, fc.dictionary(fc.constantFrom(...Object.keys(FULL)), hostile), (a, b) => {
      const given = { ...FULL, ...b, receipt: { ...FULL.receipt, ...a } };
      const record = toSourceRecord(given);
      if (record === null) return;
      expect(JSON.stringify(toSourceRecord(JSON.parse(JSON.stringify(record))))).toBe(
        JSON.stringify(record),
      );
    }),
  );
  expect(toSourceRecord(FULL)).toEqual(FULL);
});
