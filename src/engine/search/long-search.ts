import { abortFault } from '../rpc.ts';

const LOOK_MS = 25;

/**
 * A search that may take longer than a reader waits: it goes on while what it has found so far is told.
 * `run` gets a signal and says when it has found more.
 */
export class LongSearch<T> {
  readonly key: string;
  readonly #abort = new AbortController();
  readonly #done: Promise<T>;
  #hasMore = false;
  #told = 0;

  constructor(key: string, run: (signal: AbortSignal, onMore: () => void) => Promise<T>) {
    this.key = key;
    this.#done = run(this.#abort.signal, () => {
      this.#hasMore = true;
    });
    this.#done.catch(() => undefined);
  }

  /** Answers told while the search was still going on. */
  get told(): number {
    return this.#told;
  }

  stop(): void {
    this.#abort.abort(abortFault());
  }

  /** The answer; null when it is not there after `ms` and there is more than was told before. */
  async answer(ms: number, signal: AbortSignal): Promise<T | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const more = new Promise<null>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(abortFault()), { once: true });
      const look = (): void => {
        if (this.#hasMore) resolve(null);
        else timer = setTimeout(look, LOOK_MS);
      };
      timer = setTimeout(look, ms);
    });
    try {
      const answer = await Promise.race([this.#done, more]);
      if (answer === null) {
        this.#hasMore = false;
        this.#told++;
      }
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }
}
