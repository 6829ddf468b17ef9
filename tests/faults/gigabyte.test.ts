import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('F09 a file of 1 GB', () => {
  it('is read in a process that may hold 256 MB', { timeout: 240_000 }, () => {
    const script = ['scripts/run-ts.mjs', 'tests/faults/support/gigabyte.ts'];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--max-old-space-size=256', ...script],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect([status, stderr.includes('heap out of memory')]).toEqual([0, false]);
    const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    console.info(`F09 1 GB through the importer: ${JSON.stringify(seen)}`);
    expect(seen['found']).toBe(seen['comments']);
    expect(seen['found']).toBeGreaterThan(250_000);
    expect(seen['rejected']).toBe(0);
    expect(seen['heapMb']).toBeLessThan(256);
  });
});
