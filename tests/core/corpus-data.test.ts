import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('keeps the bundled captures byte for byte', () => {
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(`public/data/${name}`))
      .digest('hex');
  expect(hash('000_d5a6a2989cafffb8.txt')).toMatchInlineSnapshot(
    `"6f281c1236b38d97fc5edc5c9fc124379265d2c7d04fc755084752e71353923f"`,
  );
  expect(hash('003_81a823519a3952f0.txt')).toMatchInlineSnapshot(
    `"9c22cc291276564d1c6ea4bcefb0b2524b2a3250535041352b2be8c238fbcfaa"`,
  );
});
