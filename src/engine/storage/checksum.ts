import { hashBytes } from '../../core/columns-hash.ts';
import type { Buffers, StoredPart } from './storage-port.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Checksum over named buffers, in the order of their names. */
export function checksumOf(buffers: Buffers): string {
  let hash = '';
  for (const name of Object.keys(buffers).sort()) {
    const buffer = buffers[name];
    if (!buffer) continue;
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    hash = hashText(`${hash}|${name}|${hashBytes(bytes)}`);
  }
  return hash;
}

export function hashText(text: string): string {
  return hashBytes(encoder.encode(text));
}

/** Next link of the chain over a corpus's chunks. */
export function chainOf(previous: string, checksum: string): string {
  return hashText(`${previous}>${checksum}`);
}

export function sizeOf(buffers: Buffers): number {
  return Object.values(buffers).reduce((sum, buffer) => sum + buffer.byteLength, 0);
}

export function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(value));
}

/** What `jsonBytes` was given; undefined when the bytes are not JSON. */
export function jsonOf(bytes: Uint8Array | undefined): unknown {
  if (!bytes) return undefined;
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A part with its checksum. `input` is the hash of what it was made from. */
export function makePart(
  corpus: string,
  name: string,
  schema: number,
  input: string,
  buffers: Buffers,
): StoredPart {
  return { corpus, name, schema, input, buffers, checksum: checksumOf(buffers) };
}

/** The part's buffers when it is undamaged and made by this schema from this input; else null. */
export function usable(part: StoredPart | null, schema: number, input: string): Buffers | null {
  if (part?.schema !== schema || part.input !== input) return null;
  return checksumOf(part.buffers) === part.checksum ? part.buffers : null;
}
