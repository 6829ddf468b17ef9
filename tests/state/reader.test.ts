import { describe, expect, it } from 'vitest';
import { Reader } from '../../src/state/reader.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine, lookOf, rowsOf } from './fake-engine.ts';

function start(more: FakeEngine['answers'] = {}) {
  const engine = new FakeEngine({
    rows: ({ start: from, end }) => rowsOf({ start: from, end }),
    locate: ({ id }) => Number(id.slice(1)),
    ...more,
  });
  return { engine, reader: new Reader(engine) };
}

describe('the reader', () => {
  it('has its first rows before it shows a new list', async () => {
    const { reader } = start();
    await reader.show(lookOf(), 'threads', null);
    expect(reader.list).toMatchObject({ length: 32, startIndex: 0, order: 'threads' });
    expect(reader.row(0)?.kind).toBe('article');
    expect(reader.row(31)).toMatchObject({ id: 'c31' });
    expect(reader.row(32)).toBeNull();
  });

  it('starts a new list where the kept comment stands', async () => {
    const { engine, reader } = start();
    await reader.show(lookOf({ listLength: 100_000 }), 'time', 'c54321');
    expect(reader.list.startIndex).toBe(54_321);
    expect(reader.row(54_321)).toMatchObject({ id: 'c54321' });
    expect(engine.asked('rows')).toBe(1);
  });

  it('starts at the top when the kept comment was filtered out', async () => {
    const { reader } = start({ locate: () => -1 });
    await reader.show(lookOf(), 'threads', 'c5');
    expect(reader.list.startIndex).toBe(0);
  });

  it('fetches what comes into sight once, and forgets what is far', async () => {
    const { engine, reader } = start();
    await reader.show(lookOf({ listLength: 1_000_000 }), 'threads', null);
    reader.ensure(250, 420);
    reader.ensure(260, 430);
    await eventually(() => expect(reader.row(429)).not.toBeNull());
    await eventually(() => expect(reader.row(455)).not.toBeNull());
    const asked = engine.log
      .filter(({ name }) => name === 'rows')
      .flatMap(({ input }) => {
        const { start: from, end } = input as { start: number; end: number };
        return Array.from({ length: end - from }, (_, i) => from + i);
      });
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.indexOf(455)).toBeGreaterThan(asked.indexOf(419));
    for (let page = 5; page < 60; page++) {
      reader.ensure(page * 100, page * 100 + 50);
      await eventually(() => expect(reader.row(page * 100)).not.toBeNull());
    }
    expect(reader.list.pages.size).toBeLessThanOrEqual(30);
    expect(reader.row(0)).toBeNull();
  });

  it('fetches what is in sight now before what has passed by', async () => {
    const answers: (() => void)[] = [];
    const starts: number[] = [];
    let isSlow = false;
    const { reader } = start({
      rows: (range) => {
        if (!isSlow) return rowsOf(range);
        starts.push(range.start);
        return new Promise((resolve) => answers.push(() => resolve(rowsOf(range))));
      },
    });
    await reader.show(lookOf({ listLength: 1_000_000 }), 'threads', null);
    isSlow = true;
    for (let at = 1000; at <= 900_000; at += 1000) reader.ensure(at, at + 10);
    await eventually(() => expect(answers).toHaveLength(1));
    answers[0]?.();
    await eventually(() => expect(answers).toHaveLength(2));
    expect(starts).toEqual([1000, 900_000]);
  });

  it('asks once for rows the engine does not have', async () => {
    const { engine, reader } = start({ rows: () => [] });
    await reader.show(lookOf({ listLength: 500 }), 'threads', null);
    reader.ensure(200, 210);
    await eventually(() => expect(reader.list.pages.has(10)).toBe(true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(engine.asked('rows')).toBeLessThan(8);
    expect(reader.row(205)).toBeNull();
  });

  it('walks over headings, and stops at both ends', async () => {
    const { reader } = start();
    await reader.show(lookOf(), 'threads', null);
    expect((await reader.neighbour(-1, 1))?.row.id).toBe('c1');
    expect((await reader.neighbour(1, -1))?.row.id).toBeUndefined();
    expect((await reader.neighbour(30, 1))?.row.id).toBe('c31');
    expect(await reader.neighbour(31, 1)).toBeNull();
  });

  it('lets rows of an older list fall on the floor', async () => {
    const answers: (() => void)[] = [];
    let isSlow = false;
    const { reader } = start({
      rows: (range) =>
        isSlow
          ? new Promise((resolve) => answers.push(() => resolve(rowsOf(range))))
          : rowsOf(range),
    });
    await reader.show(lookOf({ listLength: 1000 }), 'threads', null);
    isSlow = true;
    reader.ensure(500, 550);
    await eventually(() => expect(answers).toHaveLength(1));
    isSlow = false;
    await reader.show(lookOf({ listLength: 40 }), 'threads', null);
    for (const answer of answers) answer();
    await Promise.resolve();
    expect(reader.list.length).toBe(40);
    expect(reader.row(500)).toBeNull();
  });
});
