import { vi } from 'vitest';

/** Waits for what a slow machine may take its time to do; fails with the last reason why not. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });
