import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { previewSource } from '../../src/importers/preview.ts';
import { importers, readSource } from '../../src/importers/registry.ts';
import { byteSourceOf } from '../../src/importers/text/bytes.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it('shows how a table would be read, and follows the choices of the reader', async () => {
  const bytes = encode('author,text,remark,date\nkim,one,two,01/02/2017\n');
  const first = await previewSource(byteSourceOf('c.csv', bytes));
  expect(first).toMatchObject({
    importer: 'csv',
    isPartial: false,
    facts: {
      mapping: { author: 'author', text: 'text', time: 'date' },
      columns: ['author', 'text', 'remark', 'date'],
    },
    comments: [{ author: 'kim', body: 'one', time: null, timeText: '01/02/2017' }],
  });
  expect(first.formats[0]).toMatchObject({ id: 'csv', label: 'CSV or TSV table' });
  const changed = await previewSource(byteSourceOf('c.csv', bytes), {
    mapping: { text: 'remark' },
    dateOrder: 'day-first',
  });
  expect(changed.comments).toMatchObject([{ body: 'two', time: '2017-02-01T00:00' }]);
});

it('looks at the beginning of a long or packed source only', async () => {
  const line = `[2017-01-23 10:39] <kim> ${'word '.repeat(50)}\n`;
  const bytes = gzipSync(encode(line.repeat(20_000)));
  const preview = await previewSource(
    byteSourceOf('chat.log.gz', bytes),
    { acceptExpansion: true },
    5,
  );
  expect(preview).toMatchObject({ importer: 'text-log', isPartial: true });
  expect(preview.facts.pattern).toBe('[{time}] <{author}> {text}');
  expect(preview.comments).toHaveLength(5);
});

it('says what it can of a file that is no discussion', async () => {
  const preview = await previewSource(byteSourceOf('x.csv', new Uint8Array(0)));
  expect(preview).toMatchObject({ importer: 'none', comments: [], formats: [] });
});

