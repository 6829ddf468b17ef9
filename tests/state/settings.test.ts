import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PREFERENCES,
  readPreferences,
  Settings,
  type Keeper,
} from '../../src/state/settings.svelte.ts';

function memory(text: string | null = null): Keeper & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text;
    },
    setItem(_key, value) {
      this.text = value;
    },
  };
}

describe('preferences', () => {
  it('come back in the next visit', () => {
    const keeper = memory();
    new Settings(keeper).set({ theme: 'dark', railPx: 300 });
    expect(new Settings(keeper).current).toEqual({
      ...DEFAULT_PREFERENCES,
      theme: 'dark',
      railPx: 300,
    });
  });

  it('stay within what the page can show', () => {
    const settings = new Settings(null);
    settings.set({ railPx: 9000, activityShare: Number.NaN, networkShare: -1 });
    expect(settings.current).toMatchObject({
      railPx: 480,
      activityShare: DEFAULT_PREFERENCES.activityShare,
      networkShare: 0.2,
    });
  });

  it('are the defaults when storage is refused', () => {
    const refuse = (): never => {
      throw new Error('refused');
    };
    const settings = new Settings({ getItem: refuse, setItem: refuse });
    settings.set({ singleKeys: false });
    expect(settings.current.singleKeys).toBe(false);
  });

  it('fit, whatever is stored', () => {
    const stored = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ theme: fc.anything(), railPx: fc.anything(), singleKeys: fc.anything() })
        .map((value) =>
          JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? 0 : inner)),
        ),
    );
    fc.assert(
      fc.property(stored, (text) => {
        const found = readPreferences(text);
        expect(['system', 'light', 'dark']).toContain(found.theme);
        expect(found.railPx).toBeGreaterThanOrEqual(180);
        expect(found.railPx).toBeLessThanOrEqual(480);
        expect(typeof found.singleKeys).toBe('boolean');
      }),
    );
  });
});
