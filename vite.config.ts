import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [svelte()],
  worker: { format: 'es' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'tests/*.test.ts',
            'tests/{core,importers,exporters,engine,contracts,charts,scripts}/**/*.test.ts',
          ],
          expect: { requireAssertions: true },
          testTimeout: 60_000,
        },
      },
    ],
  },
});
