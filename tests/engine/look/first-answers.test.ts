import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, type ViewState } from '../../../src/core/view.ts';
import { DATA_URL, testEngine } from '../support/engine.ts';

async function openedWith(patch: Partial<ViewState>) {
  const engine = testEngine();
  const view = { ...DEFAULT_VIEW, ...patch };
  const { first } = await engine.call('open', { id: null, dataUrl: DATA_URL, view });
  return { engine, view, first };
}

describe('what comes with an opened corpus', () => {
  it.each<[string, Partial<ViewState>]>([
    ['everything', {}],
    ['a time range', { fromMin: 24757200, toMin: 24757200 + 600 }],
    ['the overlay', { timeChart: 'overlay' }],
    ['the histogram', { timeChart: 'histogram' }],
  ])('is what asking for it gives: %s', async (_, patch) => {
    const { engine, view, first } = await openedWith(patch);
    const look = await engine.call('look', view);
    expect(first?.look).toEqual({ ...look, epoch: look.epoch - 1 });
    const lanes = view.timeChart === 'lanes' ? await engine.call('lanes', null) : null;
    expect(first?.lanes).toEqual(lanes);
    const overlay = view.timeChart === 'overlay' ? await engine.call('overlay', null) : null;
    expect(first?.overlay).toEqual(overlay);
  });

  it('is nothing for a search, which would hold up the opening', async () => {
    const { first } = await openedWith({ query: 'peace' });
    expect(first).toBeUndefined();
  });

  it('is nothing when no view is told', async () => {
    const summary = await testEngine().call('open', { id: null, dataUrl: DATA_URL });
    expect(summary).not.toHaveProperty('first');
  });
});
