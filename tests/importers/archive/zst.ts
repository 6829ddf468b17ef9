/** A Zstandard frame of raw blocks (128 KB at most each), after RFC 8878: enough to test reading one. */
export function zstdRaw(bytes: Uint8Array, blockSize = 100_000): Uint8Array {
  const parts: Uint8Array[] = [frameHeader()];
  for (let at = 0; at < bytes.length || at === 0; at += blockSize) {
    const block = bytes.subarray(at, at + blockSize);
    parts.push(blockHeader(block.length, 0, at + blockSize >= bytes.length), block);
  }
  return join(parts);
}

/** A frame of `blocks` blocks that repeat one byte 128 K times each: a bomb. */
export function zstdBomb(blocks: number): Uint8Array {
  const parts: Uint8Array[] = [frameHeader()];
  for (let i = 0; i < blocks; i++) {
    parts.push(blockHeader(131_072, 1, i === blocks - 1), Uint8Array.of(120));
  }
  return join(parts);
}

/** Magic number, no content size, a window of 8 MB. */
function frameHeader(): Uint8Array {
  return Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, (23 - 10) << 3);
}

function blockHeader(size: number, type: number, isLast: boolean): Uint8Array {
  const value = (size << 3) | (type << 1) | (isLast ? 1 : 0);
  return Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
