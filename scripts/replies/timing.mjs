// Bundles timing.ts as the product is bundled (module runners pay for every import they cross) and runs it.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const outDir = resolve('node_modules/.cache/replies-timing');
await build({
  configFile: false,
  logLevel: 'error',
  build: { ssr: 'scripts/replies/timing.ts', outDir, emptyOutDir: true, copyPublicDir: false },
});
await import(pathToFileURL(resolve(outDir, 'timing.js')).href);
rmSync(outDir, { recursive: true, force: true });
