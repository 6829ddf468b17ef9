import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/importers/registry.ts';
import { parquetOf } from './write.ts';

describe('Parquet', () => {
  const bytes = parquetOf({
    comment_id: ['1', '2', '3'],
    author: ['kim', 'سمير', ''],
    created_at: ['2017-01-23T10:39:00Z', '23/01/2017 10:40', ''],
    body: ['About time.', 'هدنة', 'x'],
    parent_id: ['', '1', '9'],
  });

  it('is read with columns found by name', async () => {
    const source = await readSource({ name: 'c.parquet', bytes });
    expect(source.importer).toBe('parquet');
    expect(source.comments).toMatchObject([
      {
        id: '1',
        author: 'kim',
        time: '2017-01-23T10:39Z',
        parent: null,
        body: 'About time.',
        line: 1,
      },
      { id: '2', author: 'سمير', time: '2017-01-23T10:40', parent: '1' },
      { id: '3', author: null, time: null, parent: '9' },
    ]);
    expect(source.receipt).toMatchObject({ kind: 'parquet', found: 3, orphans: 1 });
  });

  it('lets the reader change the mapping', async () => {
    const source = await readSource(
      { name: 'c.parquet', bytes },
      { mapping: { text: 'author', author: 'body' } },
    );
    expect(source.comments[0]).toMatchObject({ author: 'About time.', body: 'kim' });
  });

  it('says what is wrong with a damaged file', async () => {
    const source = await readSource({ name: 'c.parquet', bytes: bytes.slice(0, 200) });
    expect(source.receipt.warnings[0]?.code).toBe('stopped');
  });
});
