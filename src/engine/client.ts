import type { Calls, EngineEvent } from './protocol.ts';
import {
  abortFault,
  EngineFault,
  fromEngineError,
  isAborted,
  type CallName,
  type ToPage,
  type ToWorker,
} from './rpc.ts';

export { EngineFault, isAborted };

/** What the page needs of a Worker. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The part of localStorage that keeps the canary: what storage should hold, to notice a silent loss. */
export interface CanaryKeeper {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface ClientOptions {
  keeper?: CanaryKeeper | null;
  /** Milliseconds between looks at the worker's heartbeat. */
  tickMs?: number;
  now?: () => number;
  /** Asks the browser to keep this site's data: only a page may, so it is done before the call. */
  persist?: () => Promise<unknown>;
}

export interface EngineClient {
  /** Rejects with an EngineFault; 'aborted' at once when the signal fires. */
  call<N extends CallName>(
    signal: AbortSignal,
    name: N,
    input: Calls[N]['in'],
  ): Promise<Calls[N]['out']>;
  /** Hears every event; gives back a function that stops it. */
  on(listener: (event: EngineEvent) => void): () => void;
  close(): void;
}

interface Pending {
  id: number;
  name: CallName;
  input: unknown;
  resolve: (value: never) => void;
  reject: (error: EngineFault) => void;
}

const CANARY_KEY = 'repartee.canary';
const TICK_MS = 1000;
const MISSED_BEATS = 3;
const MAX_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;

/**
 * The page's end of the engine. A worker without a heartbeat for 3 s is replaced, the corpus reopened
 * from storage and what was waiting asked again; after 3 restarts in a minute everything fails as 'lost'.
 */
export function createEngine(
  startWorker: () => WorkerLike | Promise<WorkerLike>,
  options: ClientOptions = {},
): EngineClient {
  return new Client(startWorker, options);
}

class Client implements EngineClient {
  readonly #startWorker: () => WorkerLike | Promise<WorkerLike>;
  readonly #options: ClientOptions;
  readonly #keeper: CanaryKeeper | null;
  readonly #tickMs: number;
  readonly #now: () => number;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  #worker: WorkerLike | null = null;
  #nextId = 1;
  #missed = 0;
  #lastTick: number;
  #restarts: number[] = [];
  #isClosed = false;
  #isDead = false;
  #lastOpen: Calls['open']['in'] | null = null;
  #lastLook: Calls['look']['in'] | null = null;

  constructor(startWorker: () => WorkerLike | Promise<WorkerLike>, options: ClientOptions) {
    this.#startWorker = startWorker;
    this.#options = options;
    this.#keeper = options.keeper ?? null;
    this.#tickMs = options.tickMs ?? TICK_MS;
    this.#now = options.now ?? (() => performance.now());
    this.#lastTick = this.#now();
    this.#timer = setInterval(() => {
      this.#tick();
    }, this.#tickMs);
    void this.#start();
  }

