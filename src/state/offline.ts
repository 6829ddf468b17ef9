import { trustedScriptUrl } from '../engine/start-worker.ts';

/**
 * Registers the service worker of the built page. `onNewVersion` is called with a function that lets the
 * waiting version take over and reloads once. Does nothing where service workers are not available.
 */
export async function registerOffline(onNewVersion: (accept: () => void) => void): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const container = navigator.serviceWorker;
  try {
    const url = trustedScriptUrl(new URL('sw.js', document.baseURI).href);
    const registration = await container.register(url);
    const offer = (waiting: ServiceWorker): void => {
      onNewVersion(() => {
        container.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage('take-over');
      });
    };
    if (registration.waiting && container.controller) offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const next = registration.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && container.controller) offer(next);
      });
    });
  } catch {
    // Private windows and some policies refuse service workers; the page works without one.
  }
}
