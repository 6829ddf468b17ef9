import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256, Sha256 } from '../../../src/engine/storage/sha256.ts';

it('gives what the platform gives, however the bytes are cut', async () => {
  const portions = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(portions, async (parts) => {
      const hash = new Sha256();
      for (const part of parts) hash.update(part);
      const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
      const expected = createHash('sha256').update(whole).digest('hex');
      expect(hash.hex()).toBe(expected);
      expect(await sha256(whole)).toBe(expected);
    }),
  );
});

it('takes megabytes', () => {
  const mb = new Uint8Array(1 << 20).fill(97);
  const ours = new Sha256();
  const theirs = createHash('sha256');
  for (let i = 0; i < 3; i++) {
    ours.update(mb);
    theirs.update(mb);
  }
  expect(ours.hex()).toBe(theirs.digest('hex'));
});
