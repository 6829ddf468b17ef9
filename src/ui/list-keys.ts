import { isTypingIn, type KeyLike } from './shortcuts.ts';

/** Elements that use these keys themselves. */
const OWN_KEYS = 'button, a, summary, select, [role="slider"], [role="listbox"], [role="menu"]';
/** Part of the viewport that a page moves: some lines stay in sight. */
const PAGE = 0.9;

/**
 * Scrolls a list by the keys that scroll. The browser's own way to an end is broken off by rows that are
 * measured meanwhile.
 */
export function scrollByKey(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const { currentTarget: list, target } = event;
  if (event.defaultPrevented || isTypingIn(target) || isScrolledWithin(target, list)) return;
  const isOnControl = target instanceof Element && target.closest(OWN_KEYS) !== null;
  const scrollTop = scrollTopFor(event, isOnControl, list);
  if (scrollTop === null) return;
  event.preventDefault();
  list.scrollTop = scrollTop;
}

/** Whether something inside the list scrolls where the key was pressed. */
function isScrolledWithin(target: EventTarget | null, list: HTMLElement): boolean {
  let element = target instanceof Element ? target : null;
  for (; element && element !== list; element = element.parentElement) {
    const isHigher = element.scrollHeight > element.clientHeight;
    if (isHigher && /auto|scroll/.test(getComputedStyle(element).overflowY)) return true;
  }
  return false;
}

/** Where a list goes for a key, in pixels of its element; null where the key is not the list's. */
export function scrollTopFor(
  event: KeyLike,
  isOnControl: boolean,
  at: { scrollTop: number; scrollHeight: number; clientHeight: number },
): number | null {
  const { key, shiftKey } = event;
  if (event.isComposing || event.altKey || event.metaKey) return null;
  if (event.ctrlKey && key !== 'Home' && key !== 'End') return null;
  const end = at.scrollHeight - at.clientHeight;
  const page = (pages: number): number =>
    Math.min(Math.max(at.scrollTop + pages * PAGE * at.clientHeight, 0), end);
  if (key === ' ') return isOnControl ? null : page(shiftKey ? -1 : 1);
  if (shiftKey) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return end;
  if (key === 'PageDown') return page(1);
  return key === 'PageUp' ? page(-1) : null;
}
