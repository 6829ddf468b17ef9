import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineFault } from '../../src/engine/client.ts';
import type { CorpusSummary } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Corpora } from '../../src/state/corpora.svelte.ts';
import type { Keeper } from '../../src/state/settings.svelte.ts';
import { FakeEngine, summaryOf } from './fake-engine.ts';

const ENTRY = {
  id: 'mine',
  name: 'Mine',
  isSample: false,
  isGenerated: false,
  count: 5,
  state: 'complete' as const,
  bytes: 100,
};

function keeperOf(): Keeper {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

function start(more: FakeEngine['answers'] = {}, keeper: Keeper | null = null) {
  const engine = new FakeEngine({
    open: ({ id }) => summaryOf({ id: id ?? 'sample' }),
    list: () => [ENTRY],
    remove: () => null,
    rename: () => null,
    ...more,
  });
  const announcer = new Announcer();
  const opened: { summary: CorpusSummary; isNew: boolean }[] = [];
  const corpora = new Corpora(engine, announcer, {
    dataUrl: 'http://localhost/data/',
    keeper,
    onOpened: (summary, isNew) => opened.push({ summary, isNew }),
    onClosed: () => undefined,
  });
  return { engine, announcer, corpora, opened };
}

const FILES = [new File(['x'], 'page.txt')];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening', () => {
  it('opens the bundled corpus by null', async () => {
    const { engine, corpora, opened } = start();
    await corpora.open(null);
    expect(engine.log[0]).toEqual({
      name: 'open',
      input: { id: null, dataUrl: 'http://localhost/data/' },
    });
    expect(corpora.status).toBe('ready');
    expect(opened).toHaveLength(1);
  });

  it('opens the sample and says so when the corpus of the last visit is gone', async () => {
    const { corpora, announcer } = start({
      open: ({ id }) => {
        if (id !== null) throw new EngineFault('lost', 'not stored', { id });
        return summaryOf({ id: 'sample' });
      },
    });
    await corpora.open('mine');
    expect(corpora.status).toBe('ready');
    expect(corpora.summary?.id).toBe('sample');
    expect(announcer.notice?.text).toContain('not stored in this browser any more');
  });

  it('names what went wrong, and tries the same again', async () => {
    let isBroken = true;
    const { corpora } = start({
      open: ({ id }) => {
        if (isBroken) throw new EngineFault('integrity', 'x.txt was changed');
        return summaryOf({ id: id ?? 'sample' });
      },
    });
    await corpora.open('mine');
    expect(corpora.status).toBe('failed');
    expect(corpora.error).toEqual({ code: 'integrity', message: 'x.txt was changed' });
    isBroken = false;
    await corpora.retry();
    expect(corpora.summary?.id).toBe('mine');
    expect(corpora.error).toBeNull();
  });

  it('keeps the last of two openings', async () => {
    const { corpora } = start();
    const first = corpora.open('one');
    await Promise.all([first, corpora.open('two')]);
    expect(corpora.summary?.id).toBe('two');
  });

  it('says so when the worker is gone for good', async () => {
    const { engine, corpora } = start();
    await corpora.open(null);
    engine.emit({ event: 'fatal', error: { code: 'lost', message: 'stopped four times' } });
    expect(corpora.status).toBe('failed');
  });
});

