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
  const leftOut = leavesOut(names);
  for await (const member of zipMembers(source, limits)) {
    if (leftOut(member.name) === null) yield* unpack(member, limits, layer + 1);
  }
}

/** A file in a zip; `leftOut` says why it is not looked into, null when it is. */
export interface ZipEntry {
  name: string;
  leftOut: string | null;
}

/** What a zip holds, in its own order. */
export async function listZip(source: ByteSource): Promise<ZipEntry[]> {
  const names = await zipNames(source);
  const leftOut = leavesOut(names);
  return names.map((name) => ({ name, leftOut: leftOut(name) }));
}

function leavesOut(names: readonly string[]): (name: string) => string | null {
  const isConvoKit = names.some((name) => /(?:^|\/)utterances\.jsonl$/.test(name));
  return (name) => {
    if (NEVER.test(name)) return 'no text';
    return isConvoKit && COMPANIONS.test(name) ? 'stands beside the comments' : null;
  };
}

export function packingOf(head: Uint8Array): 'gzip' | 'zstd' | 'zip' | null {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return a === 0x50 && b === 0x4b && (c === 3 || c === 5) ? 'zip' : null;
}
