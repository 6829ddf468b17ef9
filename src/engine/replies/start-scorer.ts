import { startFromBlob } from '../blob-worker.ts';
import type { ScorerThreads } from './score-pool.ts';
import scorerUrl from './scorer.worker.ts?worker&url';
import { trustedScriptUrl } from '../trusted-url.ts';

/** More threads than this wait for the one that hands out pages. */
const MOST = 4;
/** Smaller files are shown a quarter sooner without, and known as a whole no later: a thread is compiled first. */
const EARLY_FROM = 150_000;

/** Threads that score pages, under the policy of this one: one for each core. */
export const SCORER_THREADS: ScorerThreads = {
  count: Math.max(1, Math.min(MOST, navigator.hardwareConcurrency)),
  earlyFrom: EARLY_FROM,
  start() {
    if (import.meta.env.DEV) return new Worker(scorerUrl, { type: 'module' });
    return startFromBlob(new URL(scorerUrl, import.meta.url).href, trustedScriptUrl);
  },
};
