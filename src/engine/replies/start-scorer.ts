import { startFromBlob } from '../blob-worker.ts';
import type { ScorerThreads } from './score-pool.ts';
import scorerUrl from './scorer.worker.ts?worker&url';
import { trustedScriptUrl } from '../trusted-url.ts';

/** More threads than this wait for the one that hands out pages. */
const MOST = 4;

/** Threads that score pages, under the policy of this one: one for each core. */
export const SCORER_THREADS: ScorerThreads = {
  count: Math.max(1, Math.min(MOST, navigator.hardwareConcurrency)),
  start() {
    if (import.meta.env.DEV) return new Worker(scorerUrl, { type: 'module' });
    return startFromBlob(new URL(scorerUrl, import.meta.url).href, trustedScriptUrl);
  },
};
