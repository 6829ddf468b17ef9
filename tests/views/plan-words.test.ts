import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/core/corpus.ts';
import type { FilePreview } from '../../src/engine/protocol.ts';
import { receiptIn, receiptJson } from '../../src/state/receipt-file.ts';
import { stoppedSentence, stoppedWords } from '../../src/views/corpus/stopped-words.ts';
import {
  chosenWords,
  datesWords,
  orderLabel,
  sameStories,
  stateWords,
  timeWords,
} from '../../src/views/import/plan-words.ts';
import { receiptFacts, receiptText } from '../../src/views/import/receipt-text.ts';

const preview: FilePreview = {
  ...{ name: 'a.csv', bytes: 1, importer: 'csv', importerLabel: 'CSV or TSV table', formats: [] },
  ...{ rows: [], found: 3, rejectedCount: 0, rejected: [], leftOut: [], warnings: [] },
  ...{ encoding: null, dates: null, columns: null, mapping: {}, pattern: null, stories: ['Talks'] },
  ...{ lines: [], entries: null, doubts: [], known: null, isPartial: false },
};

describe('a date that can be read several ways', () => {
  it('is shown in every order that gives a real day', () => {
    expect(orderLabel('day-first', '01/02/03 10:00')).toBe('Day first: “01/02/03” is 1 Feb 2003');
    expect(orderLabel('month-first', '01/02/03')).toBe('Month first: “01/02/03” is 2 Jan 2003');
    expect(orderLabel('year-first', '01/02/03')).toBe('Year first: “01/02/03” is 3 Feb 2001');
  });

  it('leaves out an order that it cannot have', () => {
    expect(orderLabel('year-first', '01/02/2003')).toBeNull();
    expect(orderLabel('month-first', '13/02/2003')).toBeNull();
    expect(orderLabel('as-words', '01/02/2003')).toMatch(/as words/);
  });
});

it('says in a few words how a file stands', () => {
  expect(stateWords(null)).toBe('looking…');
  expect(stateWords(preview)).toBe('3 comments');
  expect(stateWords({ ...preview, isPartial: true, rejectedCount: 2 })).toBe(
    'first 3 comments, 2 rejected',
  );
  expect(stateWords({ ...preview, doubts: ['dates', 'mapping'] })).toMatch(/asks/);
  expect(stateWords({ ...preview, doubts: ['encoding'] })).toMatch(/worth a look/);
  expect(stateWords({ ...preview, importer: 'none', found: 0 })).toBe('cannot be read');
  expect(datesWords({ dates: { order: 'unknown', evidence: 'none decides' } })).toBe(
    'undecided: none decides',
  );
});

it('shows a time as it would be read, else the words of the source', () => {
  const row = { line: 1, author: null, text: '', article: '', parent: undefined };
  expect(timeWords({ ...row, time: '2017-01-23T10:39', timeText: null })).toBe(
    '23 January 2017, 10:39',
  );
  expect(timeWords({ ...row, time: null, timeText: '01/02/03' })).toBe('“01/02/03”');
  expect(timeWords({ ...row, time: null, timeText: null })).toBe('no time');
});

it('points out the same story in another file', () => {
  expect(sameStories(preview, [{ ...preview, name: 'b.csv' }], null)).toEqual([
    '“Talks” is in b.csv too: the same story captured twice.',
  ]);
  expect(sameStories(preview, [{ ...preview, stories: [] }], null)).toEqual([]);
});

it('says where an import stopped and what it takes to go on', () => {
  const stopped = {
    ...{ comments: 10_000, source: 'talk.jsonl', bytesRead: 1_200_000, bytesTotal: 3_000_000 },
    ...{ files: [{ name: 'talk.jsonl', bytes: 3_000_000 }], handles: null },
  };
  expect(stoppedWords(stopped)).toBe('import stopped at 10,000 comments, 1.2 MB of 3 MB');
  expect(stoppedSentence(stopped)).toBe(
    'The import of “talk.jsonl” stopped at 10,000 comments, 1.2 MB of 3 MB. Resume goes on from there: choose the same file again.',
  );
  expect(stoppedSentence({ ...stopped, comments: 0, handles: [] })).toBe(
    'The import of “talk.jsonl” stopped before anything was stored. Resume goes on from there.',
  );
});

describe('a receipt', () => {
  const receipt: Receipt = {
    ...{ kind: 'table', declared: null, found: 2, rejected: 1 },
    warnings: [{ code: 'ragged-row', line: 3, message: '2 cells instead of 3' }],
    rejections: [{ line: 4, reason: 'no text', text: 'kim\n,' }],
    furniture: [],
    encoding: { name: 'windows-1256', guessed: false, replaced: 2 },
    dates: { order: 'day-first', evidence: 'chosen by the reader' },
    mapping: { text: 'note', author: 'who' },
    chosen: { encoding: 'windows-1256', dateOrder: 'day-first', mapping: { text: 'note' } },
  };
  const file = {
    ...{ name: 'a.csv', status: 'imported' as const, receipt, importerLabel: 'CSV' },
    message: null,
  };

  it('says what was found and what the reader chose', () => {
    expect(receiptFacts(receipt)).toEqual([
      ['Encoding', 'windows-1256, chosen by the reader, 2 characters could not be read'],
      ['Dates', 'day first: chosen by the reader'],
      ['Columns', 'author from “who”, text from “note”'],
      ['Chosen by the reader', 'the encoding windows-1256, dates day first, the columns'],
    ]);
    expect(chosenWords({})).toEqual([]);
  });

  it('is a text with every line, and a file that opens again', async () => {
    const text = receiptText('Mine', [file]);
    expect(text).toContain('Import receipt of Mine');
    expect(text).toContain('not declared, found 2, rejected 1');
    expect(text).toContain('line 3: ragged-row: 2 cells instead of 3');
    expect(text).toContain('line 4: no text: kim ,');
    const json = new File([receiptJson('Mine', [file])], 'receipt.json');
    expect(await receiptIn(json)).toEqual([file]);
  });

  it('is not taken for one when it is anything else', async () => {
    const format = '"format":"repartee-receipt"';
    for (const content of ['', '{}', `{${format}`, `{${format},"files":3}`, '[1]']) {
      expect(await receiptIn(new File([content], 'a.json'))).toBeNull();
    }
    const odd = `{${format},"files":[{"name":"a","status":"imported","receipt":{}},7]}`;
    expect(await receiptIn(new File([odd], 'a.json'))).toEqual([]);
  });
});
