import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import { EngineFault } from '../../src/engine/client.ts';
import { App } from '../../src/state/app.svelte.ts';
import { Settings, type Keeper } from '../../src/state/settings.svelte.ts';
import { ViewStore, type HistoryPort } from '../../src/state/view.svelte.ts';
import { eventually } from '../support/eventually.ts';
import { FakeEngine, lookOf, rowsOf, summaryOf } from './fake-engine.ts';

/** A history that remembers only where it is; Back is told by hand. */
function historyOf(fragment: string): HistoryPort & { fragment: string; change: () => void } {
  return {
    fragment,
    change: () => undefined,
    read() {
      return { fragment: this.fragment, index: null };
    },
    push(next) {
      this.fragment = next;
    },
    replace(next) {
      this.fragment = next;
    },
    go: () => undefined,
    listen(onChange) {
      this.change = onChange;
      return () => undefined;
    },
  };
}

const MINE = summaryOf({ id: 'mine', name: 'Mine', isSample: false, fingerprint: 'aaaaaaaa' });

function start(fragment = '', keeper: Keeper | null = null) {
  vi.stubGlobal('window', { location: { hash: fragment === '' ? '' : `#${fragment}` } });
  const engine = new FakeEngine({
    open: ({ id }) => (id === 'mine' ? MINE : summaryOf()),
    look: () => lookOf(),
    lanes: () => null,
    network: () => null,
    locate: ({ id }) => (id === 'hidden' ? -1 : Number(id.slice(1))),
    rows: (range) => rowsOf(range),
    importFiles: () => ({ corpus: MINE, files: [] }),
  });
  const history = historyOf(fragment);
  const view = new ViewStore(history);
  const app = new App({ engine, view, settings: new Settings(keeper), dataUrl: 'http://x/data/' });
  const stop = $effect.root(() => {
    $effect(() => {
      app.follow();
    });
  });
  stops.push(stop);
  return { app, engine, history };
}

const stops: (() => void)[] = [];
const settled = (app: App) =>
  eventually(() => {
    if (app.results.isBusy || !app.results.look || app.reader.list.length === 0)
      throw new Error('busy');
  });

beforeEach(() => {
  stops.length = 0;
});
afterEach(() => {
  for (const stop of stops) stop();
  vi.unstubAllGlobals();
});

describe('j and k', () => {
  it('pressed before the list is there, and fast, move as often as they were pressed', async () => {
    const { app } = start();
    await app.start();
    expect(app.reader.list.length).toBe(0);
    const moves = [app.move(1), app.move(1), app.move(1), app.move(-1)];
    await settled(app);
    await Promise.all(moves);
    expect(app.view.current.selected).toBe('c2');
  });
});

