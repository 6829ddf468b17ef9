import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeView } from '../../src/core/view-url.ts';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import { ViewStore, type HistoryPort } from '../../src/state/view.svelte.ts';

/** A tab's history as an array; `edit` is the reader typing into the address. */
class FakeHistory implements HistoryPort {
  entries: { fragment: string; index: number | null }[];
  at = 0;
  pushes = 0;
  replaces = 0;
  #listener: (() => void) | null = null;

  constructor(fragment = '') {
    this.entries = [{ fragment, index: null }];
  }
  get here() {
    return this.entries[this.at]!;
  }
  read() {
    return this.here;
  }
  push(fragment: string, index: number) {
    this.pushes++;
    this.entries = [...this.entries.slice(0, this.at + 1), { fragment, index }];
    this.at++;
  }
  replace(fragment: string, index: number) {
    this.replaces++;
    this.entries[this.at] = { fragment, index };
  }
  go(delta: number) {
    const to = this.at + delta;
    if (to < 0 || to >= this.entries.length) return;
    this.at = to;
    this.#listener?.();
  }
  edit(fragment: string) {
    this.entries = [...this.entries.slice(0, this.at + 1), { fragment, index: null }];
    this.at++;
    this.#listener?.();
  }
  listen(listener: () => void) {
    this.#listener = listener;
    return () => (this.#listener = null);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(fragment = '') {
  const history = new FakeHistory(fragment);
  return { history, view: new ViewStore(history) };
}

describe('the view store', () => {
  it('starts with what the address asks for', () => {
    const { view } = open('q=peace&by=Mystic');
    expect(view.current).toEqual({ ...DEFAULT_VIEW, query: 'peace', by: ['Mystic'] });
    expect(view.canUndo).toBe(false);
  });

  it('makes one entry of each committed change, and Back undoes it', () => {
    const { history, view } = open();
    view.set({ by: ['Mystic'] });
    view.set({ query: 'dogs' });
    expect(history.pushes).toBe(2);
    expect(history.here.fragment).toBe('q=dogs&by=Mystic');
    history.go(-1);
    expect(view.current).toEqual({ ...DEFAULT_VIEW, by: ['Mystic'] });
    history.go(-1);
    expect(view.current).toEqual(DEFAULT_VIEW);
  });

  it('does nothing for a change that changes nothing', () => {
    const { history, view } = open();
    view.set({ by: [] });
    view.set({ query: '' });
    expect(history.pushes).toBe(0);
  });

  it('makes one entry of a whole drag, and writes the address rarely while it lasts', () => {
    const { history, view } = open();
    for (let i = 1; i <= 100; i++) view.set({ fromMin: 0, toMin: i }, 'brush');
    expect(view.current.toMin).toBe(100);
    expect(history.pushes).toBe(1);
    expect(history.replaces).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(history.replaces).toBe(2);
    view.set({ toMin: 101 }, 'brush');
    view.settle();
    expect(decodeView(history.here.fragment).view.toMin).toBe(101);
    view.undo();
    expect(view.current).toEqual(DEFAULT_VIEW);
  });

  it('starts a new entry after a drag was settled', () => {
    const { history, view } = open();
    view.set({ fromMin: 0, toMin: 5 }, 'brush');
    view.settle();
    view.set({ fromMin: 0, toMin: 9 }, 'brush');
    view.settle();
    expect(history.pushes).toBe(2);
    view.undo();
    expect(view.current.toMin).toBe(5);
  });

  it('settles what was being typed before another change is made', () => {
    const { history, view } = open();
    view.set({ query: 'd' }, 'query');
    view.set({ query: 'do' }, 'query');
    view.set({ by: ['Mystic'] });
    expect(history.entries.map(({ fragment }) => fragment)).toEqual(['', 'q=do', 'q=do&by=Mystic']);
  });

  it('undoes and redoes, and forgets what was undone when something new is done', () => {
    const { view } = open();
    view.set({ query: 'a' });
    view.set({ query: 'b' });
    expect(view.undo()).toBe(true);
    expect(view.current.query).toBe('a');
    expect(view.redo()).toBe(true);
    expect(view.current.query).toBe('b');
    expect(view.redo()).toBe(false);
    view.undo();
    view.set({ query: 'c' });
    expect(view.canRedo).toBe(false);
    view.undo();
    view.undo();
    expect(view.undo()).toBe(false);
    expect(view.current).toEqual(DEFAULT_VIEW);
  });

  it('follows an address edited by hand, and can undo it', () => {
    const { history, view } = open();
    history.edit('q=peace');
    expect(view.current.query).toBe('peace');
    view.undo();
    expect(view.current.query).toBe('');
    history.edit('q=%E0%A4%A&p=77&<img>');
    expect(view.current).toEqual(DEFAULT_VIEW);
  });

  it('keeps a view that is too long for an address, and says so', () => {
    const { history, view } = open();
    view.set({ query: 'x'.repeat(9000) });
    expect(view.isTooLong).toBe(true);
    expect(view.current.query).toHaveLength(9000);
    view.set({ by: ['Mystic'], query: '' });
    expect(view.isTooLong).toBe(false);
    history.go(-1);
    expect(view.current.query).toHaveLength(9000);
  });

  it('names the corpus in the address', () => {
    const { history, view } = open('q=a');
    view.reset({ ...DEFAULT_VIEW, query: 'b' }, '1a2b3c4d');
    expect(history.here.fragment).toBe('corpus=1a2b3c4d&q=b');
    view.undo();
    expect(view.corpus).toBeNull();
    expect(view.current.query).toBe('a');
  });

  it('is undone to the very start by as many undos as there were changes', () => {
    const change = fc.record({
      query: fc.string({ maxLength: 5 }),
      merge: fc.constantFrom(null, 'a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const { history, view } = open();
        const seen = [DEFAULT_VIEW];
        for (const { query, merge } of changes) {
          const before = history.pushes;
          view.set({ query }, merge);
          if (history.pushes > before) seen.push(view.current);
          else seen[seen.length - 1] = view.current;
        }
        view.settle();
        for (let i = seen.length - 1; i > 0; i--) {
          expect(view.current).toEqual(seen[i]);
          view.undo();
        }
        expect(view.current).toEqual(DEFAULT_VIEW);
      }),
    );
  });
});
