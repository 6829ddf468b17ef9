import type { Calls, EngineError, EngineErrorCode, EngineEvent } from './protocol.ts';

export type CallName = keyof Calls;

/** An EngineError as something that can be thrown; `code` is what to branch on. */
export class EngineFault extends Error {
  readonly code: EngineErrorCode;
  readonly data: Record<string, string | number> | undefined;

  constructor(code: EngineErrorCode, message: string, data?: Record<string, string | number>) {
    super(message);
    this.name = 'EngineFault';
    this.code = code;
    this.data = data;
  }
}

export function isAborted(error: unknown): boolean {
  return error instanceof EngineFault && error.code === 'aborted';
}

export function abortFault(): EngineFault {
  return new EngineFault('aborted', 'Cancelled.');
}

/** Plain data for the wire; anything unknown becomes 'internal' with its own words. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineFault) {
    const plain: EngineError = { code: error.code, message: error.message };
    return error.data ? { ...plain, data: error.data } : plain;
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Something went wrong inside: ${message}` };
}

export function fromEngineError(error: EngineError): EngineFault {
  return new EngineFault(error.code, error.message, error.data);
}

export type ToWorker =
  { type: 'call'; id: number; name: CallName; input: unknown } | { type: 'abort'; id: number };

export type ToPage =
  | { type: 'beat' }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; error: EngineError }
  | { type: 'event'; event: EngineEvent };

/** The part of Worker, DedicatedWorkerGlobalScope and MessagePort that is used here. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Buffers of the typed arrays in plain data, each once. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof value !== 'object' || value === null) return found;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else {
    for (const inner of Object.values(value)) buffersIn(inner, found);
  }
  return found;
}
