import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import {
  createEngine,
  latest,
  type EngineClient,
  type WorkerLike,
} from '../../src/engine/client.ts';
import { abortFault, EngineFault, type ToPage, type ToWorker } from '../../src/engine/rpc.ts';
import { serve } from '../../src/engine/serve.ts';
import { DATA_URL, testEngine } from './support/engine.ts';

const NEVER = new AbortController().signal;
const OPEN = { id: null, dataUrl: DATA_URL };
let client: EngineClient | null = null;

afterEach(() => {
  client?.close();
  vi.useRealTimers();
});

/** A worker that is a script of answers: what it was sent is kept, `say` speaks to the page. */
class FakeWorker implements WorkerLike {
  sent: ToWorker[] = [];
  isDead = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  postMessage(message: unknown): void {
    this.sent.push(structuredClone(message) as ToWorker);
  }
  terminate(): void {
    this.isDead = true;
  }
  say(message: ToPage): void {
    this.onmessage?.({ data: message } as MessageEvent);
  }
}

function fakeWorkers(options: Parameters<typeof createEngine>[1] = {}): FakeWorker[] {
  const workers: FakeWorker[] = [];
  client = createEngine(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, options);
  return workers;
}

/** A worker in this thread, over a real message channel. */
function realWorker(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const { engine } = testEngine();
  const stop = serve(
    {
      postMessage: (message, transfer) => {
        port2.postMessage(message, transfer);
      },
      addEventListener: (_type, listener) => {
        port2.onmessage = listener;
      },
    },
    engine,
  );
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => {
      port1.postMessage(message);
    },
    terminate: () => {
      stop();
      port1.close();
    },
  };
  port1.onmessage = (event) => worker.onmessage?.(event);
  return worker;
}

describe('over a message channel', () => {
  it('answers calls, transfers buffers and turns errors into faults with their code', async () => {
    client = createEngine(realWorker);
    const summary = await client.call(NEVER, 'open', OPEN);
    expect(summary.count).toBe(32);
    const look = await client.call(NEVER, 'look', DEFAULT_VIEW);
    expect(look.histogram.all).toBeInstanceOf(Uint32Array);
    const again = await client.call(NEVER, 'look', DEFAULT_VIEW);
    expect(again.histogram).toEqual(look.histogram);
    expect(again.histogram.axis.binStart.length).toBeGreaterThan(0);
    const missing = client.call(NEVER, 'open', { ...OPEN, id: 'nothing' });
    await expect(missing).rejects.toMatchObject({ code: 'lost' });
    await expect(missing).rejects.toBeInstanceOf(EngineFault);
  });

  it('keeps answering after every buffer was transferred', async () => {
    client = createEngine(realWorker);
    await client.call(NEVER, 'open', OPEN);
    await client.call(NEVER, 'look', DEFAULT_VIEW);
    const edges = Float64Array.of(0, 1e8);
    const names = ['lanes', 'overlay', 'network'] as const;
    for (let round = 0; round < 2; round++) {
      for (const name of names) expect(await client.call(NEVER, name, null)).toBeTruthy();
      expect(await client.call(NEVER, 'brush', { edges, pairs: [] })).toBeTruthy();
      expect((await client.call(NEVER, 'look', DEFAULT_VIEW)).shown).toBe(32);
    }
    const lanes = await client.call(NEVER, 'lanes', null);
    expect(lanes.axis.binStart.length).toBeGreaterThan(0);
  });
});

describe('with a worker that can be watched', () => {
  it('rejects at once when aborted, and tells the worker', async () => {
    const [worker] = [fakeWorkers()];
    const abort = new AbortController();
    const call = client?.call(abort.signal, 'list', null);
    await Promise.resolve();
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    expect(worker[0]?.sent.map(({ type }) => type)).toEqual(['call', 'abort']);
  });

  it('says what cannot be sent', async () => {
    fakeWorkers();
    await Promise.resolve();
    const bad = { id: 'x', name: (() => undefined) as unknown as string };
    const call = client?.call(NEVER, 'rename', bad);
    await expect(call).rejects.toMatchObject({ code: 'internal' });
  });

  it('starts one that never came up again without a word, and says so of one that was there', async () => {
    const workers = fakeWorkers();
    const heard: string[] = [];
    client?.on(({ event }) => heard.push(event));
    await Promise.resolve();
    workers[0]?.onerror?.({} as ErrorEvent);
    await Promise.resolve();
    expect(workers).toHaveLength(2);
    expect(heard).toEqual([]);
    workers[1]?.say({ type: 'beat' });
    workers[1]?.onerror?.({} as ErrorEvent);
    await Promise.resolve();
    expect(workers).toHaveLength(3);
    expect(heard).toEqual(['restarted']);
  });

  it('lets a newer question abort the older one of its channel', async () => {
    fakeWorkers();
    const asked: AbortSignal[] = [];
    const ask = latest((signal, _input: number) => {
      asked.push(signal);
      return new Promise<number>((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(abortFault());
        });
      });
    });
    const first = ask(1);
    void ask(2);
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(asked.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('keeps the canary and hands it to the next opening, unseen by listeners', async () => {
    const kept = new Map<string, string>();
    const keeper = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const workers = fakeWorkers({ keeper });
    const heard: string[] = [];
    client?.on(({ event }) => heard.push(event));
    await Promise.resolve();
    workers[0]?.say({ type: 'event', event: { event: 'canary', text: 'tweet' } });
    void client?.call(NEVER, 'open', OPEN).catch(() => undefined);
    expect(workers[0]?.sent[0]).toMatchObject({ input: { canary: 'tweet' } });
    expect(heard).toEqual([]);
  });
});
