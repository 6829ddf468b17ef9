import type { Engine } from './engine.ts';
import { nextTask } from './pause.ts';
import type { EngineError, EngineEvent } from './protocol.ts';
import {
  abortFault,
  buffersIn,
  type Port,
  type ToPage,
  type ToWorker,
  toEngineError,
} from './rpc.ts';

const BEAT_MS = 1000;

/**
 * The worker's end: answers calls, lets an abort overtake a call that has not begun, sends a heartbeat
 * and says so when something fails outside of any call. Returns a function that stops the heartbeat.
 */
export function serve(port: Port, engine: Engine, beatMs = BEAT_MS): () => void {
  const running = new Map<number, AbortController>();
  const post = (message: ToPage): void => {
    port.postMessage(message, [...buffersIn(message)]);
  };
  const answer = async (message: ToWorker & { type: 'call' }): Promise<void> => {
    const { id, name, input } = message;
    const abort = new AbortController();
    if (id !== 0) running.set(id, abort);
    await nextTask();
    try {
      if (abort.signal.aborted) throw abortFault();
      const value = await engine.call(name, input as never, abort.signal);
      if (id !== 0) post({ type: 'result', id, value });
    } catch (error) {
      if (id !== 0) post({ type: 'error', id, error: toEngineError(error) });
    } finally {
      running.delete(id);
    }
  };
  port.addEventListener('message', (event) => {
    const message = event.data as ToWorker;
    if (message.type === 'call') void answer(message);
    else running.get(message.id)?.abort();
  });
  post({ type: 'beat' });
  const beat = setInterval(() => {
    post({ type: 'beat' });
  }, beatMs);
  return () => {
    clearInterval(beat);
  };
}

export function postEvent(port: Port, event: EngineEvent): void {
  port.postMessage({ type: 'event', event } satisfies ToPage, []);
}

/** An error outside of any call, in words for the reader. */
export function fatalEvent(reason: unknown): EngineEvent {
  const error: EngineError = toEngineError(reason);
  return { event: 'fatal', error };
}
