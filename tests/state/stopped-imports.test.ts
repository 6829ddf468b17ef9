import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CorpusEntry, StoppedImport } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Corpora } from '../../src/state/corpora.svelte.ts';
import { FakeEngine, summaryOf } from './fake-engine.ts';

function stoppedEntry(
  more: Partial<CorpusEntry> = {},
  stopped: Partial<StoppedImport> = {},
): CorpusEntry {
  return {
    ...{ id: 'mine', name: 'talk.jsonl', isSample: false, isGenerated: false, bytes: 1 },
    ...{ count: 5000, state: 'importing' as const },
    stopped: {
      ...{ comments: 5000, source: 'talk.jsonl', bytesRead: 1, bytesTotal: 2, handles: null },
      files: [{ name: 'talk.jsonl', bytes: 2 }],
      ...stopped,
    },
    ...more,
  };
}

let entries: CorpusEntry[] = [];

function start() {
  const engine = new FakeEngine({
    open: () => summaryOf(),
    list: () => entries,
    resumeImport: () => ({ corpus: summaryOf({ id: 'mine', isSample: false }), files: [] }),
    discardImport: () => null,
  });
  const announcer = new Announcer();
  const corpora = new Corpora(engine, announcer, {
    dataUrl: 'http://localhost/data/',
    onOpened: () => undefined,
    onClosed: () => undefined,
  });
  return { engine, announcer, corpora };
}

function handleOf(file: File | null): FileSystemFileHandle {
  const getFile = (): Promise<File> =>
    file ? Promise.resolve(file) : Promise.reject(new DOMException('gone', 'NotFoundError'));
  return { kind: 'file', getFile } as unknown as FileSystemFileHandle;
}

beforeEach(() => {
  vi.useFakeTimers();
  entries = [stoppedEntry()];
});
afterEach(() => {
  vi.useRealTimers();
});

it('are found when a corpus is opened', async () => {
  const { corpora } = start();
  await corpora.open(null);
  await vi.advanceTimersByTimeAsync(1);
  expect(corpora.stopped).toHaveLength(1);
});

it('are looked for again while a tab that has just closed still seems to write', async () => {
  entries = [stoppedEntry({ stopped: null })];
  const { corpora } = start();
  await corpora.open(null);
  await vi.advanceTimersByTimeAsync(1);
  expect(corpora.stopped).toEqual([]);
  entries = [stoppedEntry()];
  await vi.advanceTimersByTimeAsync(2000);
  expect(corpora.stopped).toHaveLength(1);
});

it('go on with the files the reader chooses, or with what the browser kept', async () => {
  const { engine, corpora } = start();
  const file = new File(['xx'], 'talk.jsonl');
  await corpora.resume(stoppedEntry(), [file]);
  expect(engine.log.at(-2)).toMatchObject({
    name: 'resumeImport',
    input: { id: 'mine', files: [file] },
  });
  expect(corpora.isReceiptOpen).toBe(true);
  await corpora.resume(stoppedEntry({}, { handles: [handleOf(file)] }), null);
  expect(engine.asked('resumeImport')).toBe(2);
});

it('ask for the files once more when the browser does not open them', async () => {
  const { engine, corpora } = start();
  entries = [stoppedEntry({}, { handles: [handleOf(null)] })];
  await corpora.resume(entries[0]!, null);
  expect(engine.asked('resumeImport')).toBe(0);
  expect(corpora.importError?.message).toMatch(/Choose them once more/);
  await corpora.list();
  expect(corpora.stopped[0]?.stopped?.handles).toBeNull();
});

it('are discarded when nobody takes it back; what they were added to stays', async () => {
  const { engine, announcer, corpora } = start();
  entries = [stoppedEntry({ state: 'complete' })];
  await corpora.list();
  corpora.discard(entries[0]!);
  expect(corpora.entries).toMatchObject([{ id: 'mine', stopped: null }]);
  announcer.notice?.action?.run();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(engine.asked('discardImport')).toBe(0);
  expect(corpora.stopped).toHaveLength(1);
  entries = [stoppedEntry()];
  await corpora.list();
  corpora.discard(entries[0]!);
  expect(corpora.entries).toEqual([]);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(engine.asked('discardImport')).toBe(1);
});
