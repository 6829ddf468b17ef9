import { Gunzip } from 'fflate';
import type { ByteSource } from '../importer.ts';
import { chunksOf } from '../text/bytes.ts';
import type { Meter } from './guard.ts';

const SLICE = 64 * 1024;

/**
 * Unpacks gzip with the platform's stream. Browsers refuse files of several gzip members joined end to end
 * ("junk after end"); those are unpacked again by fflate, which goes on where the platform stopped.
 */
export async function* gunzip(source: ByteSource, meter: Meter): AsyncGenerator<Uint8Array> {
  let out = 0;
  try {
    for await (const chunk of platformGunzip(source, meter)) {
      out += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (out === 0) throw error;
    let skip = out;
    meter.bytesIn = 0;
    for await (const chunk of memberGunzip(source, meter)) {
      const rest = chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - rest.length;
      if (rest.length > 0) yield rest;
    }
  }
}

async function* platformGunzip(source: ByteSource, meter: Meter): AsyncGenerator<Uint8Array> {
  const counter = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      meter.bytesIn += chunk.length;
      controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  const stream = source.stream().pipeThrough(counter).pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
    isDone = true;
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}

async function* memberGunzip(source: ByteSource, meter: Meter): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const unpacker = new Gunzip((chunk) => {
    if (chunk.length > 0) ready.push(chunk);
  });
  for await (const chunk of chunksOf(source)) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.subarray(at, at + SLICE);
      meter.bytesIn += slice.length;
      unpacker.push(slice.slice(), false);
      yield* ready.splice(0);
    }
  }
  unpacker.push(new Uint8Array(0), true);
  yield* ready;
}
