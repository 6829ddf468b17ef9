import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './scripts/build/csp.mjs';
import { earlyEntry } from './scripts/build/early.mjs';
import { offlineFiles } from './scripts/build/offline.mjs';
import { CHROMIUM_FLAGS } from './scripts/chromium.mjs';

const executablePath = process.env.CHROME_BIN ?? '/usr/bin/chromium';
const expectations = {
  expect: { requireAssertions: true, poll: { timeout: 20_000 } },
  testTimeout: 60_000,
};

export default defineConfig({
  base: './',
  plugins: [
    svelte({ compilerOptions: { cssHash: ({ hash, css }) => `s${hash(css).slice(0, 5)}` } }),
    contentSecurityPolicy(),
    earlyEntry('early'),
    offlineFiles(),
  ],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { early: 'src/early.ts', main: 'index.html', sw: 'src/sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...expectations,
          name: 'unit',
          environment: 'node',
          include: [
            'tests/*.test.ts',
            'tests/{core,importers,exporters,engine,contracts,charts,faults,scripts,bench,ui,views}/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...expectations,
          name: 'state',
          environment: './tests/support/client-environment.ts',
          include: ['tests/state/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...expectations,
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args: CHROMIUM_FLAGS } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          ...expectations,
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/serve.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
