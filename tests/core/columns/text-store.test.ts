import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextChunk } from '../../../src/core/text-chunk.ts';
import { TextStore } from '../../../src/core/text-store.ts';
import { TextWriter } from '../../../src/core/text-writer.ts';
import type { ImportedComment } from '../../../src/core/corpus.ts';

const comment = fc.record({
  id: fc.string({ unit: 'grapheme' }),
  body: fc.string({ unit: 'grapheme' }),
  timeText: fc.string({ minLength: 1 }),
  avatar: fc.string({ minLength: 1 }),
  line: fc.nat(),
});

function pack(
  comments: Omit<ImportedComment, 'article' | 'author' | 'time'>[],
  limit: number,
  bytes = 1e6,
) {
  const writer = new TextWriter(0, limit, bytes);
  const chunks: TextChunk[] = [];
  for (const one of comments) {
    writer.add({ article: 'p', author: null, time: null, ...one });
    if (writer.isFull) chunks.push(writer.flush()!);
  }
  const rest = writer.flush();
  return rest ? [...chunks, rest] : chunks;
}

it('gives back what was put in, whatever the size of chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(comment), fc.integer({ min: 1, max: 4 }), async (comments, limit) => {
      const store = new TextStore();
      for (const chunk of pack(comments, limit, 40)) store.addChunk(chunk);
      expect(store.rowCount).toBe(comments.length);
      const rows = comments.map((_, row) => comments.length - 1 - row);
      const read = await store.read([...rows, comments.length, -1]);
      expect(read.splice(comments.length)).toEqual([null, null]);
      expect(read).toEqual(
        rows.map((row) => {
          const { line, ...rest } = comments[row]!;
          return { ...rest, lineEnd: line };
        }),
      );
    }),
  );
});

describe('chunks', () => {
  const [chunk] = pack(
    [
      { id: '1', body: 'dogs can fly' },
      { id: '2', body: 'الهدنة' },
    ],
    5,
  );

  it('loads on demand, once for readers at the same time, and keeps only the latest few', async () => {
    const chunks = pack(
      Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, body: `b${i}` })),
      2,
    );
    const loads: number[] = [];
    const store = new TextStore((index) => {
      loads.push(index);
      return Promise.resolve(chunks[index]!);
    }, 2);
    for (const part of chunks) store.addPlace(part);
    const [a, b] = await Promise.all([store.bodies([0, 1]), store.ids([1])]);
    expect([a, b, loads]).toEqual([['b0', 'b1'], ['1'], [0]]);
    await store.bodies([2]);
    await store.bodies([0]);
    await store.bodies([4]);
    await store.bodies([0]);
    await store.bodies([2]);
    expect(loads).toEqual([0, 1, 2, 1]);
  });

  it('rejects when a chunk cannot be read, and tries again next time', async () => {
    let isBroken = true;
    const store = new TextStore(() =>
      isBroken ? Promise.reject(new Error('damaged')) : Promise.resolve(chunk!),
    );
    store.addPlace({ start: 0, count: 2 });
    await expect(store.bodies([0])).rejects.toThrow('damaged');
    isBroken = false;
    expect(await store.bodies([0])).toEqual(['dogs can fly']);
  });
});
