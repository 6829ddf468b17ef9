import { trustedScriptUrl } from '../engine/start-worker.ts';
import { judgeMissingFile, thisHost, type BuildHost, type BuildVerdict } from './new-build.ts';

/** How long the old version may take to finish what it answers before it is let go of instead. */
const PATIENCE_MS = 3000;

const LOST = 'A part of the page did not arrive. Check the connection, then try again.';
const WORDS: Record<BuildVerdict, string | null> = {
  reloads: null,
  newer:
    'A part of the page is gone from the host, which has a newer version. Reload when it suits you.',
  same: LOST,
  unreachable: LOST,
};

/** The page's own files for use without a network, and the offer of a newer version. */
export class Offline {
  /** Lets the waiting version take over and reloads once; null while there is none. */
  takeOver = $state.raw<(() => void) | null>(null);

  /** Registers the service worker of the built page; does nothing where there can be none. */
  async register(): Promise<void> {
    if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
    const container = navigator.serviceWorker;
    try {
      const url = trustedScriptUrl(new URL('sw.js', document.baseURI).href);
      const registration = await container.register(url);
      if (registration.waiting && container.controller) this.#offer(registration);
      registration.addEventListener('updatefound', () => {
        const next = registration.installing;
        next?.addEventListener('statechange', () => {
          if (next.state === 'installed' && container.controller) this.#offer(registration);
        });
      });
    } catch {
      // Private windows and some policies refuse service workers; the page works without one.
    }
  }

  /**
   * A file of this build did not arrive: with a newer build on the host the page reloads, once, or offers to
   * while it `isBusy` and from then on. Resolves to what the reader should be told.
   */
  async onMissingFile(isBusy: boolean, host: BuildHost = thisHost()): Promise<string | null> {
    const verdict = await judgeMissingFile(host, !isBusy && this.takeOver === null);
    if (verdict === 'newer') this.takeOver ??= host.reload;
    return WORDS[verdict];
  }

  /**
   * The new version takes over once the old one answers nothing more. A request that a page left behind can
   * hold that up for minutes; then the page comes from the host, which has the new version, not from the old one.
   */
  #offer(registration: ServiceWorkerRegistration): void {
    this.takeOver = () => {
      const reload = (): void => window.location.reload();
      navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
      registration.waiting?.postMessage('take-over');
      setTimeout(() => {
        if (navigator.onLine) void registration.unregister().then(reload);
      }, PATIENCE_MS);
    };
  }
}
