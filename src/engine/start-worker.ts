import workerUrl from './engine.worker.ts?worker&url';
import { startFromBlob } from './blob-worker.ts';
import { trustedScriptUrl } from './trusted-url.ts';

export { trustedScriptUrl };

let isFirst = true;

/**
 * A worker loaded from the network escapes the page's Content-Security-Policy; one started from a blob
 * inherits it. So a few lines in a blob import the built worker, which may then load its own parts late.
 * The first one of a page is started unseen, so that it comes up beside the page; those after it only once
 * their file is looked at: rejects when it cannot be fetched or is not a script (a host that answers HTML
 * for everything).
 */
export function startWorker(): Worker | Promise<Worker> {
  if (import.meta.env.DEV) return new Worker(workerUrl, { type: 'module' });
  const url = new URL(workerUrl, import.meta.url).href;
  if (!isFirst) return startChecked(url);
  isFirst = false;
  return startFromBlob(url, trustedScriptUrl);
}

async function startChecked(url: string): Promise<Worker> {
  const response = await fetch(url);
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !type.includes('javascript')) {
    throw new Error(
      `The program file ${workerUrl} did not arrive (${String(response.status)}, ${type}).`,
    );
  }
  return startFromBlob(response.url, trustedScriptUrl);
}
