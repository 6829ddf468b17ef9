// Writes public/data/manifest.json from the captures beside it: node scripts/manifest.mjs
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../public/data/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => {
    const bytes = readFileSync(new URL(name, folder));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, bytes: bytes.length, 'sha-256': sha256, format: 'page-capture' };
  });
const manifest = { version: 1, name: 'Sample: two discussions', sources };
writeFileSync(new URL('manifest.json', folder), `${JSON.stringify(manifest, null, 2)}\n`);
