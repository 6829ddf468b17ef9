import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const CAPTURES = new Map([
  ['000_d5a6a2989cafffb8.txt', '6f281c1236b38d97fc5edc5c9fc124379265d2c7d04fc755084752e71353923f'],
  ['003_81a823519a3952f0.txt', '9c22cc291276564d1c6ea4bcefb0b2524b2a3250535041352b2be8c238fbcfaa'],
]);

it('keeps the bundled captures byte for byte, as the manifest says', () => {
  const manifest = JSON.parse(readFileSync('public/data/manifest.json', 'utf8')) as {
    sources: { name: string; bytes: number; 'sha-256': string; format: string }[];
  };
  expect(manifest.sources.map((source) => source.name)).toEqual([...CAPTURES.keys()]);
  for (const source of manifest.sources) {
    const bytes = readFileSync(`public/data/${source.name}`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(CAPTURES.get(source.name));
    expect(source).toMatchObject({ bytes: bytes.length, 'sha-256': CAPTURES.get(source.name) });
  }
});
