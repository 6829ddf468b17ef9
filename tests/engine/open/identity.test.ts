import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { identify } from '../../../src/engine/import/import-source.ts';
import type { ByteSource } from '../../../src/importers/importer.ts';

const MIB = 1024 * 1024;
const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1001) bytes[at] = at % 251;
  return bytes;
}

function streamed(bytes: Uint8Array<ArrayBuffer>, size: number | null): ByteSource {
  return { name: 'x', size, stream: () => new Blob([bytes]).stream() };
}

it('is the plain sha-256 up to 32 MiB, and the bytes are kept', async () => {
  const bytes = bytesOf(MIB + 5);
  const identity = await identify(streamed(bytes, bytes.length));
  expect(identity).toMatchObject({ bytes: bytes.length, sha256: hex(bytes) });
  expect(identity.whole).toEqual(bytes);
});

it('is a hash over the hashes of pieces beyond, whether it is sliced or streamed', async () => {
  const bytes = bytesOf(33 * MIB + 7);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8 * MIB) {
    pieces.push(hex(bytes.subarray(at, at + 8 * MIB)));
  }
  const expected = `${hex(new TextEncoder().encode(pieces.join('')))}-8MiB`;
  const slice = (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> =>
    Promise.resolve(bytes.slice(start, end));
  const sliced = { ...streamed(bytes, bytes.length), slice };
  for (const source of [sliced, streamed(bytes, bytes.length), streamed(bytes, null)]) {
    const identity = await identify(source);
    expect(identity).toEqual({ bytes: bytes.length, sha256: expected, whole: null });
  }
});

it('is the plain sha-256 where a source as long was stored so', async () => {
  const bytes = bytesOf(33 * MIB);
  const source = streamed(bytes, bytes.length);
  const stored = [{ bytes: bytes.length, sha256: 'f'.repeat(64) }];
  expect((await identify(source, undefined, stored)).sha256).toBe(hex(bytes));
  const other = [{ bytes: 1, sha256: 'f'.repeat(64) }];
  expect((await identify(source, undefined, other)).sha256).toMatch(/-8MiB$/);
});