describe('which corpus opens', () => {
  const keeper = (): Keeper => {
    let text: string | null = JSON.stringify({ corpusId: 'mine', known: { aaaaaaaa: 'mine' } });
    return { getItem: () => text, setItem: (_key, value) => (text = value) };
  };
  const opened = (engine: FakeEngine) =>
    engine.log
      .filter(({ name }) => name === 'open')
      .map(({ input }) => (input as { id: unknown }).id);

  it('is the bundled one on a first visit', async () => {
    const { app, engine, history } = start();
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual([null]);
    expect(history.fragment).toBe('');
  });

  it('brings its first answers along', async () => {
    const { app, engine } = start();
    const first = { look: lookOf({ shown: 7 }), lanes: null, overlay: null };
    engine.answers.open = ({ view }) => {
      expect(view).toEqual(DEFAULT_VIEW);
      return { ...summaryOf(), first };
    };
    await app.start();
    await settled(app);
    expect(engine.asked('look')).toBe(0);
    expect(app.results.look?.shown).toBe(7);
    expect(app.corpora.summary).toEqual(summaryOf());
  });

  it('does not look before the corpus is open, though replies are inferred in the opening', async () => {
    const { app, engine } = start();
    let open = (): void => undefined;
    engine.answers.open = () => new Promise((resolve) => (open = () => resolve(summaryOf())));
    const starting = app.start();
    engine.emit({ event: 'inferred', done: 32, total: 32 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(engine.asked('look')).toBe(0);
    open();
    await starting;
    await settled(app);
    expect(engine.asked('look')).toBe(1);
  });

  it('is that of the last visit for a plain address, which then names it', async () => {
    const { app, engine, history } = start('', keeper());
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual(['mine']);
    expect(history.fragment).toBe('corpus=aaaaaaaa');
  });

  it('is the bundled one, asked for once, when the link names one that is gone', async () => {
    const { app, engine } = start('q=peace&corpus=aaaaaaaa', keeper());
    engine.answers.open = ({ id }) => {
      if (id === 'mine') throw new EngineFault('lost', 'not stored', { id });
      return summaryOf();
    };
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual(['mine', null]);
    expect(app.isForeignLink).toBe(true);
  });

  it('is the bundled one for a link that names none', async () => {
    const { app, engine } = start('q=peace', keeper());
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual([null]);
    expect(app.view.current.query).toBe('peace');
  });

  it('follows Back from one corpus to another', async () => {
    const { app, engine, history } = start('q=peace', keeper());
    await app.start();
    await settled(app);
    await app.corpora.importFiles([new File(['x'], 'x.txt')], null);
    expect(history.fragment).toBe('corpus=aaaaaaaa');
    history.fragment = 'q=peace';
    history.change();
    await eventually(() => expect(app.corpora.summary?.id).toBe('sample'));
    await settled(app);
    expect(app.view.current.query).toBe('peace');
    expect(opened(engine)).toEqual([null, null]);
  });

  it('stays where it is, and says so, for a corpus this browser does not have', async () => {
    const { app, engine } = start('corpus=bbbbbbbb&q=peace');
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual([null]);
    expect(app.isForeignLink).toBe(true);
    expect(app.view.current.query).toBe('peace');
  });

  it('is asked for once when its files have changed since the link was made', async () => {
    const changed = { ...keeper() };
    changed.getItem = () => JSON.stringify({ known: { cccccccc: 'mine' } });
    const { app, engine } = start('corpus=cccccccc', changed);
    await app.start();
    await settled(app);
    expect(opened(engine)).toEqual(['mine']);
    expect(app.isForeignLink).toBe(true);
  });
});

describe('moving about', () => {
  it('walks down and up the comments', async () => {
    const { app } = start();
    await app.start();
    await settled(app);
    await app.move(1);
    expect(app.view.current.selected).toBe('c1');
    await app.move(1);
    expect(app.view.current.selected).toBe('c2');
    expect(app.reader.target).toEqual({ index: 2, align: 'nearest', focus: true });
    await app.move(-1);
    await app.move(-1);
    expect(app.view.current.selected).toBe('c1');
  });

  it('makes one entry of the history of many steps', async () => {
    const { app } = start();
    await app.start();
    await settled(app);
    for (let i = 0; i < 5; i++) await app.move(1);
    expect(app.view.canUndo).toBe(true);
    expect(app.view.current.selected).toBe('c5');
  });

  it('offers to clear the filters when a comment is hidden by them', async () => {
    const { app } = start('q=peace');
    await app.start();
    await settled(app);
    expect(await app.reveal('hidden')).toBe(false);
    app.announcer.notice?.action?.run();
    expect(app.view.current).toMatchObject({ query: '', selected: 'hidden' });
  });

  it('clears filters and nothing else', async () => {
    const { app } = start('q=peace&by=Mystic&p=0.8&order=time');
    await app.start();
    await settled(app);
    expect(app.isFiltered).toBe(true);
    app.clearFilters();
    expect(app.isFiltered).toBe(false);
    expect(app.view.current).toMatchObject({ threshold: 0.8, listOrder: 'time' });
  });

  it('looks again while replies are being inferred, but not for every event', async () => {
    const { app, engine } = start();
    await app.start();
    await settled(app);
    const before = engine.asked('look');
    for (let done = 0; done < 20; done++) engine.emit({ event: 'inferred', done, total: 32 });
    engine.emit({ event: 'inferred', done: 32, total: 32 });
    await eventually(() => expect(engine.asked('look')).toBe(before + 1));
  });
});
