import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { FreshTables, MadeChunk } from '../storage/chunk-maker.ts';
import type { FromReader, ToReader } from './reader-protocol.ts';
import { abortFault, EngineFault, fromEngineError } from '../rpc.ts';
import type { OpenReader, ReadHooks, ReadTask, SourceRead, SourceReader } from './source-reader.ts';

/** The part of a Worker that is used here. */
export interface ReaderThread {
  postMessage(message: ToReader): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A thread that says nothing for this long, not even a heartbeat, is taken for dead. */
const SILENCE_MS = 60_000;

/** Reads sources in a thread of its own, so that reading and storing use two cores. */
export function remoteReader(start: () => ReaderThread, silenceMs = SILENCE_MS): OpenReader {
  return (base, signal) => Promise.resolve(new RemoteReader(start(), base, signal, silenceMs));
}

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

class RemoteReader implements SourceReader {
  readonly #thread: ReaderThread;
  readonly #signal: AbortSignal;
  readonly #timer: ReturnType<typeof setInterval>;
  #hooks: ReadHooks | null = null;
  #waiting: Waiting | null = null;
  #failure: Error | null = null;
  /** Chunks are taken one after the other, and what comes after them waits for them. */
  #taking: Promise<void> = Promise.resolve();
  #heard = true;

  constructor(
    thread: ReaderThread,
    base: BuiltCorpus | null,
    signal: AbortSignal,
    silenceMs: number,
  ) {
    this.#thread = thread;
    this.#signal = signal;
    thread.onmessage = (event) => {
      this.#receive(event.data as FromReader);
    };
    thread.onerror = (event) => {
      event.preventDefault();
      this.#fail(lostFault(event.message));
    };
    signal.addEventListener('abort', this.#onAbort);
    this.#timer = setInterval(() => {
      if (!this.#heard) this.#fail(lostFault('it does not answer'));
      this.#heard = false;
    }, silenceMs);
    thread.postMessage({ type: 'begin', base });
  }

  read({ source, facts, reading }: ReadTask, hooks: ReadHooks): Promise<SourceRead> {
    const { blob } = source;
    if (!blob) throw new EngineFault('internal', `“${facts.name}” cannot be sent to be read.`);
    this.#hooks = hooks;
    return this.#ask({ type: 'read', blob, facts, reading });
  }

  finish(): Promise<BuiltCorpus> {
    return this.#ask({ type: 'finish' });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#thread.onmessage = null;
    this.#thread.terminate();
  }

  #ask<T>(message: ToReader): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#failure) reject(this.#failure);
      else this.#thread.postMessage(message);
    });
  }

  #receive(message: FromReader): void {
    this.#heard = true;
    if (message.type === 'chunk') {
      this.#inTurn(() => this.#take(message.chunk, message.bytesRead, message.fresh));
    } else if (message.type === 'progress') {
      this.#tell(message.rows, message.bytesRead);
    } else if (message.type === 'failed') this.#fail(fromEngineError(message.error));
    else if (message.type !== 'beat') {
      const value = message.type === 'read' ? message.read : message.built;
      this.#inTurn(() => this.#waiting?.resolve(value as never));
    }
  }

  #inTurn(step: () => Promise<void> | void): void {
    this.#taking = this.#taking.then(step).catch((error: unknown) => {
      this.#fail(error);
    });
  }

  /** What was read is told at once: behind the chunks it would be as late as they are. */
  #tell(rows: number, bytesRead: number): void {
    Promise.resolve()
      .then(() => this.#hooks?.onProgress(rows, bytesRead))
      .catch((error: unknown) => {
        this.#fail(error);
      });
  }

  async #take(chunk: MadeChunk, bytesRead: number, fresh: FreshTables): Promise<void> {
    if (this.#failure) return;
    await this.#hooks?.onChunk(chunk, bytesRead, fresh);
    this.#thread.postMessage({ type: 'taken' });
  }

  readonly #onAbort = (): void => {
    this.#fail(abortFault());
  };

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#waiting?.reject(this.#failure);
    this.close();
  }
}

function lostFault(reason: string): EngineFault {
  const words = `Reading the file broke off: ${reason}. What was stored is kept; open the same files again to go on from there.`;
  return new EngineFault('lost', words);
}
