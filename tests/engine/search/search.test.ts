import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import type { CommentRow, Look } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = testEngine({ storage: new MemoryStorage() });
  await engine.call('open', { id: null, dataUrl: DATA_URL });
});

const look = (query: string): Promise<Look> => engine.call('look', { ...DEFAULT_VIEW, query });

describe('the bundled corpus', () => {
  it('finds words, phrases and names as readers write them', async () => {
    expect((await look('author:ArabDemocrat.com')).shown).toBeGreaterThan(0);
    expect((await look('author:mowaten')).shown).toBe((await look('by:_mowaten_')).shown);
    expect((await look('mowaten')).shown).toBeGreaterThan(0);
    expect((await look('author:""')).shown).toBe(7);
    expect((await look('author:"[no name]"')).shown).toBe(7);
    expect((await look('author:[no name]')).notices).toEqual([]);
    expect((await look('/dogs? can (fly|run)/i')).shown).toBeGreaterThan(0);
    for (const query of ['lang:ar', 'الاسد', 'هدنة', 'الهدنة', '"قوات الاسد"']) {
      expect((await look(query)).shown, query).toBe(1);
    }
    const phrase = (await look('"every credible"')).shown;
    expect(phrase).toBeGreaterThan(0);
    expect(phrase).toBeLessThanOrEqual((await look('every credible')).shown);
  });

  it('marks every shown comment where the words stand', async () => {
    await look('"dogs can fly"');
    const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 99 });
    const marked = rows.flatMap((row) =>
      row.kind === 'comment' ? row.marks.map(([from, to]) => row.body.slice(from, to)) : [],
    );
    expect(marked.length).toBeGreaterThan(0);
    for (const mark of marked) expect(mark.toLowerCase()).toBe('dogs can fly');
  });

  it('lists in the order the query asks for, and each comment once', async () => {
    const listed = async (query: string): Promise<CommentRow[]> => {
      const { listLength, shown } = await look(query);
      const rows = await engine.call('rows', { order: 'threads', start: 0, end: 99 });
      expect(rows).toHaveLength(listLength);
      expect(listLength).toBe(shown);
      return rows.flatMap((row) => (row.kind === 'comment' ? [row] : []));
    };
    const times = (rows: CommentRow[]): number[] => rows.map(({ timeMin }) => timeMin ?? 0);
    const newest = times(await listed('syria sort:newest'));
    expect(newest).toEqual([...newest].sort((a, b) => b - a));
    const oldest = times(await listed('sort:oldest'));
    expect(oldest).toEqual([...oldest].sort((a, b) => a - b));
    expect(oldest).toHaveLength(32);
    const best = await listed('syria regime sort:relevance');
    expect(best.length).toBeGreaterThan(1);
    expect(new Set(best.map(({ row }) => row)).size).toBe(best.length);
    for (const plain of ['', 'sort:relevance']) {
      await look(plain);
      const list = await engine.call('rows', { order: 'threads', start: 0, end: 99 });
      expect(list, plain).toHaveLength(34);
    }
  });

  it('says what was searched instead, who is not there, and what to drop', async () => {
    const messages = async (query: string): Promise<string[]> =>
      (await look(query)).notices.map((notice) => notice.message);
    expect(await messages('astanaa')).toEqual([expect.stringContaining('“astana”')]);
    expect(await messages('author:Mistic')).toEqual([expect.stringContaining('“Mystic”?')]);
    const remedies = await messages('syria before:2016-01-01');
    expect(remedies).toEqual([
      expect.stringMatching(
        /^Nothing matches all of this\. Without “before:2016-01-01”: \d+ comments\.$/,
      ),
    ]);
    expect(await messages('astana')).toEqual([]);
  });
});
