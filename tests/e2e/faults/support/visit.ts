import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { expectCalm, launchBrowser, watch, type Trace } from '../../support/explorer.ts';
import { ownRows, type StoredRow } from './stored.ts';

/** A state is named within five seconds on a machine of its own; a loaded one gets more, a page that hangs never says it. */
export const NAMED_STATE_MS = 20_000;
const WORKER = /\/assets\/(?:engine|reader)\.worker-[^/]*\.js$/;

export interface Visit {
  page: Page;
  trace: Trace;
  context: BrowserContext;
}

export interface VisitOptions {
  /** Script put before the worker's own. */
  patch?: string;
  /** How many workers get it; the next ones are whole again. */
  patched?: number;
  before?: (page: Page) => Promise<unknown>;
  fragment?: string;
  baseUrl?: string;
}

/** A fresh, private browser context: nothing stored, no service worker unless asked for. */
export async function freshContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const browser = await launchBrowser();
  const viewport = { width: 1440, height: 900 };
  return browser.newContext({ serviceWorkers: 'block', viewport, ...options });
}

/** A page of this context on the built explorer, not yet waited for. */
export async function visit(context: BrowserContext, options: VisitOptions = {}): Promise<Visit> {
  const page = await context.newPage();
  const baseUrl = options.baseUrl ?? inject('baseUrl');
  const trace = await watch(page, baseUrl);
  if (options.patch !== undefined) {
    await patchWorkers(page, options.patch, options.patched ?? Infinity);
  }
  await options.before?.(page);
  await page.goto(`${baseUrl}${options.fragment ?? ''}`);
  return { page, trace, context };
}

/** A page in a private context of its own; at the end it must have been calm but for what was `provoked`. */
export async function inPage(
  options: VisitOptions & { context?: BrowserContextOptions; provoked?: RegExp },
  run: (seen: Visit) => Promise<void>,
): Promise<void> {
  const context = await freshContext(options.context);
  const seen = await visit(context, options);
  await run(seen);
  isCalm(seen.trace, ...(options.provoked ? [options.provoked] : []));
  await context.close();
}

/** Crashes the renderer of a page, which is dead after that. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}

export async function patchWorkers(page: Page, patch: string, times = Infinity): Promise<void> {
  const seen = new Map<string, number>();
  await page.route(WORKER, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const key = `${route.request().resourceType()} ${route.request().url()}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    await route.fulfill({ response, body: count <= times ? `${patch};\n${script}` : script });
  });
}

/**
 * For the workers: the files the reader reads come in small portions, and no more of them once the engine
 * has put so many chunks of them, until `goOn`.
 */
export function stopAfterChunks(chunks: number): string {
  return `{
    const channel = new BroadcastChannel('hold');
    let isHeld = false;
    channel.onmessage = (event) => { isHeld = event.data; };
    const put = IDBObjectStore.prototype.put;
    let seen = 0;
    IDBObjectStore.prototype.put = function (value, ...rest) {
      if (this.name === 'chunks' && value.corpus !== 'sample') seen++;
      if (seen >= ${chunks} && !self.goOn) channel.postMessage(true);
      return put.call(this, value, ...rest);
    };
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const stream = Blob.prototype.stream;
    Blob.prototype.stream = function () {
      if (!(this instanceof File)) return stream.call(this);
      const file = this;
      let at = 0;
      return new ReadableStream({
        async pull(controller) {
          do await wait(5); while (isHeld);
          if (at >= file.size) return controller.close();
          const part = await file.slice(at, at + 32768).arrayBuffer();
          at += 32768;
          controller.enqueue(new Uint8Array(part));
        },
      }, { highWaterMark: 0 });
    };
  }`;
}

/** Lets a worker held by `stopAfterChunks` read on; one that slept through it may be gone. */
export async function goOn(page: Page): Promise<void> {
  await page
    .workers()[0]
    ?.evaluate(() => {
      Object.assign(self, { goOn: true });
      new BroadcastChannel('hold').postMessage(false);
    })
    .catch(() => undefined);
}

export const figure = (value: number): string => value.toLocaleString('en-GB');

/** Waits until the page shows all of this many comments. */
export async function shows(page: Page, comments: number, timeout = 30_000): Promise<void> {
  const words = `${figure(comments)} of ${figure(comments)} comments`;
  await page.getByRole('status').filter({ hasText: words }).first().waitFor({ timeout });
}

/** Gives files to the page, as a reader would. */
export async function openFiles(page: Page, paths: string | string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files' }).first().click();
  await (await chooser).setFiles(paths);
}

/** Waits for the receipt, reads it and closes it. */
export async function readReceipt(page: Page, timeout = 40_000): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Import receipt' });
  await dialog.waitFor({ timeout });
  const text = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return text;
}

/** Waits for words anywhere on the page within the time in which a state must be named. */
export async function says(page: Page, words: RegExp, timeout = NAMED_STATE_MS): Promise<string> {
  const place = page.getByText(words).first();
  try {
    await place.waitFor({ timeout });
  } catch {
    const shown = await page.locator('body').innerText();
    throw new Error(
      `${String(words)} was not said within ${timeout} ms, but: ${shown.slice(0, 1500)}`,
    );
  }
  return place.innerText();
}

/** Waits until so many chunks of an import are durable. */
export async function stored(page: Page, chunks: number): Promise<StoredRow> {
  const end = Date.now() + 40_000;
  for (;;) {
    const row = (await ownRows(page)).find(({ pending }) => pending?.chunks === chunks);
    if (row) return row;
    if (Date.now() > end) throw new Error(`${chunks} chunks were never stored`);
    await page.waitForTimeout(25);
  }
}

/** I6 and I7, with leave for what the test itself provoked. */
export function isCalm(trace: Trace, ...provoked: RegExp[]): void {
  const errors = trace.errors.filter((error) => !provoked.some((words) => words.test(error)));
  expectCalm({ ...trace, errors });
}

/** Opens the corpus menu; gives what reads its entries, which are brought up to date once it is open. */
async function openCorpora(page: Page): Promise<() => Promise<string[]>> {
  await page.locator('button.corpus-button').click();
  const entries = page
    .locator('.menu')
    .filter({ hasText: 'Corpora in this browser' })
    .getByRole('listitem');
  await entries.first().waitFor();
  return async () =>
    (await entries.allInnerTexts()).map((entry) => entry.replace(/\s+/g, ' ').trim());
}

/** Entries of the corpus menu. */
export async function listedCorpora(page: Page): Promise<string[]> {
  const read = await openCorpora(page);
  const entries = await read();
  await page.keyboard.press('Escape');
  return entries;
}

export async function expectListed(page: Page, words: RegExp): Promise<void> {
  const read = await openCorpora(page);
  await expect.poll(read).toContainEqual(expect.stringMatching(words));
  await page.keyboard.press('Escape');
}
