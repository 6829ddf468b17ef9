import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import { EngineFault } from '../../src/engine/client.ts';
import type { BrushIndex, Look, Network } from '../../src/engine/protocol.ts';
import { Results } from '../../src/state/results.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine, lookOf } from './fake-engine.ts';

const NETWORK: Network = {
  commenters: [
    {
      index: 4,
      key: 'Mystic',
      name: 'Mystic',
      people: [1, 1],
      hue: 0,
      comments: 11,
      shown: 11,
      x: 0,
      y: 0,
    },
    {
      index: 2,
      key: 'humble',
      name: 'humble',
      people: [1, 1],
      hue: 1,
      comments: 1,
      shown: 1,
      x: 1,
      y: 0,
    },
  ],
  edges: [
    {
      from: 0,
      to: 1,
      fromKey: 'Mystic',
      toKey: 'humble',
      shown: { stated: 0, low: 1, high: 1 },
      total: { stated: 0, low: 1, high: 1 },
      isReciprocal: false,
      probability: 0.7,
    },
  ],
  leftOut: { commenters: 0, edges: 0 },
  inferred: { done: 32, total: 32 },
  reciprocity: null,
};

const BRUSH: BrushIndex = {
  epoch: 1,
  edges: Float64Array.of(0, 10, 20, 30),
  total: Uint32Array.of(0, 5, 9, 12),
  commenters: { index: Uint32Array.of(4, 2), counts: Uint32Array.of(0, 4, 8, 11, 0, 1, 1, 1) },
  articles: { index: new Uint32Array(), counts: new Uint32Array() },
  pairs: { from: Uint32Array.of(4), to: Uint32Array.of(2), counts: Uint32Array.of(0, 0, 1, 1) },
};

function start(more: FakeEngine['answers'] = {}) {
  const engine = new FakeEngine({
    look: () => lookOf(),
    lanes: () => 'lanes',
    overlay: () => 'overlay',
    network: () => NETWORK,
    brush: () => BRUSH,
    ...more,
  });
  const looks: { look: Look; isRefresh: boolean }[] = [];
  const results = new Results(engine, async (look, _view, isRefresh) => {
    await Promise.resolve();
    looks.push({ look, isRefresh });
  });
  return { engine, results, looks };
}

const idle = (results: Results) =>
  eventually(() => {
    if (results.isBusy) throw new Error('busy');
  });

