import { Sha256 } from '../../core/sha256.ts';

export { Sha256 };

/** Hex sha-256 of bytes held at once. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (typeof crypto === 'undefined' || !('subtle' in crypto))
    return new Sha256().update(bytes).hex();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
