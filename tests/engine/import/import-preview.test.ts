import { describe, expect, it } from 'vitest';
import { bring, DATA_URL, madeFile, testEngine } from '../../faults/support/world.ts';

const PNG = [
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
];
const OPEN = { id: null, dataUrl: DATA_URL };

describe('a look at files', () => {
  it('tells what would be read, stores nothing and knows what is there already', async () => {
    const engine = testEngine();
    await engine.call('open', OPEN);
    await bring(engine, madeFile(120));
    const files = [
      madeFile(120, 'renamed.jsonl'),
      new File(['author,text\nkim,hi\n'], 'a.csv'),
      new File([Uint8Array.from(PNG)], 'picture.csv'),
      new File([], 'empty.txt'),
    ];
    const input = { files, readings: [{}, { mapping: { text: 'author', author: '' } }], most: 5 };
    const [known, table, picture, empty] = await engine.call('previewFiles', input);
    expect(known).toMatchObject({ found: 120, known: { corpus: 'Mine', name: 'mine.jsonl' } });
    expect(known?.rows).toHaveLength(5);
    expect(table).toMatchObject({
      importer: 'csv',
      columns: ['author', 'text'],
      rows: [{ line: 2, author: null, text: 'kim', parent: undefined }],
      known: null,
    });
    expect(picture).toMatchObject({ importer: 'none', doubts: [], found: 0 });
    expect(picture?.warnings[0]?.message).toMatch(/PNG picture/);
    expect(empty).toMatchObject({ found: 0, doubts: [] });
    expect(await engine.call('list', null)).toHaveLength(2);
  });

  it('offers every format and the known patterns', async () => {
    const { formats, patterns } = await testEngine().call('readingChoices', null);
    expect(formats.map(({ id }) => id)).toContain('csv');
    expect(patterns).toContain('[{time}] {author}: {text}');
  });

  it('tells of a file that cannot be read', async () => {
    const engine = testEngine();
    const file = new File(['x'], 'gone.csv');
    const broken = (): never => {
      throw new DOMException('gone', 'NotReadableError');
    };
    Object.defineProperty(file, 'stream', { value: broken });
    const [preview] = await engine.call('previewFiles', { files: [file], readings: [{}], most: 5 });
    expect(preview).toMatchObject({ importer: 'none', found: 0 });
    expect(preview?.warnings[0]?.message).toMatch(/could not be read/);
  });
});

describe('what the reader chose', () => {
  it('is in the receipt, and the same file read in another way is another import', async () => {
    const engine = testEngine();
    await engine.call('open', OPEN);
    const file = new File(['author,text,note\nkim,hi,ho\n'], 'a.csv');
    const read = (readings: object[]) =>
      engine.call('importFiles', { files: [file], into: null, name: 'A', readings });
    const plain = await read([{}]);
    expect(plain.files[0]?.receipt).not.toHaveProperty('chosen');
    expect(plain.files[0]?.receipt?.mapping).toEqual({ author: 'author', text: 'text' });
    const reading = { mapping: { author: 'author', text: 'note' } };
    const other = await read([reading]);
    expect(other.corpus?.id).not.toBe(plain.corpus?.id);
    expect(other.corpus?.sources[0]?.receipt.chosen).toEqual(reading);
    const again = await read([{ mapping: { text: 'note', author: 'author' } }]);
    expect(again).toMatchObject({ files: [{ status: 'already-there' }] });
    const kept = await engine.call('keptFiles', { id: other.corpus?.id ?? '' });
    expect(await kept?.[0]?.text()).toBe(await file.text());
  });

  it('points out a story that was captured twice', async () => {
    const engine = testEngine();
    await engine.call('open', OPEN);
    const line = (id: string, title: string): string =>
      `${JSON.stringify({ id, title, author: 'kim', text: `hi ${id}` })}\n`;
    const early = new File([line('1', 'Talks'), line('2', 'Peace')], 'early.jsonl');
    const late = new File([line('3', 'Talks')], 'late.jsonl');
    await engine.call('importFiles', { files: [early], into: null, name: 'A' });
    const id = (await engine.call('list', null))[1]?.id ?? '';
    const { files } = await engine.call('importFiles', { files: [late], into: id, name: '' });
    expect(files[0]?.receipt?.warnings).toMatchObject([
      { code: 'same-story', message: expect.stringContaining('“early.jsonl”') as string },
    ]);
  });
});
