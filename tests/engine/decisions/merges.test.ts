import { beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { InferenceComment, InferOptions } from '../../../src/core/replies/inference.ts';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { PAGE_MODEL } from '../../../src/engine/replies/page-model.ts';
import type { CommentRow, Look } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
let storage: MemoryStorage;
let engine: TestEngine;
let scored: { comments: readonly InferenceComment[]; options: InferOptions }[];

function start(): TestEngine {
  scored = [];
  const score: typeof PAGE_MODEL.score = (comments, options) => {
    scored.push({ comments, options });
    return PAGE_MODEL.score(comments, options);
  };
  return testEngine({ storage, model: { ...PAGE_MODEL, score } });
}

beforeEach(async () => {
  storage = new MemoryStorage();
  engine = start();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
});

const merge = (from: string | string[], into: string) =>
  engine.call('merge', { kind: 'merge', from: [from].flat(), into });
const takeBack = (from: string, into: string) =>
  engine.call('merge', { kind: 'take-back', pairs: [{ from, into }] });

async function comments(): Promise<CommentRow[]> {
  const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 100 });
  return rows.filter((row) => row.kind === 'comment');
}

/** Everything a reader sees of the open corpus, whatever the epoch and the places in the network. */
async function seen(view = DEFAULT_VIEW): Promise<unknown> {
  const { epoch: _epoch, ...look } = await engine.call('look', view);
  const lanes = await engine.call('lanes', null);
  const network = await engine.call('network', null);
  const commenters = network.commenters.map(({ x: _x, y: _y, ...commenter }) => commenter);
  return [look, lanes, { ...network, commenters }, await comments()];
}

async function shown(patch: Partial<typeof DEFAULT_VIEW>): Promise<Look> {
  return engine.call('look', { ...DEFAULT_VIEW, ...patch });
}

describe('two commenters merged', () => {
  it('are one in lists, counts, lanes, network and matrix; the sum of both', async () => {
    const before = await shown({});
    const count = (name: string): number =>
      before.commenters.find(({ label }) => label === name)?.total ?? 0;
    const sum = count('Mystic') + count('the_roar');
    const summary = await merge('the_roar', 'Mystic');
    expect(summary.merged).toEqual({ the_roar: 'Mystic' });
    const after = await shown({});
    const row = after.commenters.find(({ label }) => label === 'Mystic');
    expect(row).toMatchObject({ total: sum, shown: sum, also: ['the_roar'] });
    expect(after.commenters.map(({ label }) => label)).not.toContain('the_roar');
    expect(after.commenters.length).toBe(before.commenters.length - 1);
    const { lanes } = await engine.call('lanes', null);
    expect(lanes.find(({ name }) => name === 'Mystic')?.count).toBe(sum);
    expect(lanes.map(({ name }) => name)).not.toContain('the_roar');
    const network = await engine.call('network', null);
    expect(network.commenters.map(({ name }) => name)).not.toContain('the_roar');
    expect(network.edges.every(({ from, to }) => from !== to)).toBe(true);
    expect(summary.commenterCount).toBe(before.commenters.length - 1);
  });

  it('keep the name a comment is signed with, beside the one it counts as', async () => {
    await merge('the_roar', 'Mystic');
    const signed = (await comments()).filter((row) => row.signed !== null);
    expect(signed.length).toBeGreaterThan(0);
    expect(signed.every((row) => row.signed === 'the_roar' && row.author.name === 'Mystic')).toBe(
      true,
    );
  });

  it('are found by either name: filter, search, list of commenters', async () => {
    const alone =
      (await shown({ by: ['Mystic'] })).shown + (await shown({ by: ['the_roar'] })).shown;
    await merge('the_roar', 'Mystic');
    for (const by of [['the_roar'], ['Mystic'], ['the_roar', 'Mystic']]) {
      expect((await shown({ by })).shown).toBe(alone);
    }
    for (const name of ['the_roar', 'Mystic']) {
      expect((await shown({ query: `author:${name}` })).shown).toBe(alone);
      expect((await shown({ query: `-author:${name}` })).shown).toBe(32 - alone);
      expect((await shown({ notBy: [name] })).shown).toBe(32 - alone);
    }
    const found = await engine.call('facet', {
      ...{ kind: 'commenter', search: 'the_roar', offset: 0, limit: 5 },
    } as const);
    expect(found.rows.map(({ label }) => label)).toEqual(['Mystic']);
  });

  it('are the same author to the model, and either name means them', async () => {
    const before = scored.length;
    await merge('the_roar', 'Mystic');
    const again = scored.slice(before);
    expect(again.length).toBeGreaterThan(0);
    for (const { comments: page, options } of again) {
      expect(page.map(({ author }) => author)).not.toContain('the_roar');
      expect(options.aliases?.get('the_roar')).toBe('Mystic');
    }
  });

  it('change no other commenter’s colour', async () => {
    const colours = async (): Promise<[string | null, number][]> =>
      (await shown({})).commenters.map(({ label, hue }) => [label, hue]);
    const before = new Map(await colours());
    await merge('the_roar', 'Mystic');
    for (const [label, hue] of await colours()) expect(hue).toBe(before.get(label));
  });

  it('are shown under the view that held, at once', async () => {
    await shown({ by: ['the_roar'] });
    await merge('the_roar', 'Mystic');
    const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 100 });
    const listed = rows.filter((row) => row.kind === 'comment');
    expect(new Set(listed.map(({ author }) => author.name))).toEqual(new Set(['Mystic']));
    expect(listed.some(({ signed }) => signed === null)).toBe(true);
  });
});

