import { describe, expect, it } from 'vitest';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../src/core/generate/lines.ts';
import type { MadeChunk } from '../../../src/engine/storage/chunk-maker.ts';
import { sourceOfBlob } from '../../../src/engine/import/import-source.ts';
import { LocalReader } from '../../../src/engine/import/local-reader.ts';
import type { FromReader, ToReader } from '../../../src/engine/import/reader-protocol.ts';
import { remoteReader, type ReaderThread } from '../../../src/engine/import/remote-reader.ts';
import { isAborted } from '../../../src/engine/rpc.ts';
import type { ReadHooks } from '../../../src/engine/import/source-reader.ts';
import { readInto } from '../../../src/importers/registry.ts';

const FACTS = { name: 'm.jsonl', bytes: 1, sha256: 'a'.repeat(64) };
const text = [...generatePages({ comments: 11_000, seed: 2 })].map(pageLines);
const task = {
  source: sourceOfBlob(FACTS.name, new Blob(text)),
  facts: FACTS,
  reading: {},
};

/** Stands in for a thread: says what it is told to say. */
class FakeThread implements ReaderThread {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  heard: ToReader[] = [];
  isTerminated = false;
  postMessage(message: ToReader): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  say(message: FromReader): void {
    this.onmessage?.(new MessageEvent('message', { data: message }));
  }
}

const idle: ReadHooks = { onChunk: () => Promise.resolve(), onProgress: () => undefined };

async function madeChunks(): Promise<MadeChunk[]> {
  const chunks: MadeChunk[] = [];
  const reader = new LocalReader(null, readInto);
  await reader.read(task, {
    ...idle,
    onChunk: (chunk) => Promise.resolve(void chunks.push(chunk)),
  });
  return chunks;
}

async function begun(signal = new AbortController().signal, silenceMs = 60_000) {
  const thread = new FakeThread();
  const reader = await remoteReader(() => thread, silenceMs)(null, signal);
  return { thread, reader };
}

const fresh = { names: [], articles: [] };

describe('a reader in another thread', () => {
  it('takes chunks one after the other and says when each is taken', async () => {
    const chunks = await madeChunks();
    expect(chunks.map(({ start, end }) => [start, end])).toEqual([
      [0, 5000],
      [5000, 10_000],
      [10_000, 11_000],
    ]);
    const { thread, reader } = await begun();
    let active = 0;
    const taken: number[] = [];
    const onChunk = async (chunk: MadeChunk): Promise<void> => {
      active++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(active).toBe(1);
      active--;
      taken.push(chunk.start);
    };
    const reading = reader.read(task, { ...idle, onChunk });
    for (const chunk of chunks) thread.say({ type: 'chunk', chunk, bytesRead: 1, fresh });
    const receipt = { kind: 'json', declared: null, found: 11_000, rejected: 0, warnings: [] };
    const read = { report: { importer: 'json', label: 'JSON', receipt }, start: 0, end: 11_000 };
    thread.say({ type: 'read', read });
    expect(await reading).toEqual(read);
    expect(taken).toEqual([0, 5000, 10_000]);
    expect(thread.heard.filter(({ type }) => type === 'taken')).toHaveLength(3);
  });

  it('tells what was read while a chunk before it is still being stored', async () => {
    const [chunk] = await madeChunks();
    const { thread, reader } = await begun();
    const reach: number[] = [];
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => (store = resolve));
    const progress = new Promise((resolve) => {
      const onChunk = (_: MadeChunk, bytesRead: number): Promise<void> => {
        reach.push(bytesRead);
        return stored;
      };
      const onProgress = (rows: number, bytes: number): void => resolve([rows, bytes]);
      reader.read(task, { onChunk, onProgress }).catch(() => undefined);
    });
    thread.say({ type: 'chunk', chunk: chunk!, bytesRead: 700, fresh });
    thread.say({ type: 'progress', rows: 6000, bytesRead: 900 });
    expect(await progress).toEqual([6000, 900]);
    expect(reach).toEqual([700]);
    expect(thread.heard.some(({ type }) => type === 'taken')).toBe(false);
    store();
    reader.close();
  });

  it('stops when the page no longer wants to hear of it', async () => {
    const { thread, reader } = await begun();
    const gone = new Error('gone');
    const onProgress = (): void => {
      throw gone;
    };
    const reading = reader.read(task, { ...idle, onProgress });
    thread.say({ type: 'progress', rows: 1, bytesRead: 1 });
    await expect(reading).rejects.toBe(gone);
    expect(thread.isTerminated).toBe(true);
  });

  it('is ended by the reader of the page at once', async () => {
    const abort = new AbortController();
    const { thread, reader } = await begun(abort.signal);
    const reading = reader.read(task, idle);
    abort.abort();
    await expect(reading).rejects.toSatisfy(isAborted);
    expect(thread.isTerminated).toBe(true);
  });

  it('fails with what storing failed with, and stops the thread', async () => {
    const [chunk] = await madeChunks();
    const { thread, reader } = await begun();
    const full = new Error('full');
    const reading = reader.read(task, { ...idle, onChunk: () => Promise.reject(full) });
    thread.say({ type: 'chunk', chunk: chunk!, bytesRead: 1, fresh });
    await expect(reading).rejects.toBe(full);
    expect(thread.isTerminated).toBe(true);
    await expect(reader.finish()).rejects.toBe(full);
  });

  it('is taken for dead when it says nothing', async () => {
    const { reader } = await begun(undefined, 10);
    await expect(reader.read(task, idle)).rejects.toMatchObject({ code: 'lost' });
  });
});
