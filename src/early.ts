import { createEngine } from './engine/client.ts';
import { startWorker } from './engine/start-worker.ts';

function findKeeper(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** localStorage, or null where the browser refuses it. */
export const keeper = findKeeper();
/** Runs ahead of the page, which is much larger: the worker comes up beside it. */
export const engine = createEngine(startWorker, { keeper });
