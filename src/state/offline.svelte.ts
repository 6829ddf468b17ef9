import { trustedScriptUrl } from '../engine/start-worker.ts';

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
      if (registration.waiting && container.controller) this.#offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const next = registration.installing;
        next?.addEventListener('statechange', () => {
          if (next.state === 'installed' && container.controller) this.#offer(next);
        });
      });
    } catch {
      // Private windows and some policies refuse service workers; the page works without one.
    }
  }

  #offer(waiting: ServiceWorker): void {
    this.takeOver = () => {
      const reload = (): void => window.location.reload();
      navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
      waiting.postMessage('take-over');
    };
  }
}
