import { describe, expect, it } from 'vitest';
import { scrollTopFor } from '../../src/ui/list-keys.ts';
import type { KeyLike } from '../../src/ui/shortcuts.ts';

const AT = { scrollTop: 1000, scrollHeight: 10_000, clientHeight: 500 };

function press(
  key: string,
  more: Partial<KeyLike> = {},
  { isOnControl = false, at = AT } = {},
): number | null {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  return scrollTopFor({ key, code: '', ...none, isComposing: false, ...more }, isOnControl, at);
}

describe('keys of a scrolled list', () => {
  it('go to its ends, with and without Ctrl', () => {
    expect(press('Home')).toBe(0);
    expect(press('End')).toBe(9500);
    expect(press('Home', { ctrlKey: true })).toBe(0);
    expect(press('End', { ctrlKey: true })).toBe(9500);
  });

  it('move by a page that keeps some lines in sight, within the list', () => {
    expect(press('PageDown')).toBe(1450);
    expect(press('PageUp')).toBe(550);
    expect(press(' ')).toBe(1450);
    expect(press(' ', { shiftKey: true })).toBe(550);
    expect(press('PageUp', {}, { at: { ...AT, scrollTop: 100 } })).toBe(0);
    expect(press('PageDown', {}, { at: { ...AT, scrollTop: 9400 } })).toBe(9500);
  });

  it('leave the space bar to a button that has the keyboard, and pages do not', () => {
    expect(press(' ', {}, { isOnControl: true })).toBeNull();
    expect(press('PageDown', {}, { isOnControl: true })).toBe(1450);
  });

  it.each([
    ['of a selection', 'End', { shiftKey: true }],
    ['of the browser', 'PageDown', { ctrlKey: true }],
    ['of the browser', 'Home', { altKey: true }],
    ['of the browser', 'End', { metaKey: true }],
    ['of an input method', 'End', { isComposing: true }],
    ['that move elsewhere', 'ArrowDown', {}],
    ['that are letters', 'j', {}],
  ])('leave alone keys %s: %s', (_why, key, more) => {
    expect(press(key, more)).toBeNull();
  });
});
