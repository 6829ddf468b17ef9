import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, type ViewState } from '../../../src/core/view.ts';
import type { CommentRow } from '../../../src/engine/protocol.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = testEngine();
  await engine.call('open', { id: null, dataUrl: DATA_URL });
});

async function listOf(patch: Partial<ViewState>): Promise<CommentRow[]> {
  const view = { ...DEFAULT_VIEW, ...patch };
  const look = await engine.call('look', view);
  const rows = await engine.call('rows', { order: view.listOrder, start: 0, end: 1000 });
  expect(rows).toHaveLength(look.listLength);
  const comments = rows.filter((row) => row.kind === 'comment');
  expect(comments).toHaveLength(look.shown);
  return comments;
}

const VIEWS: [string, Partial<ViewState>][] = [
  ['everything', {}],
  ['a query', { query: 'syria' }],
  ['a phrase', { query: '"dogs can fly"' }],
  ['a threshold', { threshold: 0.8 }],
  ['every guess', { threshold: 0 }],
  ['doubtful guesses, which may answer two', { threshold: 0.25 }],
  ['double posts once', { once: true }],
  ['a time range', { fromMin: 24757200, toMin: 24757200 + 600 }],
  ['only replies', { query: 'is:reply' }],
  ['only first comments', { query: 'is:root', threshold: 0.3 }],
];

describe.each(VIEWS)('what is counted is what the list holds, under %s', (_, patch) => {
  it('for every commenter', async () => {
    const { commenters } = await engine.call('look', { ...DEFAULT_VIEW, ...patch });
    for (const { key, shown, index } of commenters) {
      const comments = await listOf({ ...patch, by: [key] });
      expect(comments).toHaveLength(shown);
      expect(comments.every(({ author }) => author.index === index)).toBe(true);
    }
    expect(commenters.length).toBeGreaterThan(0);
  });

  it('for every article', async () => {
    const { articles } = await engine.call('look', { ...DEFAULT_VIEW, ...patch });
    for (const { key, shown } of articles) {
      expect(await listOf({ ...patch, in: [key] })).toHaveLength(shown);
    }
    expect(articles).toHaveLength(2);
  });

  it('for every bar', async () => {
    const { histogram } = await engine.call('look', { ...DEFAULT_VIEW, ...patch });
    const { axis, shown } = histogram;
    for (const [bin, count] of shown.entries()) {
      const range = { fromMin: axis.binStart[bin] ?? 0, toMin: axis.binEnd[bin] ?? 0 };
      expect(await listOf({ ...patch, ...range })).toHaveLength(count);
    }
    expect(shown.length).toBeGreaterThan(1);
  });

  it('for every edge of the network', async () => {
    await engine.call('look', { ...DEFAULT_VIEW, ...patch });
    const { edges } = await engine.call('network', null);
    for (const { fromKey, toKey, shown } of edges) {
      const comments = await listOf({ ...patch, edge: [fromKey, toKey] });
      expect(comments).toHaveLength(shown.high);
      for (const { author, reply } of comments) {
        expect(author.key).toBe(fromKey);
        expect(reply.to.map((one) => one.author.key)).toContain(toKey);
      }
    }
    expect(edges.length).toBeGreaterThan(0);
  });

  it('for every lane, and the same in every order', async () => {
    await engine.call('look', { ...DEFAULT_VIEW, ...patch, fromMin: null, toMin: null });
    const { lanes, lane, shown } = await engine.call('lanes', null);
    for (const [at, { key, isOthers }] of lanes.entries()) {
      if (isOthers) continue;
      const marks = shown.filter((isShown, mark) => isShown === 1 && lane[mark] === at).length;
      const view = { ...patch, fromMin: null, toMin: null, by: [key] };
      const ids = (await listOf(view)).map(({ id }) => id).sort();
      expect(ids).toHaveLength(marks);
      for (const listOrder of ['time', 'recorded'] as const) {
        const other = await listOf({ ...view, listOrder });
        expect(other.map(({ id }) => id).sort()).toEqual(ids);
      }
    }
  });
});

it.each([0, 0.25, 0.5, 0.8])('finds by author: and to: what an edge counts, at %d', async (p) => {
  await engine.call('look', { ...DEFAULT_VIEW, threshold: p });
  const { edges, commenters } = await engine.call('network', null);
  let named = 0;
  for (const { from, to, shown } of edges) {
    const [author, addressee] = [commenters[from]?.name, commenters[to]?.name];
    if (!author || !addressee) continue;
    named++;
    const query = `author:"${author}" to:"${addressee}"`;
    expect(await listOf({ query, threshold: p })).toHaveLength(shown.high);
  }
  expect(named).toBeGreaterThan(0);
});

it('brushes to the same counts as looking', async () => {
  const look = await engine.call('look', { ...DEFAULT_VIEW, query: 'the' });
  const network = await engine.call('network', null);
  const indexOf = (at: number): number => network.commenters[at]?.index ?? -1;
  const pairs = network.edges.map(({ from, to }) => ({ from: indexOf(from), to: indexOf(to) }));
  const { axis } = look.histogram;
  const edges = Float64Array.from([...axis.binStart, ...axis.binEnd]).sort();
  const index = await engine.call('brush', { edges, pairs });
  const at = (counts: Uint32Array, group: number, edge: number): number =>
    counts[group * edges.length + edge] ?? 0;
  for (const [from, to] of [
    [0, 5],
    [3, edges.length - 1],
    [2, 3],
  ] as const) {
    const view = { query: 'the', fromMin: edges[from] ?? 0, toMin: edges[to] ?? 0 };
    const seen = await engine.call('look', { ...DEFAULT_VIEW, ...view });
    expect((index.total[to] ?? 0) - (index.total[from] ?? 0)).toBe(seen.shown);
    for (const row of seen.commenters) {
      const group = index.commenters.index.indexOf(row.index);
      const { counts } = index.commenters;
      expect(at(counts, group, to) - at(counts, group, from)).toBe(row.shown);
    }
    const drawn = await engine.call('network', null);
    drawn.edges.forEach((edge, group) => {
      const { counts } = index.pairs;
      expect(at(counts, group, to) - at(counts, group, from)).toBe(edge.shown.high);
    });
  }
});
