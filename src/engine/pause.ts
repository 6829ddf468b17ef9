import { abortFault } from './rpc.ts';

const SLICE_MS = 12;

/** Lets messages in: resolves in a later task, without the 4 ms floor of timers. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortFault();
}

/** Cuts long work into slices: call it often; it waits only when the slice is used up. */
export function slicer(signal?: AbortSignal, sliceMs = SLICE_MS): () => Promise<void> | void {
  let started = performance.now();
  return () => {
    throwIfAborted(signal);
    if (performance.now() - started < sliceMs) return;
    return nextTask().then(() => {
      started = performance.now();
      throwIfAborted(signal);
    });
  };
}
