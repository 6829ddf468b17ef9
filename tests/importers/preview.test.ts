import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { previewSource } from '../../src/importers/preview.ts';
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
