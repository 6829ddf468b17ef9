import workerUrl from './engine.worker.ts?worker&url';
import { startFromBlob } from './blob-worker.ts';
import { trustedScriptUrl } from './trusted-url.ts';

export { trustedScriptUrl };

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
