import type { ByteSource } from '../importer.ts';
import { headOf } from '../text/bytes.ts';
import { guardedSource } from './guard.ts';
import type { Limits } from './guard.ts';

const MAX_LAYERS = 3;
/**
 * The plain sources inside a source: itself, or what gzip, Zstandard and zip hold, layer by layer. The
 * unpackers are fetched when a source needs one.
 */
export async function* unpack(
  source: ByteSource,
  limits: Limits,
  layer = 0,
): AsyncGenerator<ByteSource> {
  const packing = layer < MAX_LAYERS ? packingOf(await headOf(source, 4)) : null;
  if (packing === null) yield source;
  else if (packing === 'zip') {
    const { unpackZip } = await import('./zip-files.ts');
    yield* unpackZip(source, limits, layer);
  } else {
    const name = source.name.replace(/\.(?:gz|gzip|zst|zstd)$/i, '');
    const steps =
      packing === 'gzip' ? (await import('./gzip.ts')).gunzip : (await import('./zstd.ts')).unzstd;
    yield* unpack(
      guardedSource(name, (meter) => steps(source, meter), limits),
      limits,
      layer + 1,
    );
  }
}

export function packingOf(head: Uint8Array): 'gzip' | 'zstd' | 'zip' | null {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return a === 0x50 && b === 0x4b && (c === 3 || c === 5) ? 'zip' : null;
}
