import { Decompress } from 'fzstd';
import type { ByteSource } from '../importer.ts';
import { chunksOf } from '../text/bytes.ts';
import type { Meter } from './guard.ts';

const SLICE = 64 * 1024;
/** One slice of packed bytes may not grow past this before the limits are looked at. */
const MAX_BURST = 64 * 1024 * 1024;

/** Unpacks Zstandard, also with the long windows of Reddit dumps. */
export async function* unzstd(source: ByteSource, meter: Meter): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let burst = 0;
  const unpacker = new Decompress((chunk) => {
    if (chunk.length === 0) return;
    burst += chunk.length;
    if (burst > MAX_BURST) throw new Error('it grows too fast');
    ready.push(chunk.slice());
  });
  for await (const chunk of chunksOf(source)) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.slice(at, at + SLICE);
      meter.bytesIn += slice.length;
      burst = 0;
      unpacker.push(slice, false);
      yield* ready.splice(0);
    }
  }
  unpacker.push(new Uint8Array(0), true);
  yield* ready;
}
