/**
 * What the page tells of itself while it is measured. `installProbes` runs in the page before anything
 * else: it must not use names from outside of itself.
 */
import type { Page } from 'playwright-core';

export interface Frame {
  /** When the frame began, and when the callback ran; ms. */
  beganMs: number;
  ranMs: number;
}

export interface ListFrame extends Frame {
  scrollTop: number;
  /** Part of the list's height that no row covers, and that rows without their text cover; 0 to 1. */
  uncovered: number;
  waiting: number;
  /** Index of the first row there is. */
  first: number;
}

export interface Told {
  atMs: number;
  comments: number;
  stage: string;
}

export interface Probes {
  /** Progress of imports, and replies inferred, as the worker told them. */
  progress: Told[];
  inferred: { atMs: number; done: number; total: number }[];
  longTasks: { atMs: number; ms: number }[];
  firstChartMs: number;
  startFrames(): void;
  stopFrames(): Frame[];
  startList(): void;
  stopList(): ListFrame[];
  /** Waits for the next input event, and then for the first frame after the count of comments changed. */
  watchHits(timeoutMs: number): void;
  /** Milliseconds between the two that `watchHits` waits for; null when the time was up. */
  hits(): Promise<number | null>;
  /** Asks the engine's worker, past the page. */
  ask(name: string, input: unknown): Promise<unknown>;
}

/** The probes inside a page. */
export function probe<T, A = null>(
  page: Page,
  work: (probes: Probes, given: A) => T | Promise<T>,
  given?: A,
): Promise<T> {
  return page.evaluate<T>(
    `(${work.toString()})(globalThis.probes, ${JSON.stringify(given ?? null)})`,
  );
}

/** Milliseconds from the navigation to the first chart with its numbers. */
export async function firstChartMs(page: Page): Promise<number> {
  await page.waitForFunction(
    () => (globalThis as unknown as { probes: Probes }).probes.firstChartMs > 0,
  );
  return probe(page, (probes) => probes.firstChartMs);
}

export function installProbes(): void {
  const workers: Worker[] = [];
  const probes = {
    progress: new Array<Told>(),
    inferred: new Array<Probes['inferred'][number]>(),
    longTasks: new Array<Probes['longTasks'][number]>(),
    firstChartMs: NaN,
  };

  const hear = ({ data }: MessageEvent): void => {
    if (data?.type !== 'event') return;
    const { event } = data;
    const atMs = performance.now();
    if (event.event === 'progress') {
      const { comments, stage } = event.progress;
      probes.progress.push({ atMs, comments, stage });
    }
    if (event.event === 'inferred') {
      probes.inferred.push({ atMs, done: event.done, total: event.total });
    }
  };
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
      this.addEventListener('message', hear);
    }
  };

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      probes.longTasks.push({ atMs: startTime, ms: duration });
    }
  }).observe({ type: 'longtask', buffered: true });

  const seeChart = (): void => {
    const plot = '[role=application] :is(svg :is(rect, circle, path), canvas)';
    const status = document.querySelector('header [role=status]')?.textContent ?? '';
    if (document.querySelector(plot) && /\d/.test(status)) probes.firstChartMs = performance.now();
    else requestAnimationFrame(seeChart);
  };
  requestAnimationFrame(seeChart);

  /** Calls `see` once a frame until the function it gives back is called, which gives all back. */
  const everyFrame = <T>(see: (beganMs: number) => T): (() => T[]) => {
    const seen: T[] = [];
    let isOn = true;
    const frame = (beganMs: number): void => {
      if (!isOn) return;
      seen.push(see(beganMs));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return () => {
      isOn = false;
      return seen;
    };
  };

  const seeList = (beganMs: number): ListFrame => {
    const ranMs = performance.now();
    const row = document.querySelector('[data-index]');
    const viewport = row?.parentElement?.parentElement?.parentElement;
    const nothing = { beganMs, ranMs, scrollTop: NaN, uncovered: 1, waiting: 0, first: -1 };
    if (!viewport) return nothing;
    const box = viewport.getBoundingClientRect();
    let covered = 0;
    let waiting = 0;
    for (const element of viewport.querySelectorAll('[data-index]')) {
      const { top, bottom } = element.getBoundingClientRect();
      const seen = Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top));
      covered += seen;
      if (element.querySelector('.waiting')) waiting += seen;
    }
    const uncovered = Math.max(0, 1 - covered / box.height);
    const { scrollTop } = viewport;
    const first = Number((row as HTMLElement).dataset.index);
    return { beganMs, ranMs, scrollTop, uncovered, waiting: waiting / box.height, first };
  };

  const nextHits = (timeoutMs: number): Promise<number | null> =>
    new Promise((resolve) => {
      const status = document.querySelector('header [role=status]');
      if (!status) return resolve(null);
      let startMs = NaN;
      const onInput = (event: Event): void => ((startMs = event.timeStamp), undefined);
      const finish = (ms: number | null): void => {
        observer.disconnect();
        clearTimeout(timer);
        removeEventListener('input', onInput, true);
        resolve(ms);
      };
      const observer = new MutationObserver(() => {
        if (Number.isNaN(startMs)) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => finish(performance.now() - startMs);
          port2.postMessage(null);
        });
      });
      const timer = setTimeout(() => finish(null), timeoutMs);
      addEventListener('input', onInput, true);
      observer.observe(status, { subtree: true, childList: true, characterData: true });
    });

  let nextId = 1_000_000_000;
  const ask = (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      const [worker] = workers.slice(-1);
      const answer = ({ data }: MessageEvent): void => {
        if (data?.id !== id) return;
        worker?.removeEventListener('message', answer);
        if (data.type === 'result') resolve(data.value);
        else reject(new Error(data.error?.message ?? 'no answer'));
      };
      worker?.addEventListener('message', answer);
      worker?.postMessage({ type: 'call', id, name, input });
    });

  let hits: Promise<number | null> = Promise.resolve(null);
  let stop: () => unknown[] = () => [];
  Object.assign(globalThis, {
    probes: Object.assign(probes, {
      startFrames: () => (stop = everyFrame((beganMs) => ({ beganMs, ranMs: performance.now() }))),
      stopFrames: () => stop(),
      startList: () => (stop = everyFrame(seeList)),
      stopList: () => stop(),
      watchHits: (timeoutMs: number) => void (hits = nextHits(timeoutMs)),
      hits: () => hits,
      ask,
    }),
  });
}
