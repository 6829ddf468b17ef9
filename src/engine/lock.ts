import { EngineFault } from './rpc.ts';

/** One writer for all tabs of the page. */
export interface WriterLock {
  /** Runs while no other tab writes; rejects with 'busy' when one still does after `waitMs`. */
  run<T>(waitMs: number, write: () => Promise<T>): Promise<T>;
  /** Whether any tab writes now. */
  isHeld(): Promise<boolean>;
}

const NAME = 'repartee.writer';

function busyFault(): EngineFault {
  const words = 'Another tab of this page is importing. Wait until it is done, then try again.';
  return new EngineFault('busy', words);
}

/** The Web Lock: the browser frees it when its tab dies. */
export function webLock(locks: LockManager): WriterLock {
  return {
    async isHeld() {
      const { held } = await locks.query();
      return held?.some(({ name }) => name === NAME) ?? false;
    },
    async run(waitMs, write) {
      const wait = new AbortController();
      const timer = setTimeout(() => {
        wait.abort();
      }, waitMs);
      let hasStarted = false;
      try {
        return await locks.request(NAME, { signal: wait.signal }, async () => {
          hasStarted = true;
          clearTimeout(timer);
          return await write();
        });
      } catch (error) {
        if (!hasStarted && wait.signal.aborted) throw busyFault();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** For one tab alone (no Web Locks, memory mode): writers of this worker wait for each other. */
export function localLock(): WriterLock {
  let isHeld = false;
  return {
    isHeld: () => Promise.resolve(isHeld),
    async run(waitMs, write) {
      const end = performance.now() + waitMs;
      while (isHeld) {
        if (performance.now() >= end) throw busyFault();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      isHeld = true;
      try {
        return await write();
      } finally {
        isHeld = false;
      }
    },
  };
}
