import workerUrl from './engine.worker.ts?worker&url';
import { startFromBlob } from './blob-worker.ts';

/**
 * A worker loaded from the network escapes the page's Content-Security-Policy; one started from a blob
 * inherits it. So a few lines in a blob import the built worker, which may then load its own parts late.
 * Rejects when the file cannot be fetched or is not a script (a host that answers HTML for everything).
 */
export async function startWorker(): Promise<Worker> {
  if (import.meta.env.DEV) return new Worker(workerUrl, { type: 'module' });
  const response = await fetch(workerUrl);
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !type.includes('javascript')) {
    throw new Error(
      `The program file ${workerUrl} did not arrive (${String(response.status)}, ${type}).`,
    );
  }
  return startFromBlob(response.url, trustedScriptUrl);
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | null = null;

/** Vouches for our own blobs and the service worker's file, for nothing else. */
export function trustedScriptUrl(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('app-url', {
    createScriptURL: (candidate) => {
      const isOwnBlob = candidate.startsWith(`blob:${location.origin}/`);
      const isServiceWorker = candidate === new URL('sw.js', document.baseURI).href;
      if (isOwnBlob || isServiceWorker) return candidate;
      throw new TypeError(`Not a script of ours: ${candidate}`);
    },
  });
  return policy.createScriptURL(url) as string;
}