describe('importing', () => {
  it('shows the receipt and opens what came in', async () => {
    const file = {
      name: 'page.txt',
      status: 'imported',
      receipt: null,
      importerLabel: '',
      message: null,
    };
    const { corpora, opened } = start({
      importFiles: () => ({ corpus: summaryOf({ id: 'mine', isSample: false }), files: [file] }),
    });
    await corpora.importFiles(FILES, null);
    expect(corpora.isReceiptOpen).toBe(true);
    expect(corpora.imported).toEqual([file]);
    expect(opened.at(-1)).toMatchObject({ summary: { id: 'mine' }, isNew: true });
    expect(corpora.isImporting).toBe(false);
  });

  it('shows the receipt of files that gave nothing, and leaves the open corpus alone', async () => {
    const refused = {
      name: 'a.png',
      status: 'refused',
      receipt: null,
      importerLabel: '',
      message: 'an image',
    };
    const { corpora, opened } = start({ importFiles: () => ({ corpus: null, files: [refused] }) });
    await corpora.importFiles(FILES, null);
    expect(corpora.isReceiptOpen).toBe(true);
    expect(opened).toHaveLength(0);
  });

  it('can be cancelled, which is no error', async () => {
    const { corpora, announcer } = start({ importFiles: () => new Promise(() => undefined) });
    const stopped = start({
      importFiles: () => {
        stopped.corpora.cancelImport();
        return { corpus: null, files: [] };
      },
    });
    await stopped.corpora.importFiles(FILES, null);
    expect(stopped.corpora.importError).toBeNull();
    expect(stopped.corpora.isReceiptOpen).toBe(false);
    expect(stopped.announcer.notice?.text).toMatch(/cancelled/);
    void corpora.importFiles(FILES, null);
    expect(corpora.isImporting).toBe(true);
    expect(announcer.notice).toBeNull();
  });

  it('names what stopped it', async () => {
    const { corpora } = start({
      importFiles: () => {
        throw new EngineFault('quota', 'No room left; 5,000 comments were kept.');
      },
    });
    await corpora.importFiles(FILES, null);
    expect(corpora.importError?.code).toBe('quota');
    expect(corpora.isImporting).toBe(false);
  });

  it('follows the progress', async () => {
    const { engine, corpora } = start();
    const progress = {
      source: 'a',
      bytesRead: 1,
      bytesTotal: 2,
      comments: 3,
      commentsPerSecond: 4,
      stage: 'reading' as const,
    };
    engine.emit({ event: 'progress', progress });
    await Promise.resolve();
    expect(corpora.progress).toEqual(progress);
  });
});

describe('deleting', () => {
  it('can be taken back for ten seconds', async () => {
    const { engine, corpora, announcer } = start();
    await corpora.list();
    await corpora.remove('mine');
    expect(corpora.entries).toEqual([]);
    expect(engine.asked('remove')).toBe(0);
    announcer.notice?.action?.run();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(engine.asked('remove')).toBe(0);
    expect(corpora.entries).toEqual([ENTRY]);
  });

  it('is done when nobody takes it back', async () => {
    const { engine, corpora } = start();
    await corpora.list();
    await corpora.remove('mine');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(engine.asked('remove')).toBe(1);
  });

  it('goes on in the next page when this one is closed before it is done', async () => {
    const keeper = keeperOf();
    const first = start({}, keeper);
    await first.corpora.list();
    await first.corpora.remove('mine');
    vi.clearAllTimers();
    const { engine, corpora } = start({}, keeper);
    await corpora.open(null);
    await corpora.list();
    expect(corpora.entries).toEqual([]);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(engine.asked('remove')).toBe(1);
    const third = start({}, keeper);
    await third.corpora.open(null);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(third.engine.asked('remove')).toBe(0);
  });

  it('that was taken back in one page does not happen in another', async () => {
    const keeper = keeperOf();
    const first = start({}, keeper);
    await first.corpora.list();
    await first.corpora.remove('mine');
    const second = start({}, keeper);
    await second.corpora.open(null);
    first.announcer.notice?.action?.run();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(first.engine.asked('remove') + second.engine.asked('remove')).toBe(0);
  });

  it('of the open corpus leads to the bundled one', async () => {
    const { corpora } = start();
    await corpora.open('mine');
    await corpora.list();
    await corpora.remove('mine');
    expect(corpora.summary?.id).toBe('sample');
  });
});

it('tells of another tab only when it is about what is open', async () => {
  const { engine, corpora } = start();
  await corpora.open('mine');
  engine.emit({ event: 'changed-elsewhere', corpusId: 'other', what: 'deleted' });
  expect(corpora.changedElsewhere).toBeNull();
  engine.emit({ event: 'changed-elsewhere', corpusId: 'mine', what: 'deleted' });
  expect(corpora.changedElsewhere).toBe('deleted');
});
