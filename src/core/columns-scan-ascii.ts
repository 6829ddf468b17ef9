import { FACTOR_A, FACTOR_B, finishHash, LANE_A, LANE_B } from './columns-hash.ts';
import { ASCII_KIND, type BodyScan, flagsOf } from './columns-scan.ts';

/** A text in UTF-8: bytes [start, end). */
export interface Encoded {
  bytes: Uint8Array;
  start: number;
  end: number;
}

/**
 * What `scanBody` tells of a body that is ASCII, and at `out[at]` what `hashText` makes of it, in one
 * pass over its bytes: without asking at each character how the string is kept, and without branches.
 */
export function scanAscii(
  body: string,
  { bytes, start, end }: Encoded,
  seed: number,
  out: Uint32Array,
  at: number,
): BodyScan {
  let a = LANE_A ^ seed;
  let b = LANE_B ^ seed;
  let words = 0;
  let isInWord = 0;
  let seen = 0;
  for (let i = start; i < end; i++) {
    const unit = bytes[i] ?? 0;
    const kind = ASCII_KIND[unit] ?? 0;
    a = Math.imul(a ^ unit, FACTOR_A);
    b = Math.imul(b ^ unit, FACTOR_B);
    seen |= kind;
    const isLetterOrDigit = ((kind >> 1) | (kind >> 2)) & 1;
    words += isLetterOrDigit & ~isInWord;
    isInWord = (isInWord | isLetterOrDigit) & ~kind & 1;
  }
  finishHash(a, b, end - start, out, at);
  return { flags: flagsOf(body, seen, false), words };
}
