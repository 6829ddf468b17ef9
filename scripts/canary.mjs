// Proves that the type check can fail: a seeded type error must be reported.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = mkdtempSync('canary-');
writeFileSync(
  join(folder, 'Canary.svelte'),
  '<script lang="ts">const n: number = "x";</script>{n}\n',
);
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({ extends: '../tsconfig.json', include: ['.'] }),
);
const run = spawnSync(
  'npx',
  ['--no-install', 'svelte-check', '--workspace', folder, '--tsconfig', './tsconfig.json'],
  {
    encoding: 'utf8',
  },
);
rmSync(folder, { recursive: true, force: true });
if (run.status === 0 || !run.stdout.includes("'string' is not assignable")) {
  console.error(`The seeded type error was not reported:\n${run.stdout}${run.stderr}`);
  process.exit(1);
}
console.log('canary: the seeded type error is reported');
