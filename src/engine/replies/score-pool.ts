import type { PackedPage } from './page-input.ts';
import type { PageScores } from './page-model.ts';
import { buffersIn, EngineFault, fromEngineError } from '../rpc.ts';
import type { FromScorer, ToScorer } from './score-protocol.ts';

/** The part of a Worker that is used here. */
export interface ScorerThread {
  postMessage(message: ToScorer, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ScorerThreads {
  count: number;
  /** Comments of a file that are read before pages are scored beside the reading. */
  earlyFrom: number;
  start(): ScorerThread;
}

/** A thread works on one job while the next one waits there. */
const JOBS_A_THREAD = 2;

/** A thread that has jobs and says nothing for this long is taken for dead; its script may not have come. */
const SILENCE_MS = 60_000;

interface Job {
  resolve: (scores: PageScores[]) => void;
  reject: (error: Error) => void;
}

/** Scores pages in threads of their own; the least busy one gets the next job. */
export class ScorePool {
  readonly #threads: { thread: ScorerThread; jobs: Job[]; isHeard: boolean }[] = [];
  readonly #source: ScorerThreads;
  readonly #timer: ReturnType<typeof setInterval>;
  #failure: Error | null = null;
  isClosed = false;

  /** Begins with `first` threads. */
  constructor(threads: ScorerThreads, first = threads.count, silenceMs = SILENCE_MS) {
    this.#source = threads;
    while (this.#threads.length < first) this.#start();
    this.#timer = setInterval(() => {
      const isSilent = this.#threads.some(({ jobs, isHeard }) => jobs.length > 0 && !isHeard);
      if (isSilent) this.#fail(new EngineFault('lost', 'A thread does not answer.'));
      for (const own of this.#threads) own.isHeard = false;
    }, silenceMs);
  }

  /** Starts the threads that are not there yet. */
  grow(): void {
    while (!this.#failure && this.#threads.length < this.#source.count) this.#start();
  }

  #start(): void {
    const own = { thread: this.#source.start(), jobs: new Array<Job>(), isHeard: true };
    this.#threads.push(own);
    own.thread.onmessage = ({ data }) => {
      own.isHeard = true;
      const job = own.jobs.shift();
      const answer = data as FromScorer;
      if ('scores' in answer) job?.resolve(answer.scores);
      else job?.reject(fromEngineError(answer.error));
    };
    own.thread.onerror = (event) => {
      event.preventDefault();
      this.#fail(new EngineFault('lost', event.message));
    };
  }

  /** Whether a thread is gone, and the others with it. */
  get isLost(): boolean {
    return this.#failure !== null;
  }

  /** Jobs that keep every thread busy. */
  get lanes(): number {
    return this.#threads.length * JOBS_A_THREAD;
  }

  /** Scores of pages; their buffers are given away. Rejects when a thread is gone. */
  score(pages: PackedPage[]): Promise<PageScores[]> {
    if (this.#failure) return Promise.reject(this.#failure);
    const [first, ...rest] = this.#threads;
    if (!first) throw new EngineFault('internal', 'There is no thread.');
    const least = rest.reduce((a, b) => (b.jobs.length < a.jobs.length ? b : a), first);
    return new Promise((resolve, reject) => {
      if (least.jobs.length === 0) least.isHeard = true;
      least.jobs.push({ resolve, reject });
      least.thread.postMessage({ pages }, [
        ...buffersIn(pages.map(({ options: _, ...own }) => own)),
      ]);
    });
  }

  /** Ends the threads; what they were asked rejects. */
  close(): void {
    this.isClosed = true;
    this.#fail(new EngineFault('aborted', 'Cancelled.'));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    clearInterval(this.#timer);
    for (const { thread, jobs } of this.#threads) {
      thread.onmessage = null;
      thread.terminate();
      for (const { reject } of jobs.splice(0)) reject(this.#failure);
    }
  }
}