const FOLDER = 'tests/fixtures/importers';
const fixtures = readdirSync(FOLDER)
  .filter((name) => importers.some(({ id }) => id === name.split('.')[0]))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${FOLDER}/${name}`)) }));

describe.each(fixtures)('$name', ({ name, bytes }) => {
  it('is shown as it is read, without a doubt', async () => {
    const preview = await previewSource(byteSourceOf(name, bytes));
    const read = await readSource({ name, bytes });
    expect(preview).toMatchObject({ importer: read.importer, doubts: [], isPartial: false });
    expect(preview.comments).toEqual(read.comments.slice(0, 20));
    expect(preview.found).toBe(read.receipt.found);
    expect(preview.rejectedCount).toBe(read.receipt.rejected);
    expect(preview.facts.dates).toEqual(read.receipt.dates);
    expect(preview.facts.mapping).toEqual(read.receipt.mapping);
  });
});

const preview = (name: string, text: string | Uint8Array, options = {}) =>
  previewSource(byteSourceOf(name, typeof text === 'string' ? encode(text) : text), options);

describe('dates', () => {
  const row = (date: string): string => `kim,${date},hi\n`;
  const table = (dates: string[]): string => `author,time,text\n${dates.map(row).join('')}`;

  it('are decided by the whole file, far past what is shown, and say by what', async () => {
    const dates = Array.from({ length: 5000 }, (_, i) => `0${1 + (i % 9)}/03/2017 10:00`);
    const open = await preview('c.csv', table(dates));
    expect(open).toMatchObject({ doubts: ['dates'], isPartial: true });
    expect(open.comments[0]).toMatchObject({ time: null, timeText: '01/03/2017 10:00' });
    const found = await preview('c.csv', table([...dates, '23/01/2017 10:00']));
    expect(found).toMatchObject({ doubts: [], isPartial: true });
    expect(found.facts.dates).toEqual({
      order: 'day-first',
      evidence:
        '1 of 5001 dates (the first: "23/01/2017 10:00" on line 5002) can only be day first',
    });
    expect(found.comments[0]?.time).toBe('2017-03-01T10:00');
  });

  it('that stay open are asked for, and every answer settles it', async () => {
    const text = table(['01/02/03', '31/02/2005']);
    const asked = await preview('c.csv', text);
    expect(asked.doubts).toEqual(['dates']);
    expect(asked.facts.dates?.evidence).toMatch(/^none of 1 date has a day over 12/);
    const times = {
      'day-first': '2003-02-01',
      'month-first': '2003-01-02',
      'year-first': '2001-02-03',
    };
    for (const [dateOrder, day] of Object.entries(times)) {
      const answered = await preview('c.csv', text, { dateOrder });
      expect(answered.doubts).toEqual([]);
      expect(answered.comments[0]?.time).toBe(`${day}T00:00`);
    }
    const words = await preview('c.csv', text, { dateOrder: 'as-words' });
    expect(words).toMatchObject({ doubts: [], comments: [{ timeText: '01/02/03' }, {}] });
  });

  it('that contradict each other are each read the only way they can be', async () => {
    const mixed = await preview('c.csv', table(['31/01/2017', '01/31/2017']));
    expect(mixed.doubts).toEqual([]);
    expect(mixed.comments.map(({ time }) => time?.slice(0, 10))).toEqual([
      '2017-01-31',
      '2017-01-31',
    ]);
    const open = await preview('c.csv', table(['31/01/2017', '01/31/2017', '01/02/2017']));
    expect(open.doubts).toEqual(['dates']);
  });
});

describe('encodings', () => {
  const arabic = Uint8Array.from([
    ...encode('author,time,text\n'),
    ...[0xd3, 0xc7, 0xd1, 0xc9], // سارة in windows-1256
    ...encode(',2017-01-23 10:39,'),
    ...[0xc7, 0xe1, 0xe5, 0xcf, 0xe4, 0xc9, 10], // الهدنة
  ]);

  it('are shown as a guess, and another choice shows at once', async () => {
    const guessed = await preview('a.csv', arabic);
    expect(guessed).toMatchObject({
      doubts: ['encoding'],
      facts: { encoding: { name: 'windows-1256', guessed: true } },
      comments: [{ author: 'سارة', body: 'الهدنة' }],
    });
    const western = await preview('a.csv', arabic, { encoding: 'windows-1252' });
    expect(western).toMatchObject({ doubts: [], comments: [{ author: 'ÓÇÑÉ' }] });
  });

  it.each(['utf-16le', 'utf-16be'] as const)('%s without a mark is found', async (name) => {
    const text = 'author,text\nkim,hello to all\n';
    const little = new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
    const bytes = name === 'utf-16le' ? little : little.map((_, i) => little[i ^ 1] ?? 0);
    const found = await preview('a.csv', bytes);
    expect(found).toMatchObject({ facts: { encoding: { name } }, comments: [{ author: 'kim' }] });
  });

  it('turn JSON arrays too', async () => {
    const bytes = Uint8Array.from([
      ...encode('[{"author":"'),
      ...[0xd3, 0xc7, 0xd1, 0xc9],
      ...encode('","text":"hi"}]'),
    ]);
    const asked = await preview('a.json', bytes);
    expect(asked).toMatchObject({ doubts: ['encoding'], comments: [{ author: 'سارة' }] });
    const read = await readSource({ name: 'a.json', bytes }, { encoding: 'windows-1256' });
    expect(read.receipt.encoding).toEqual({ name: 'windows-1256', guessed: false, replaced: 0 });
  });
});

describe('formats and columns', () => {
  it('that are found by looks ask for a look, and take what the reader says', async () => {
    const text = 'wer,wann,was\nkim,2017-01-23 10:00,something long enough to be the text of one\n';
    const guessed = await preview('c.csv', text);
    expect(guessed.doubts).toEqual(['mapping']);
    const mapping = { author: 'was', text: 'wer', time: '' };
    const chosen = await preview('c.csv', text, { mapping });
    expect(chosen).toMatchObject({ doubts: [], comments: [{ body: 'kim', time: null }] });
  });

  it('that nothing fits can be named by the reader', async () => {
    const text = '#1 kim @2017-01-23T10:39 hello\n#2 bo @2017-01-23T10:40 hi\n';
    const unknown = await preview('own.txt', text);
    expect(unknown).toMatchObject({ doubts: ['format'], found: 0 });
    const pattern = '#1 {author} @{time} {text}';
    const named = await preview('own.txt', text, { importer: 'text-log', pattern });
    expect(named).toMatchObject({
      doubts: [],
      comments: [{ author: 'kim', body: 'hello\n#2 bo @2017-01-23T10:40 hi' }],
    });
    const bad = await preview('own.txt', text, { importer: 'text-log', pattern: '/(?<a>x/' });
    expect(bad.warnings[0]).toMatchObject({ code: 'bad-pattern' });
  });

  it('of an archive are told with all that is in it', async () => {
    const csv = encode('author,text\nkim,hi\n');
    const zip = zipSync({ 'a/one.csv': csv, 'a/pic.png': csv, 'b.csv': csv });
    const shown = await preview('saved.zip', zip);
    expect(shown).toMatchObject({ importer: 'csv', found: 1, isPartial: true });
    expect(shown.entries).toEqual([
      { name: 'a/one.csv', leftOut: null },
      { name: 'a/pic.png', leftOut: 'no text' },
      { name: 'b.csv', leftOut: null },
    ]);
  });
});

it('keeps the account exact under any mapping, and rows follow it', async () => {
  const columns = ['author', 'time', 'text', 'id', 'odd'];
  const cell = fc.constantFrom(
    '',
    'kim',
    '2017-01-23 10:00',
    'a "quoted" word',
    '7',
    'x'.repeat(60),
  );
  const table = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 30,
  });
  const choice = fc.constantFrom('', ...columns);
  const mappings = fc.record({ author: choice, time: choice, text: choice, id: choice });
  await fc.assert(
    fc.asyncProperty(table, mappings, async (rows, mapping) => {
      const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
      const lines = [columns, ...rows].map((cells) => cells.map(quoted).join(','));
      const bytes = encode(`${lines.join('\n')}\n`);
      const shown = await preview('c.csv', bytes, { mapping });
      const filled = rows.length;
      expect(shown.found + shown.rejectedCount).toBe(filled);
      const at = columns.indexOf(mapping.text);
      const bodies = rows.map((cells) => cells[at]);
      for (const { body, line } of shown.comments) expect(body).toBe(bodies[(line ?? 0) - 2]);
      const { comments, receipt } = await readSource({ name: 'c.csv', bytes }, { mapping });
      expect(shown.comments).toEqual(comments.slice(0, 20));
      expect(receipt.found + receipt.rejected).toBe(filled);
    }),
    { numRuns: 150 },
  );
});

it('looks at a long page by its beginning, and at one long object whole', async () => {
  const page = new TextDecoder().decode(new Uint8Array(readFileSync(`${FOLDER}/page-capture.txt`)));
  const long = encode(`${page}${'and more of the same page, without an end\n'.repeat(500_000)}`);
  const shown = await preview('page.txt', long);
  expect(shown).toMatchObject({ importer: 'page-capture', isPartial: true });
  expect(shown.found).toBeGreaterThan(10);
  const text = 'x'.repeat(1000);
  const comments = Array.from({ length: 18_000 }, (_, i) => ({ id: i, author: 'kim', text }));
  const wrapped = await preview('all.json', JSON.stringify({ comments }));
  expect(wrapped).toMatchObject({ importer: 'json', doubts: [], found: 200, isPartial: true });
});

it('asks nothing of a JSON that has nothing to choose from', async () => {
  const deep = await preview('deep.json', '['.repeat(200_000));
  expect(deep).toMatchObject({ importer: 'json', found: 0, doubts: [] });
});
