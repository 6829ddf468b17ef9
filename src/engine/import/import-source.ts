import type { ByteSource } from '../../importers/importer.ts';
import { nextTask, slicer, throwIfAborted } from '../pause.ts';
import { EngineFault } from '../rpc.ts';
import type { ImportSource } from './source-reader.ts';
import { Sha256, sha256 } from '../storage/sha256.ts';

const WHOLE_BYTES = 32 * 1024 * 1024;
const PIECE_BYTES = 8 * 1024 * 1024;
/** Ending of a hash over the hashes of pieces. */
const PIECES = '-8MiB';

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

/** A source as it was stored, to be compared with. */
export interface KnownSource {
  bytes: number;
  sha256: string | null;
}

/**
 * Size and hash of a source. Up to 32 MiB its SHA-256; beyond, the SHA-256 of the SHA-256s of its pieces
 * of 8 MiB, marked by the ending, because the platform hashes only what is held at once. Where one of
 * `known` is as long and was stored before that, its plain SHA-256. Rejects with 'unreadable' when it
 * cannot be read to its end.
 */
export async function identify(
  source: ByteSource,
  signal?: AbortSignal,
  known: readonly KnownSource[] = [],
): Promise<Identity> {
  const { size } = source;
  try {
    if (size !== null && size <= WHOLE_BYTES) return await identifyWhole(source, signal);
    const isOld = known.some(
      ({ bytes, sha256: hash }) => bytes === size && hash !== null && !hash.endsWith(PIECES),
    );
    return await (isOld ? identifyPlain(source, signal) : identifyPieces(source, signal));
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof EngineFault) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new EngineFault('unreadable', `“${source.name}” could not be read: ${words}`, {
      file: source.name,
    });
  }
}

async function identifyWhole(source: ByteSource, signal?: AbortSignal): Promise<Identity> {
  const parts: Uint8Array[] = [];
  await eachPortion(source, signal, (portion) => {
    parts.push(portion);
  });
  await nextTask();
  const whole = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  return { bytes: whole.length, sha256: await sha256(whole), whole };
}

async function identifyPlain(source: ByteSource, signal?: AbortSignal): Promise<Identity> {
  const hash = new Sha256();
  let bytes = 0;
  await eachPortion(source, signal, (portion) => {
    bytes += portion.length;
    hash.update(portion);
  });
  return { bytes, sha256: hash.hex(), whole: null };
}

/** One piece is read while the one before is hashed. */
async function identifyPieces(source: ByteSource, signal?: AbortSignal): Promise<Identity> {
  const digests: Promise<string>[] = [];
  let bytes = 0;
  const take = async (piece: Uint8Array<ArrayBuffer>): Promise<void> => {
    bytes += piece.length;
    await digests.at(-1);
    digests.push(sha256(piece));
  };
  const { slice, size } = source;
  if (slice && size !== null) {
    for (let at = 0; at < size; at += PIECE_BYTES) {
      throwIfAborted(signal);
      await take(await slice(at, Math.min(size, at + PIECE_BYTES)));
    }
  } else {
    let piece = new Uint8Array(PIECE_BYTES);
    let filled = 0;
    await eachPortion(source, signal, async (portion) => {
      for (let at = 0; at < portion.length;) {
        const part = portion.subarray(at, at + PIECE_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < PIECE_BYTES) continue;
        await take(piece);
        piece = new Uint8Array(PIECE_BYTES);
        filled = 0;
      }
    });
    if (filled > 0) await take(piece.slice(0, filled));
  }
  const all = new TextEncoder().encode((await Promise.all(digests)).join(''));
  return { bytes, sha256: `${await sha256(all)}${PIECES}`, whole: null };
}

async function eachPortion(
  source: ByteSource,
  signal: AbortSignal | undefined,
  visit: (portion: Uint8Array) => Promise<void> | void,
): Promise<void> {
  const pause = slicer(signal);
  const reader = source.stream().getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      await visit(value);
      await pause();
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
}