describe('results', () => {
  it('bring look, list and the charts that are shown', async () => {
    const { engine, results, looks } = start();
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    expect(engine.log.map(({ name }) => name)).toEqual(['look', 'lanes', 'network']);
    expect(looks).toHaveLength(1);
    expect(results.shown).toBe(32);
    expect(results.network).toBe(NETWORK);
  });

  it('bring the first chart before the list, and later ones after it', async () => {
    const order: string[] = [];
    const engine = new FakeEngine({
      look: () => lookOf(),
      lanes: () => (order.push('chart'), 'lanes'),
      network: () => NETWORK,
    });
    const results = new Results(engine, () => Promise.resolve(void order.push('list')));
    expect(results.hasChart).toBe(false);
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    expect(results.hasChart).toBe(true);
    results.ask({ ...DEFAULT_VIEW, query: 'dogs' }, false);
    await idle(results);
    expect(order).toEqual(['chart', 'list', 'list', 'chart']);
  });

  it('take the first answers that are given, once, and only for their view', async () => {
    const { engine, results, looks } = start();
    const answers = { look: lookOf({ shown: 7 }), lanes: null, overlay: null };
    const view = { ...DEFAULT_VIEW, timeChart: 'histogram' } as const;
    results.give(answers, view);
    results.ask(view, false);
    await idle(results);
    expect(engine.log.map(({ name }) => name)).toEqual(['network']);
    expect(looks.map(({ look }) => look.shown)).toEqual([7]);
    expect(results.commenters).toHaveLength(2);
    results.refresh(view);
    await idle(results);
    expect(engine.asked('look')).toBe(1);
    results.give(answers, view);
    results.ask({ ...view, by: ['Mystic'] }, false);
    await idle(results);
    results.ask(view, false);
    await idle(results);
    expect(engine.asked('look')).toBe(3);
  });

  it('look again only when something that counts has changed', async () => {
    const { engine, results } = start();
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    results.ask({ ...DEFAULT_VIEW, selected: 'c3', networkChart: 'matrix' }, false);
    await idle(results);
    expect(engine.log).toHaveLength(3);
    results.ask({ ...DEFAULT_VIEW, timeChart: 'overlay' }, false);
    await idle(results);
    expect(engine.log.slice(3).map(({ name }) => name)).toEqual(['overlay']);
    results.ask({ ...DEFAULT_VIEW, timeChart: 'overlay', query: 'dogs' }, false);
    await idle(results);
    expect(engine.asked('look')).toBe(2);
  });

  it('leave the charts alone while something is dragged, and ask for the last view only', async () => {
    const { engine, results } = start();
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    for (let toMin = 1; toMin <= 50; toMin++) {
      results.ask({ ...DEFAULT_VIEW, fromMin: 0, toMin }, true);
    }
    await idle(results);
    expect(engine.asked('look')).toBeLessThanOrEqual(3);
    expect(engine.asked('lanes')).toBe(1);
    expect(results.view?.toMin).toBe(50);
    results.ask({ ...DEFAULT_VIEW, fromMin: 0, toMin: 50 }, false);
    await idle(results);
    expect(engine.asked('lanes')).toBe(2);
  });

  it('count on the page while the brush is dragged', async () => {
    const { engine, results } = start();
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    await results.enterBrush();
    expect(engine.log.at(-1)).toMatchObject({
      name: 'brush',
      input: { pairs: [{ from: 4, to: 2 }] },
    });
    expect(results.live).toBeNull();
    results.ask({ ...DEFAULT_VIEW, fromMin: 10, toMin: 20 }, true);
    expect(results.shown).toBe(4);
    expect(results.commenters.map(({ shown }) => shown)).toEqual([4, 0]);
    expect(results.networkLive?.commenterShown).toEqual(Uint32Array.of(4, 0));
    expect(results.networkLive?.edgeShown).toEqual(Uint32Array.of(1));
    await idle(results);
    results.ask({ ...DEFAULT_VIEW, fromMin: 10, toMin: 20 }, false);
    expect(results.live).toBeNull();
    await idle(results);
  });

  it('ask again while a search goes on, and draw the charts when it has ended', async () => {
    let left = 2;
    const { engine, results, looks } = start({
      look: ({ query }) =>
        query === '' ? lookOf() : lookOf({ shown: 30 - 10 * left, isPartial: left-- > 0 }),
    });
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    results.ask({ ...DEFAULT_VIEW, query: '"a b"' }, false);
    await idle(results);
    expect(looks.map(({ look }) => look.shown)).toEqual([32, 10, 20, 30]);
    expect(looks.map(({ isRefresh }) => isRefresh)).toEqual([false, false, true, true]);
    expect(engine.asked('lanes')).toBe(2);
    expect(engine.log.slice(-2).map(({ name }) => name)).toEqual(['lanes', 'network']);
    expect(results.look?.isPartial).toBe(false);
  });

  it('let a letter that is typed overtake what is being answered, and the charts wait', async () => {
    const waiting: (() => void)[] = [];
    const { engine, results } = start({
      look: ({ query }) =>
        query === 'a' ? new Promise((resolve) => waiting.push(() => resolve(lookOf()))) : lookOf(),
    });
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    results.ask({ ...DEFAULT_VIEW, query: 'a' }, false, true);
    await eventually(() => expect(waiting).toHaveLength(1));
    results.ask({ ...DEFAULT_VIEW, query: 'ab' }, false, true);
    await eventually(() => expect(results.view?.query).toBe('ab'));
    expect(engine.asked('network')).toBe(1);
    await eventually(() => expect(engine.asked('network')).toBe(2));
  });

  it('tell a refresh of the same view from a new one', async () => {
    const { results, looks } = start();
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    results.refresh(DEFAULT_VIEW);
    await idle(results);
    results.ask({ ...DEFAULT_VIEW, query: 'x' }, false);
    await idle(results);
    expect(looks.map(({ isRefresh }) => isRefresh)).toEqual([false, true, false]);
  });

  it('say what went wrong, and recover', async () => {
    let isBroken = true;
    const { results } = start({
      look: () => {
        if (isBroken) throw new EngineFault('lost', 'gone');
        return lookOf();
      },
    });
    results.ask(DEFAULT_VIEW, false);
    await idle(results);
    expect(results.error).toEqual({ code: 'lost', message: 'gone' });
    isBroken = false;
    results.refresh(DEFAULT_VIEW);
    await idle(results);
    expect(results.error).toBeNull();
    expect(results.shown).toBe(32);
  });

  it('show nothing of an old corpus once it was cleared', async () => {
    const { results } = start();
    results.ask(DEFAULT_VIEW, false);
    results.clear();
    await idle(results);
    expect(results.look).toBeNull();
    expect(results.network).toBeNull();
  });
});
