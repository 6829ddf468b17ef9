import type { HistoryPort } from './view.svelte.ts';

const KEY = 'repartee';

function indexOf(state: unknown): number | null {
  if (typeof state !== 'object' || state === null) return null;
  const index: unknown = (state as Record<string, unknown>)[KEY];
  return typeof index === 'number' && Number.isInteger(index) ? index : null;
}

function address(fragment: string): string {
  const { pathname, search } = window.location;
  return fragment === '' ? pathname + search : `#${fragment}`;
}

/** The tab's own history. Browsers cap how often it may be written; a refused write is let go. */
export function browserHistory(): HistoryPort {
  const write = (how: 'pushState' | 'replaceState', fragment: string, index: number): void => {
    try {
      window.history[how]({ [KEY]: index }, '', address(fragment));
    } catch {
      // WebKit throws past 100 changes in 30 s; the next settled change brings the address up to date.
    }
  };
  return {
    read: () => ({
      fragment: window.location.hash.slice(1),
      index: indexOf(window.history.state),
    }),
    push: (fragment, index) => {
      write('pushState', fragment, index);
    },
    replace: (fragment, index) => {
      write('replaceState', fragment, index);
    },
    go: (delta) => {
      window.history.go(delta);
    },
    listen: (onChange) => {
      window.addEventListener('popstate', onChange);
      return () => {
        window.removeEventListener('popstate', onChange);
      };
    },
  };
}