describe('taking back', () => {
  it('leaves exactly what was there before, whichever merge of a chain goes first', async () => {
    const before = await seen();
    const chain = [
      ['the_roar', 'Mystic'],
      ['Mystic', '_mowaten_'],
      ['_mowaten_', 'ArabDemocrat.com'],
    ] as const;
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      for (const [from, into] of chain) await merge(from, into);
      const all = await shown({});
      expect(all.commenters.find(({ label }) => label === 'ArabDemocrat.com')?.also).toHaveLength(
        3,
      );
      for (const at of order) {
        const [from, into]: readonly [string, string] = chain[at] ?? chain[0];
        await takeBack(from, into);
      }
      expect(await seen()).toEqual(before);
    }
  });

  it('gives, in any order, what the merges that are left would give alone', async () => {
    const names = ['the_roar', 'Mystic', '_mowaten_', 'ArabDemocrat.com'] as const;
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    const made = fc.uniqueArray(
      pair.filter(([a, b]) => a !== b),
      { maxLength: 3, selector: ([a, b]) => `${a} ${b}` },
    );
    await fc.assert(
      fc.asyncProperty(
        made,
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        async (pairs, undo) => {
          storage = new MemoryStorage();
          engine = start();
          await engine.call('open', OPEN);
          for (const [from, into] of pairs) await merge(from, into);
          const listed = await engine.call('merges', null);
          for (const { from, into } of listed.filter((_, at) => undo[at])) {
            await takeBack(from.key, into.key);
          }
          const left = (await engine.call('merges', null)).map(({ from, into }) => [
            from.key,
            into.key,
          ]);
          const result = await seen();
          storage = new MemoryStorage();
          engine = start();
          await engine.call('open', OPEN);
          for (const [from = '', into = ''] of left) await merge(from, into);
          expect(await seen()).toEqual(result);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('moves nobody in the network, there and back', async () => {
    const places = async (): Promise<[string, number, number][]> =>
      (await engine.call('network', null)).commenters.map(({ key, x, y }) => [key, x, y]);
    const before = await places();
    await merge('the_roar', 'Mystic');
    const merged = await places();
    expect(before).toEqual(expect.arrayContaining(merged));
    await takeBack('the_roar', 'Mystic');
    expect((await places()).sort()).toEqual(before.sort());
  });

  it('puts a merge back into its old place', async () => {
    await merge('the_roar', 'Mystic');
    await merge('Mystic', '_mowaten_');
    const both = await seen();
    await takeBack('the_roar', 'Mystic');
    await engine.call('merge', { kind: 'put-back', pairs: [{ from: 'the_roar', into: 'Mystic' }] });
    expect(await seen()).toEqual(both);
    const listed = await engine.call('merges', null);
    expect(listed.map(({ from, into, now }) => [from.name, into.name, now.name])).toEqual([
      ['the_roar', 'Mystic', '_mowaten_'],
      ['Mystic', '_mowaten_', '_mowaten_'],
    ]);
  });
});

it('keeps merges past a reload and past a removal and re-import', async () => {
  await merge('the_roar', 'Mystic');
  await merge('Mystic', 'ArabDemocrat.com');
  await takeBack('the_roar', 'Mystic');
  const before = await seen();
  engine = start();
  await engine.call('open', OPEN);
  expect(scored).toEqual([]);
  expect(await seen()).toEqual(before);
  await engine.call('remove', { id: 'sample' });
  engine = start();
  const summary = await engine.call('open', OPEN);
  expect(summary.merged).toEqual({ Mystic: 'ArabDemocrat.com' });
  expect(await seen()).toEqual(before);
});

it('keeps what another tab merged meanwhile', async () => {
  const other = testEngine({ storage });
  await other.call('open', OPEN);
  await merge('the_roar', 'Mystic');
  await other.call('merge', { kind: 'merge', from: ['humble'], into: 'gigahabib' });
  engine = start();
  const summary = await engine.call('open', OPEN);
  expect(summary.merged).toEqual({ the_roar: 'Mystic', humble: 'gigahabib' });
});

it('never merges comments without a name, nobody, or a name with itself; counts stay ranges', async () => {
  const nameless = (await shown({})).commenters.find(({ label }) => label === null);
  expect(nameless?.people).toEqual([1, 7]);
  const refused = { code: 'internal' };
  await expect(merge(nameless?.key ?? '', 'Mystic')).rejects.toMatchObject(refused);
  await expect(merge('Mystic', nameless?.key ?? '')).rejects.toMatchObject(refused);
  await expect(merge('Nobody at all', 'Mystic')).rejects.toMatchObject(refused);
  await expect(merge([], 'Mystic')).rejects.toMatchObject(refused);
  await expect(takeBack('the_roar', 'Mystic')).rejects.toMatchObject(refused);
  await merge('Mystic', 'Mystic');
  const summary = await merge('the_roar', 'Mystic');
  expect(await engine.call('merges', null)).toHaveLength(1);
  expect(summary.nameless).toEqual({ comments: 7, people: [1, 7] });
});

it('forgets a merge that could not be stored', async () => {
  const before = await seen();
  const { commit } = storage;
  storage.commit = () => Promise.reject(new Error('full'));
  await expect(merge('the_roar', 'Mystic')).rejects.toThrow('full');
  storage.commit = commit;
  expect(await engine.call('merges', null)).toEqual([]);
  expect(await seen()).toEqual(before);
});

it('merges many at once in a large corpus and scores again behind the reader', async () => {
  const { commenters } = await engine.call('generate', { comments: 24_000 });
  await engine.call('look', DEFAULT_VIEW);
  const named = commenters.filter(({ name }) => name !== null).slice(0, 40);
  const [into, ...from] = named.map(({ key }) => key);
  const summary = await merge(from, into ?? '');
  expect(Object.keys(summary.merged)).toHaveLength(39);
  const look = await shown({});
  const sum = named.reduce((total, { count }) => total + count, 0);
  expect(look.commenters.find(({ key }) => key === into)?.total).toBe(sum);
});
