/** One tab of a Chromium with a profile on disk, and what it weighs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/chromium.mjs';

export interface HeapUsage {
  /** JavaScript objects and strings. */
  heap: number;
  /** Typed arrays. */
  arrays: number;
}

interface Process {
  id: number;
  /** Seconds. */
  cpuTime: number;
}

const BUSY_MS = 400;
/** A browser that is stuck does not close either. */
const CLOSE_MS = 15_000;

export class Tab {
  /** Those that were launched and not closed. */
  static readonly open = new Set<Tab>();
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #folder: string;
  readonly #cdp: CDPSession;
  readonly #workers = new Map<string, string>();
  #nextId = 1;
  #process: number | null = null;

  private constructor(context: BrowserContext, page: Page, cdp: CDPSession, folder: string) {
    this.#context = context;
    this.page = page;
    this.#cdp = cdp;
    this.#folder = folder;
  }

  static async launch(
    before: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Tab> {
    const folder = mkdtempSync(join(tmpdir(), 'repartee-bench-'));
    const { path } = await findChromium();
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: path,
      args: CHROMIUM_FLAGS,
      // Scrollbars are dragged.
      ignoreDefaultArgs: ['--hide-scrollbars'],
      viewport: { width: 1440, height: 900 },
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await before(page);
    const cdp = await context.newCDPSession(page);
    const tab = new Tab(context, page, cdp, folder);
    Tab.open.add(tab);
    await tab.#watchWorkers();
    return tab;
  }

  get cdp(): CDPSession {
    return this.#cdp;
  }

  /** Another page of the same browser. */
  newPage(): Promise<Page> {
    return this.#context.newPage();
  }

  async close(): Promise<void> {
    if (!Tab.open.delete(this)) return;
    const closing = this.#context.close().catch(() => undefined);
    const given = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    await Promise.race([closing, given]);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Memory of the page's thread after a collection, bytes. */
  async pageHeap(): Promise<HeapUsage> {
    await this.#cdp.send('HeapProfiler.collectGarbage');
    return usageOf(await this.#cdp.send('Runtime.getHeapUsage'));
  }

  /** Memory of all workers of the page after a collection, bytes. */
  async workerHeap(): Promise<HeapUsage> {
    const sum: HeapUsage = { heap: 0, arrays: 0 };
    for (const session of this.#workers.keys()) {
      await this.#ask(session, 'HeapProfiler.collectGarbage');
      const { heap, arrays } = usageOf(await this.#ask(session, 'Runtime.getHeapUsage'));
      sum.heap += heap;
      sum.arrays += arrays;
    }
    return sum;
  }

  /** CPU time of all threads of the browser's pages so far, ms; all but ours are idle. */
  async cpuMs(): Promise<number> {
    const times = (await this.#processes()).map(({ cpuTime }) => cpuTime);
    return times.reduce((sum, time) => sum + time, 0) * 1000;
  }

  /** Resident bytes of the page's process: now, and at the most since `forgetPeak`. NaN where /proc is not. */
  async resident(): Promise<{ now: number; peak: number }> {
    this.#process ??= await this.#findProcess();
    const id = this.#process;
    const status = readOr(`/proc/${String(id)}/status`);
    const read = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) * 1024;
    return { now: read('VmRSS'), peak: read('VmHWM') };
  }

  async forgetPeak(): Promise<void> {
    try {
      this.#process ??= await this.#findProcess();
      writeFileSync(`/proc/${String(this.#process)}/clear_refs`, '5');
    } catch {
      // Not on Linux: the peak is then that of the whole run.
    }
  }

  /** The process that gets busy when the page does. */
  async #findProcess(): Promise<number> {
    const before = new Map((await this.#processes()).map(({ id, cpuTime }) => [id, cpuTime]));
    await this.page.evaluate((ms) => {
      const start = performance.now();
      while (performance.now() - start < ms) continue;
    }, BUSY_MS);
    const after = await this.#processes();
    const spent = ({ id, cpuTime }: Process): number => cpuTime - (before.get(id) ?? 0);
    const [busiest] = after.sort((a, b) => spent(b) - spent(a));
    if (!busiest) throw new Error('no renderer');
    return busiest.id;
  }

  async #processes(): Promise<Process[]> {
    const browser = await this.#context.browser()?.newBrowserCDPSession();
    if (!browser) throw new Error('no browser session');
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    await browser.detach();
    return processInfo.filter(({ type }) => type === 'renderer');
  }

  async #watchWorkers(): Promise<void> {
    this.#cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#workers.set(sessionId, targetInfo.url);
    });
    this.#cdp.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
    await this.#cdp.send('Target.setAutoAttach', options);
  }

  /** Sends a command to a worker: Playwright has no sessions of its own for them. */
  #ask(sessionId: string, method: string): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const hear = (event: { sessionId: string; message: string }): void => {
        if (event.sessionId !== sessionId) return;
        const answer = JSON.parse(event.message) as { id?: number; result?: unknown };
        if (answer.id !== id) return;
        this.#cdp.off('Target.receivedMessageFromTarget', hear);
        resolve(answer.result);
      };
      this.#cdp.on('Target.receivedMessageFromTarget', hear);
      const message = JSON.stringify({ id, method, params: {} });
      void this.#cdp.send('Target.sendMessageToTarget', { sessionId, message });
    });
  }
}

function usageOf(answer: unknown): HeapUsage {
  const usage = answer as { usedSize: number; backingStorageSize?: number };
  return { heap: usage.usedSize, arrays: usage.backingStorageSize ?? 0 };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
