import { startFromBlob } from '../blob-worker.ts';
import readerUrl from './reader.worker.ts?worker&url';
import { trustedScriptUrl } from '../trusted-url.ts';

/** Starts the thread that reads files, under the policy of this one. */
export function startReader(): Worker {
  if (import.meta.env.DEV) return new Worker(readerUrl, { type: 'module' });
  return startFromBlob(new URL(readerUrl, import.meta.url).href, trustedScriptUrl);
}
