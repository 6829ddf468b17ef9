import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type EngineClient, type WorkerLike } from '../../src/engine/client.ts';
import type { EngineEvent } from '../../src/engine/protocol.ts';
import type { ToWorker } from '../../src/engine/rpc.ts';
import { fatalEvent, postEvent, serve } from '../../src/engine/serve.ts';
import { eventually } from '../support/eventually.ts';
import { FaultyStorage, never } from './support/faulty-storage.ts';
import {
  browserStorage,
  freshProfile,
  madeFile,
  OPEN,
  undisturbedChain,
  visit,
} from './support/world.ts';

const NEVER = new AbortController().signal;
const TICK_MS = 250;
const COMMENTS = 12_000;

interface LocalWorker extends WorkerLike {
  storage: FaultyStorage;
  isDead: boolean;
  say: (event: EngineEvent) => void;
}

let client: EngineClient | null = null;
beforeEach(freshProfile);
afterEach(() => {
  client?.close();
  vi.useRealTimers();
});

/** An engine in this thread that can fall silent: no answer, no heartbeat, no event. */
function startLocalWorker(): LocalWorker {
  const { port1, port2 } = new MessageChannel();
  const storage = new FaultyStorage(browserStorage());
  const { engine } = visit(storage);
  let hear: (event: MessageEvent) => void = () => undefined;
  const port = {
    postMessage: (message: unknown, transfer: Transferable[]) => {
      if (!worker.isDead) port2.postMessage(message, transfer);
    },
    addEventListener: (_type: 'message', listener: (event: MessageEvent) => void) => {
      hear = listener;
    },
  };
  const worker: LocalWorker = {
    storage,
    isDead: false,
    onmessage: null,
    onerror: null,
    // Node clones a File without its name, so files go as they are.
    postMessage: (message) => {
      const data =
        (message as ToWorker & { name?: string }).name === 'importFiles'
          ? message
          : structuredClone(message);
      if (!worker.isDead)
        setTimeout(() => {
          hear({ data } as MessageEvent);
        });
    },
    terminate: () => {
      worker.isDead = true;
      stop();
      storage.beforeCommit = never;
      port1.close();
    },
    say: (event) => {
      postEvent(port, event);
    },
  };
  port1.onmessage = (event) => worker.onmessage?.(event);
  const stop = serve(port, engine, 20);
  return worker;
}

function watched(
  workers: LocalWorker[],
  onStart: (worker: LocalWorker) => void = () => undefined,
): EngineEvent[] {
  client = createEngine(
    () => {
      const worker = startLocalWorker();
      onStart(worker);
      workers.push(worker);
      return worker;
    },
    { tickMs: TICK_MS },
  );
  const events: EngineEvent[] = [];
  client.on((event) => events.push(event));
  return events;
}

describe('F07 the worker is gone without a word', () => {
  it.each([0, 1, 2, 3])(
    'at acknowledgement %i of an import: it is replaced, and the import goes on from what was stored',
    async (at) => {
      const file = madeFile(COMMENTS);
      const chain = await undisturbedChain(file);
      const workers: LocalWorker[] = [];
      const events = watched(workers, (worker) => {
        if (workers.length > 0) return;
        worker.storage.beforeCommit = ({ chunk, row }) => {
          if ((chunk?.corpus ?? row?.id) === 'sample') return undefined;
          const step = chunk?.seq ?? (row?.state === 'complete' ? 3 : -1);
          if (step !== at) return undefined;
          worker.isDead = true;
          return never();
        };
      });
      await client?.call(NEVER, 'open', OPEN);
      const ask = { files: [file], into: null, name: 'Mine' };
      const done = await client?.call(NEVER, 'importFiles', ask);
      expect(done?.corpus?.count).toBe(COMMENTS);
      expect(workers).toHaveLength(2);
      expect(events.filter(({ event }) => event === 'restarted')).toEqual([
        { event: 'restarted', attempt: 1 },
      ]);
      const rows = await browserStorage().rows();
      expect(rows.map((row) => row.chain)).toContain(chain);
      const written = workers[1]?.storage.commits.flatMap(({ chunk }) =>
        chunk ? [chunk.seq] : [],
      );
      expect(written).toEqual([0, 1, 2].slice(at));
    },
  );

  it('reopens corpus and view before it answers what was waiting', async () => {
    const workers: LocalWorker[] = [];
    watched(workers);
    await client?.call(NEVER, 'open', OPEN);
    const { DEFAULT_VIEW } = await import('../../src/core/view.ts');
    await client?.call(NEVER, 'look', { ...DEFAULT_VIEW, by: ['Mystic'] });
    const before = await client?.call(NEVER, 'rows', { order: 'time', start: 0, end: 50 });
    if (workers[0]) workers[0].isDead = true;
    const after = await client?.call(NEVER, 'rows', { order: 'time', start: 0, end: 50 });
    expect(after).toEqual(before);
    expect(workers).toHaveLength(2);
  });

  it('fails by name after three replacements, and says so to everything that waits', async () => {
    const workers: LocalWorker[] = [];
    const events = watched(workers, (worker) => {
      worker.isDead = true;
    });
    await expect(client?.call(NEVER, 'open', OPEN)).rejects.toMatchObject({ code: 'lost' });
    expect(workers).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({ event: 'fatal', error: { code: 'lost' } });
  });
});

describe('F08 the worker fails outside of any call', () => {
  it('says so in an event', async () => {
    const workers: LocalWorker[] = [];
    const events = watched(workers);
    await client?.call(NEVER, 'list', null);
    workers[0]?.say(fatalEvent(new Error('in the Nth batch')));
    await eventually(() => {
      expect(events).toMatchObject([{ event: 'fatal', error: { code: 'internal' } }]);
    });
  });
});

describe('F25 something that cannot be cloned', () => {
  it('is an error of its call, in both directions', async () => {
    const workers: LocalWorker[] = [];
    watched(workers);
    await client?.call(NEVER, 'open', OPEN);
    const bad = { id: 'sample', name: Symbol('x') as unknown as string };
    await expect(client?.call(NEVER, 'rename', bad)).rejects.toMatchObject({ code: 'internal' });
    expect(await client?.call(NEVER, 'list', null)).toHaveLength(1);
  });
});

describe('F35 the page itself slept', () => {
  it('does not take its own sleep for a dead worker', async () => {
    let now = 0;
    let starts = 0;
    vi.useFakeTimers();
    client = createEngine(
      () => {
        starts++;
        return {
          postMessage: () => undefined,
          terminate: () => undefined,
          onmessage: null,
          onerror: null,
        };
      },
      { tickMs: 1000, now: () => now },
    );
    await vi.advanceTimersByTimeAsync(0);
    for (let wake = 0; wake < 10; wake++) {
      now += 60_000;
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(starts).toBe(1);
    for (let tick = 0; tick < 5; tick++) {
      now += 1000;
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(starts).toBe(2);
  });
});
