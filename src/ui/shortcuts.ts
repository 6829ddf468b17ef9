/**
 * Keys of the page. Single characters match what was typed or, on layouts without Latin letters, the
 * key's place (`event.code`); they never fire while something is typed into, or composed by an IME.
 */
export interface Shortcut {
  /** 'j', '/', '?', 'Escape', 'Enter', 'mod+z', 'mod+shift+z' (mod = Ctrl, or Cmd on a Mac). */
  keys: readonly string[];
  /** Shown in the list of keys. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Fires while a field has the focus too. */
  inFields?: boolean;
}

const CODES: ReadonlyMap<string, string> = new Map([['/', 'Slash']]);

/** The part of a KeyboardEvent that decides. */
export type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'
>;

export function isSingleKey(keys: string): boolean {
  return /^.$/u.test(keys);
}

function codeOf(key: string): string | undefined {
  return /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : CODES.get(key);
}

/** Whether what was typed is no Latin letter, so that the key's place has to speak for it. */
function isForeign(key: string): boolean {
  return isSingleKey(key) && key > '\u007F';
}

export function matchesKey(event: KeyLike, keys: string): boolean {
  if (event.isComposing || event.key === 'Process' || event.altKey) return false;
  const parts = keys.split('+').filter((part) => part !== '');
  const key = keys === '+' ? '+' : (parts.at(-1) ?? '');
  const needsMod = parts.length > 1 && parts.includes('mod');
  if (needsMod !== (event.ctrlKey || event.metaKey)) return false;
  const isPlace = isForeign(event.key) && event.code === codeOf(key);
  if (needsMod) {
    const isLetter = event.key.toLowerCase() === key || isPlace;
    return isLetter && event.shiftKey === parts.includes('shift');
  }
  if (isSingleKey(key)) return event.key === key || (isPlace && !event.shiftKey);
  return event.key === key && !event.shiftKey;
}

/** Whether keys typed here are text. */
export function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest('input, textarea, select, [contenteditable]');
  if (!field) return false;
  const type = field instanceof HTMLInputElement ? field.type : '';
  return !['checkbox', 'radio', 'range', 'button', 'submit', 'file'].includes(type);
}

/** The first shortcut that an event asks for; single keys only where `allowSingle` holds. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  event: KeyLike,
  isTyping: boolean,
  allowSingle: boolean,
): Shortcut | null {
  const fits = (shortcut: Shortcut): boolean =>
    (!isTyping || shortcut.inFields === true) &&
    shortcut.keys.some((keys) => (allowSingle || !isSingleKey(keys)) && matchesKey(event, keys));
  return shortcuts.find(fits) ?? null;
}
