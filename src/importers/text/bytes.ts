import type { ByteSource } from '../importer.ts';

const CHUNK = 256 * 1024;

/** A source over bytes in memory, handed out in chunks of 256 KB; it can be read any number of times. */
export function byteSourceOf(name: string, bytes: Uint8Array, chunk = CHUNK): ByteSource {
  return {
    name,
    size: bytes.length,
    stream() {
      let at = 0;
      return new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (at >= bytes.length) {
              controller.close();
              return;
            }
            controller.enqueue(bytes.subarray(at, at + chunk));
            at += chunk;
          },
        },
        { highWaterMark: 0 },
      );
    },
  };
}

/** The chunks of a source, non-empty ones only; the stream is cancelled when the loop is left early. */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  const reader = source.stream().getReader();
  let isDone = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      if (value.length > 0) yield value;
    }
    isDone = true;
  } catch (error) {
    isDone = true;
    throw error;
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}

/** The first `limit` bytes of a source. */
export async function headOf(source: ByteSource, limit = 65_536): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(source)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return concatBytes(parts).subarray(0, limit);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
