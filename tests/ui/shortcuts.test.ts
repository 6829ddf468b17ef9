import { describe, expect, it } from 'vitest';
import { findShortcut, matchesKey, type KeyLike, type Shortcut } from '../../src/ui/shortcuts.ts';

function press(key: string, more: Partial<KeyLike> = {}): KeyLike {
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    ...more,
  };
}

describe('keys', () => {
  it.each([
    ['j', press('j'), true],
    ['j', press('k'), false],
    ['j', press('j', { ctrlKey: true }), false],
    ['j', press('j', { altKey: true }), false],
    ['j', press('j', { isComposing: true }), false],
    ['j', press('Process', { code: 'KeyJ' }), false],
    ['j', press('ت', { code: 'KeyJ' }), true],
    ['j', press('о', { code: 'KeyJ' }), true],
    ['j', press('n', { code: 'KeyJ' }), false],
    ['/', press('ظ', { code: 'Slash' }), true],
    ['?', press('?', { shiftKey: true }), true],
    ['Escape', press('Escape'), true],
    ['Enter', press('Enter', { shiftKey: true }), false],
    ['mod+z', press('z', { ctrlKey: true }), true],
    ['mod+z', press('z', { metaKey: true }), true],
    ['mod+z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['mod+shift+z', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['mod+z', press('ئ', { ctrlKey: true, code: 'KeyZ' }), true],
    ['mod+z', press('z'), false],
  ])('%s, %o: %s', (keys, event, expected) => {
    expect(matchesKey(event, keys)).toBe(expected);
  });

  const shortcuts: Shortcut[] = [
    { keys: ['j'], label: 'next', run: () => undefined },
    { keys: ['mod+z'], label: 'undo', run: () => undefined, inFields: true },
    { keys: ['Escape'], label: 'back', run: () => undefined },
  ];
  const found = (event: KeyLike, isTyping: boolean, allowSingle: boolean) =>
    findShortcut(shortcuts, event, isTyping, allowSingle)?.label ?? null;

  it('single characters never fire in a field, and can be switched off', () => {
    expect(found(press('j'), false, true)).toBe('next');
    expect(found(press('j'), true, true)).toBeNull();
    expect(found(press('j'), false, false)).toBeNull();
    expect(found(press('Escape'), false, false)).toBe('back');
  });

  it('a field keeps its keys unless the shortcut is meant for fields', () => {
    expect(found(press('Escape'), true, true)).toBeNull();
    expect(found(press('z', { ctrlKey: true }), true, true)).toBe('undo');
  });
});
