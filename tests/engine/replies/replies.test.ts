import { expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { checksumOf } from '../../../src/engine/storage/checksum.ts';
import type { CommentRow, ListRow } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
const WORDS = 'river tax house market people vote law money school train film road bridge'.split(
  ' ',
);

async function opened(): Promise<TestEngine> {
  const engine = testEngine();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
  return engine;
}

async function listed(engine: TestEngine, end = 200): Promise<ListRow[]> {
  return engine.call('rows', { order: 'recorded', start: 0, end });
}

async function comments(engine: TestEngine, end = 200): Promise<CommentRow[]> {
  return (await listed(engine, end)).filter((row) => row.kind === 'comment');
}

interface Line {
  author: string;
  time: string;
  body: string;
}

/** One page, written as JSON lines without parents. */
function stream(count: number, line: (i: number) => Line): File {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `c${i}`, thread: 'page', ...line(i) }),
  );
  return new File([lines.join('\n')], 'stream.jsonl');
}

function minute(i: number): string {
  return new Date(Date.UTC(2020, 0, 1, 0, i)).toISOString().slice(0, 16);
}

const plainLine = (i: number): Line => ({
  author: `Writer${(i * 7919) % 211}`,
  time: minute(i),
  body: Array.from({ length: 20 }, (_, k) => WORDS[(i * (k + 3) * 31 + k * k) % 13]).join(' '),
});

async function imported(file: File): Promise<TestEngine> {
  const engine = testEngine();
  await engine.call('importFiles', { files: [file], into: null, name: 'stream' });
  await engine.call('look', DEFAULT_VIEW);
  return engine;
}

it('says that a stream of 3,000 comments cannot be known, and draws no line', async () => {
  const engine = await imported(stream(3000, plainLine));
  await allInferred(engine);
  const rows = await listed(engine, 2000);
  const [heading] = rows;
  expect(heading).toMatchObject({ kind: 'article', comments: 3000, unknowable: 2999 });
  const chips = rows.filter((row) => row.kind === 'comment').map(({ reply }) => reply);
  expect(chips).toHaveLength(1999);
  for (const threshold of [0, 0.5]) {
    const look = await engine.call('look', { ...DEFAULT_VIEW, threshold });
    expect(look.replies).toEqual({ stated: 0, low: 0, high: 0 });
    expect(look.inferred).toEqual({ done: 3000, total: 3000, unknowable: 2999 });
    const network = await engine.call('network', null);
    expect(network.edges).toEqual([]);
    expect(network.inferred.unknowable).toBe(2999);
    expect((await engine.call('lanes', null)).arcFrom).toHaveLength(0);
  }
  const row = (await comments(engine, 60))[50]?.row ?? -1;
  const panel = await engine.call('evidence', { row });
  expect(panel.kind).toBe('unknowable');
  expect(panel.orderFacts.join(' ')).toContain('So many comments in one stream');
});

it('still draws those of a long stream that name somebody, and follows the reader', async () => {
  const file = stream(2400, (i) => {
    const line = plainLine(i);
    const own = (of: number): string =>
      ['amber', 'birch', 'cedar', 'delta', 'ember'].map((word) => `${word}${of}`).join(' ');
    if (i % 10 === 8) return { ...line, body: `${own(i)}. ${line.body}` };
    if (i % 10 !== 9) return line;
    return { ...line, body: `@${plainLine(i - 1).author}, "${own(i - 1)}": not so. ${line.body}` };
  });
  const engine = await imported(file);
  await allInferred(engine);
  const rows = await comments(engine, 2401);
  const known = rows.filter(({ reply }) => reply.kind === 'inferred' && reply.parent !== null);
  expect(known.length).toBeGreaterThan(100);
  for (const { row, reply } of known) expect(reply.parent?.row).toBe(row - 1);
  const lost = rows.find(({ reply }) => reply.kind === 'unknowable');
  const row = lost?.row ?? -1;
  await engine.call('correct', { kind: 'choose', row, parent: row - 1 });
  const now = (await comments(engine, 2401)).find((one) => one.row === row);
  expect(now?.reply).toMatchObject({ kind: 'settled', parent: { row: row - 1 } });
});

