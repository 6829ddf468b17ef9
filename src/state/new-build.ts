/** What a page can find out about the host it came from, and do about it. */
export interface BuildHost {
  /** Name of this build's entry file, as its page names it: 'main-Ab3dE.js'. */
  entry: string;
  /** The page as the host gives it now; null when it cannot be reached. */
  fetchPage: () => Promise<string | null>;
  /** Of this tab, and kept over a reload; null where the browser keeps nothing. */
  memory: {
    getItem: (key: string) => string | null;
    setItem: (key: string, value: string) => void;
  } | null;
  reload: () => void;
}

/** 'reloads': once; 'newer': there is a newer build, but no reload was made; 'same': the host has this one. */
export type BuildVerdict = 'reloads' | 'newer' | 'same' | 'unreachable';

const KEY = 'repartee.reloaded-from';

/**
 * What to do when a file of this build did not arrive. A page reloads only away from a build that the host
 * no longer has, and only once from each: a stale page in a cache in between cannot make it go round.
 */
export async function judgeMissingFile(host: BuildHost, mayReload: boolean): Promise<BuildVerdict> {
  const page = await host.fetchPage();
  if (page === null) return 'unreachable';
  if (page.includes(host.entry)) return 'same';
  if (!mayReload || !host.memory || host.memory.getItem(KEY) === host.entry) return 'newer';
  host.memory.setItem(KEY, host.entry);
  host.reload();
  return 'reloads';
}

/** The host of the page in this tab. */
export function thisHost(): BuildHost {
  return {
    // The last one imports all others, so its name changes with any of them.
    entry:
      [...document.querySelectorAll<HTMLScriptElement>('script[type="module"]')]
        .at(-1)
        ?.src.split('/')
        .at(-1) ?? '',
    fetchPage: async () => {
      try {
        const response = await fetch(new URL('.', document.baseURI), { cache: 'no-store' });
        return response.ok ? await response.text() : null;
      } catch {
        return null;
      }
    },
    memory: tabMemory(),
    reload: () => {
      window.location.reload();
    },
  };
}

function tabMemory(): BuildHost['memory'] {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