  call<N extends CallName>(
    signal: AbortSignal,
    name: N,
    input: Calls[N]['in'],
  ): Promise<Calls[N]['out']> {
    if (signal.aborted) return Promise.reject(abortFault());
    if (this.#isClosed) return Promise.reject(new EngineFault('lost', 'The engine is closed.'));
    if (this.#isDead) this.#revive();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        if (!this.#pending.delete(id)) return;
        this.#worker?.postMessage({ type: 'abort', id } satisfies ToWorker);
        reject(abortFault());
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', onAbort);
          then(value);
        };
      const pending: Pending = {
        id,
        name,
        input: this.#withCanary(name, input),
        resolve: settled(resolve),
        reject: settled(reject),
      };
      this.#pending.set(id, pending);
      if (name === 'look') this.#lastLook = input as Calls['look']['in'];
      if (name === 'storage' && (input as Calls['storage']['in']).persist) {
        void this.#persist().finally(() => {
          if (this.#pending.has(id)) this.#send(pending);
        });
      } else this.#send(pending);
    });
  }

  on(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#failAll(abortFault());
  }

  async #persist(): Promise<void> {
    try {
      await (this.#options.persist?.() ?? navigator.storage.persist());
    } catch {
      // Refused or not known here: the engine says how things stand.
    }
  }

  #withCanary(name: CallName, input: unknown): unknown {
    if (name !== 'open' || !this.#keeper) return input;
    try {
      return { ...(input as Calls['open']['in']), canary: this.#keeper.getItem(CANARY_KEY) };
    } catch {
      return input;
    }
  }

  #send(pending: Pending): void {
    if (!this.#worker) return;
    const { id, name, input } = pending;
    try {
      this.#worker.postMessage({ type: 'call', id, name, input } satisfies ToWorker);
    } catch (error) {
      this.#pending.delete(id);
      const words = error instanceof Error ? error.message : String(error);
      pending.reject(new EngineFault('internal', `This could not be sent to the worker: ${words}`));
    }
  }

  async #start(): Promise<void> {
    let worker: WorkerLike;
    try {
      worker = await this.#startWorker();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      this.#die(new EngineFault('unavailable', `The worker could not be started: ${words}`));
      return;
    }
    if (this.#isClosed) {
      worker.terminate();
      return;
    }
    this.#worker = worker;
    this.#missed = 0;
    let hasSpoken = false;
    worker.onmessage = (event) => {
      hasSpoken = true;
      if (this.#worker === worker) this.#receive(event.data as ToPage);
    };
    worker.onerror = () => {
      if (this.#worker === worker) this.#restart(hasSpoken);
    };
    this.#restoreState();
    for (const pending of [...this.#pending.values()]) this.#send(pending);
  }

  /** Brings a fresh worker to where the last one was: open corpus, then the view. */
  #restoreState(): void {
    const waits = (name: CallName): boolean =>
      [...this.#pending.values()].some((pending) => pending.name === name);
    const replay = (name: CallName, input: unknown): void => {
      const message: ToWorker = { type: 'call', id: 0, name, input };
      this.#worker?.postMessage(message);
    };
    if (this.#lastOpen && !waits('open')) replay('open', this.#lastOpen);
    if (this.#lastOpen && this.#lastLook && !waits('look')) replay('look', this.#lastLook);
  }

  #receive(message: ToPage): void {
    this.#missed = 0;
    if (message.type === 'event') this.#emit(message.event);
    if (message.type !== 'result' && message.type !== 'error') return;
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    if (message.type === 'error') pending.reject(fromEngineError(message.error));
    else {
      this.#noteOpened(pending, message.value);
      pending.resolve(message.value as never);
    }
  }

  #noteOpened(pending: Pending, value: unknown): void {
    if (pending.name !== 'open') return;
    const { id } = value as Calls['open']['out'];
    this.#lastOpen = { ...(pending.input as Calls['open']['in']), id };
  }

  #emit(event: EngineEvent): void {
    if (event.event === 'canary') {
      try {
        this.#keeper?.setItem(CANARY_KEY, event.text);
      } catch {
        // Storage for preferences may be refused; the canary is only a second opinion.
      }
      return;
    }
    for (const listener of this.#listeners) listener(event);
  }

  /** Counts ticks, not time: a page that slept must not take its own sleep for a dead worker. */
  #tick(): void {
    const elapsed = this.#now() - this.#lastTick;
    this.#lastTick += elapsed;
    if (elapsed > this.#tickMs * 2.5) this.#missed = 0;
    if (!this.#worker) return;
    this.#missed++;
    if (this.#missed > MISSED_BEATS) this.#restart();
  }

  /** `wasThere`: it is news that it is gone; one that never came up is started again without a word. */
  #restart(wasThere = true): void {
    this.#worker?.terminate();
    this.#worker = null;
    const now = this.#now();
    this.#restarts = this.#restarts.filter((time) => now - time < RESTART_WINDOW_MS);
    if (this.#restarts.length >= MAX_RESTARTS) {
      const words =
        'The worker stopped four times within a minute. What was stored is kept; reload the page to try again.';
      this.#die(new EngineFault('lost', words));
      return;
    }
    this.#restarts.push(now);
    if (wasThere) this.#emit({ event: 'restarted', attempt: this.#restarts.length });
    void this.#start();
  }

  /** The reader tries again after everything failed: a worker is started once more. */
  #revive(): void {
    this.#isDead = false;
    this.#restarts = [];
    void this.#start();
  }

  #die(fault: EngineFault): void {
    this.#isDead = true;
    this.#failAll(fault);
    this.#emit({ event: 'fatal', error: { code: fault.code, message: fault.message } });
  }

  #failAll(fault: EngineFault): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of waiting) pending.reject(fault);
  }
}

/** One channel of reads: a newer call aborts the older one, which then rejects as 'aborted'. */
export function latest<Input, Output>(
  run: (signal: AbortSignal, input: Input) => Promise<Output>,
): (input: Input) => Promise<Output> {
  let current: AbortController | null = null;
  return (input) => {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    return run(mine.signal, input);
  };
}