it('names the comments that change under another order, before and after', async () => {
  const engine = await opened();
  const { articles } = await engine.call('look', DEFAULT_VIEW);
  const january = articles.find(({ total }) => total === 19);
  const trial = await engine.call('compareOrder', {
    article: january?.index ?? -1,
    order: 'chronological',
  });
  expect(trial.changed.length).toBeGreaterThan(3);
  expect(trial.changes.map(({ id }) => id)).toEqual(trial.changed);
  for (const { now, then } of trial.changes) expect(now).not.toEqual(then);
  const before = new Map((await comments(engine)).map(({ id, reply }) => [id, reply.parent?.id]));
  const orderModels = { [january?.key ?? '']: 'chronological' as const };
  await engine.call('look', { ...DEFAULT_VIEW, orderModels });
  const after = await comments(engine);
  const moved = after.filter(({ id, reply }) => before.get(id) !== reply.parent?.id);
  expect(moved.map(({ id }) => id)).toEqual(trial.changed);
  for (const { reply, timeMin } of after.filter(({ article }) => article === january?.index)) {
    if (reply.parent) expect(reply.parent.timeMin ?? 0).toBeLessThanOrEqual(timeMin ?? 0);
  }
});

it('takes a correction as a hard cue for the rest of the page', async () => {
  const engine = await opened();
  const before = await comments(engine);
  const page = before.filter(({ article }) => article === before[0]?.article);
  const surer = new Set<string>();
  for (const { row, reply } of page.slice(1, 8)) {
    if (reply.parent === null) continue;
    await engine.call('correct', { kind: 'choose', row, parent: null });
    const after = new Map((await comments(engine)).map((one) => [one.row, one]));
    for (const other of page) {
      const now = after.get(other.row);
      if (other.row === row || now?.reply.kind !== 'inferred') continue;
      if (Math.abs(now.reply.probability - other.reply.probability) > 0.001) surer.add(other.id);
    }
    await engine.call('correct', { kind: 'clear', row });
  }
  expect(surer.size).toBeGreaterThan(2);
  const again = await comments(engine);
  expect(again.map(({ reply }) => reply.probability)).toEqual(
    before.map(({ reply }) => reply.probability),
  );
});

it('tests itself without touching what is stored or shown', async () => {
  const storage = new MemoryStorage();
  const engine = testEngine({ storage });
  await engine.call('generate', { comments: 600 });
  await engine.call('look', DEFAULT_VIEW);
  const [entry] = await engine.call('list', null);
  const id = entry?.id ?? '';
  const sums = async (): Promise<string[]> =>
    Promise.all(
      ['columns', 'replies'].map(async (name) => {
        const part = await storage.part(id, name);
        return part ? checksumOf(part.buffers) : 'absent';
      }),
    );
  const before = [await sums(), await listed(engine, 700)];
  const test = await engine.call('selfTest', null);
  expect(test.tested).toBeGreaterThan(500);
  expect(test.unknowable).toBe(0);
  const { parentAccuracy, commenterAccuracy, calibration } = test;
  expect(parentAccuracy.low).toBeLessThan(parentAccuracy.value);
  expect(parentAccuracy.high).toBeGreaterThan(parentAccuracy.value);
  expect(commenterAccuracy.value).toBeGreaterThanOrEqual(parentAccuracy.value);
  for (const { value, low, high } of calibration) {
    expect(value).toBeLessThanOrEqual(1);
    expect([low, value, high]).toEqual([low, value, high].sort((a, b) => a - b));
  }
  for (const { comment, said, truth, row } of test.worst) {
    expect(comment?.row).toBe(row);
    expect(said?.row).not.toBe(truth?.row);
  }
  expect([await sums(), await listed(engine, 700)]).toEqual(before);
});

/** Waits until every comment has been looked at; asking meanwhile would only delay it. */
async function allInferred({ events }: TestEngine): Promise<void> {
  const isDone = (): boolean =>
    events.some((event) => event.event === 'inferred' && event.done === event.total);
  for (let wait = 0; wait < 300 && !isDone(); wait++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(isDone()).toBe(true);
}
