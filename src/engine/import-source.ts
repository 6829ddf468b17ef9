import type { ByteSource } from '../importers/importer.ts';
import { nextTask, slicer, throwIfAborted } from './pause.ts';
import { EngineFault } from './rpc.ts';
import type { ImportSource } from './source-reader.ts';
import { Sha256, sha256 } from './sha256.ts';

const WHOLE_BYTES = 32 * 1024 * 1024;

export function sourceOfBlob(name: string, blob: Blob): ImportSource {
  return {
    ...{ name, size: blob.size, blob },
    stream: () => blob.stream(),
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** The same source, telling how many bytes of the current pass were read. */
export function counted(source: ByteSource, onBytes: (read: number) => void): ByteSource {
  return {
    name: source.name,
    size: source.size,
    stream() {
      const reader = source.stream().getReader();
      let read = 0;
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { value, done } = await reader.read();
            if (done) {
              controller.close();
              return;
            }
            read += value.length;
            onBytes(read);
            controller.enqueue(value);
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      );
    },
  };
}

export interface Identity {
  bytes: number;
  sha256: string;
  /** The bytes, when the source is small enough to be held at once. */
  whole: Uint8Array<ArrayBuffer> | null;
}

/** Size and sha-256 of a source; rejects with 'unreadable' when it cannot be read to its end. */
export async function identify(source: ByteSource, signal?: AbortSignal): Promise<Identity> {
  const hash = new Sha256();
  const isSmall = source.size !== null && source.size <= WHOLE_BYTES;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const pause = slicer(signal);
  const reader = source.stream().getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      bytes += value.length;
      if (isSmall) parts.push(value);
      else hash.update(value);
      await pause();
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throwIfAborted(signal);
    const words = error instanceof Error ? error.message : String(error);
    throw new EngineFault('unreadable', `“${source.name}” could not be read: ${words}`, {
      file: source.name,
    });
  }
  await nextTask();
  if (!isSmall) return { bytes, sha256: hash.hex(), whole: null };
  const whole = await new Blob(parts as BlobPart[]).arrayBuffer();
  const taken = new Uint8Array(whole);
  return { bytes, sha256: await sha256(taken), whole: taken };
}
