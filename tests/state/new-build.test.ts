import { describe, expect, it } from 'vitest';
import { judgeMissingFile, type BuildHost } from '../../src/state/new-build.ts';

const OLD = '<script src="./assets/main-old.js"></script>';
const NEW = '<script src="./assets/main-new.js"></script>';

function hostOf(page: string | null, memory: Map<string, string> | null = new Map()) {
  const host: BuildHost & { reloads: number } = {
    reloads: 0,
    entry: 'main-old.js',
    fetchPage: () => Promise.resolve(page),
    memory: memory && {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
    },
    reload: () => host.reloads++,
  };
  return host;
}

describe('a file of this build is not on the host', () => {
  it('reloads once away from a build that was replaced, and never again from the same', async () => {
    const host = hostOf(NEW);
    expect(await judgeMissingFile(host, true)).toBe('reloads');
    expect(await judgeMissingFile(host, true)).toBe('newer');
    expect(host.reloads).toBe(1);
  });

  it.each([
    ['the host still has this build', hostOf(OLD), true, 'same'],
    ['the host cannot be reached', hostOf(null), true, 'unreachable'],
    ['something is under way', hostOf(NEW), false, 'newer'],
    ['nothing can be remembered over a reload', hostOf(NEW, null), true, 'newer'],
  ] as const)('stays when %s', async (_, host, mayReload, verdict) => {
    expect(await judgeMissingFile(host, mayReload)).toBe(verdict);
    expect(host.reloads).toBe(0);
  });
});
