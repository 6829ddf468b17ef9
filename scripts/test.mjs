// Runs every test, browser tests included: npm test [-- vitest arguments]
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';

try {
  const { path, env } = await findChromium();
  const result = spawnSync('npx', ['--no-install', 'vitest', 'run', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env, CHROME_BIN: path, TZ: 'UTC' },
  });
  process.exitCode = result.status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
