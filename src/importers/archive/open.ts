import type { ByteSource } from '../importer.ts';
import { headOf } from '../text/bytes.ts';
import { gunzip } from './gzip.ts';
import { guardedSource } from './guard.ts';
import type { Limits } from './guard.ts';
import { zipMembers, zipNames } from './zip.ts';
import { unzstd } from './zstd.ts';

const MAX_LAYERS = 3;
/** Files of a ConvoKit corpus that stand beside its utterances and hold no comments. */
const COMPANIONS = /(?:^|\/)(?:speakers|users|corpus|index|conversations)\.json$/;
const NEVER = /\.(?:png|jpe?g|gif|webp|svg|css|js|woff2?|ttf|ico|pdf|mp[34]|bin|sha256|md5)$/i;

/** The plain sources inside a source: itself, or what gzip, Zstandard and zip hold, layer by layer. */
export async function* unpack(
  source: ByteSource,
  limits: Limits,
  layer = 0,
): AsyncGenerator<ByteSource> {
  const packing = layer < MAX_LAYERS ? packingOf(await headOf(source, 4)) : null;
  if (packing === null) yield source;
  else if (packing === 'zip') yield* unpackZip(source, limits, layer);
  else {
    const name = source.name.replace(/\.(?:gz|gzip|zst|zstd)$/i, '');
    const steps = packing === 'gzip' ? gunzip : unzstd;
    yield* unpack(
      guardedSource(name, (meter) => steps(source, meter), limits),
      limits,
      layer + 1,
    );
  }
}

async function* unpackZip(
  source: ByteSource,
  limits: Limits,
  layer: number,
): AsyncGenerator<ByteSource> {
  const names = await zipNames(source);
  if (names.includes('[Content_Types].xml')) {
    const message = 'This is an Office file. Save the table as CSV and open that.';
    limits.note({ code: 'office-document', message });
    return;
  }
  const isConvoKit = names.some((name) => /(?:^|\/)utterances\.jsonl$/.test(name));
  for await (const member of zipMembers(source, limits)) {
    if (NEVER.test(member.name) || (isConvoKit && COMPANIONS.test(member.name))) continue;
    yield* unpack(member, limits, layer + 1);
  }
}

export function packingOf(head: Uint8Array): 'gzip' | 'zstd' | 'zip' | null {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return a === 0x50 && b === 0x4b && (c === 3 || c === 5) ? 'zip' : null;
}
