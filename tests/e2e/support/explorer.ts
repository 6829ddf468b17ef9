import { createServer, type Server } from 'node:http';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, inject } from 'vitest';
import { CHROMIUM_FLAGS } from '../../../scripts/chromium.mjs';

/** What a page did while a test ran. */
export interface Trace {
  requests: string[];
  foreign: string[];
  violations: string[];
  errors: string[];
}

export interface Explorer {
  page: Page;
  trace: Trace;
  baseUrl: string;
  close: () => Promise<void>;
}

let browser: Browser | null = null;

export async function launchBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
    args: CHROMIUM_FLAGS,
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

/** A fresh page on the built explorer. `before` may add routes and init scripts before it loads. */
export async function openExplorer(
  options: {
    fragment?: string;
    context?: BrowserContextOptions;
    before?: (page: Page) => Promise<unknown>;
    ready?: boolean;
  } = {},
): Promise<Explorer> {
  const context = await (
    await launchBrowser()
  ).newContext({
    viewport: { width: 1440, height: 900 },
    ...options.context,
  });
  const page = await context.newPage();
  const baseUrl = inject('baseUrl');
  const trace = await watch(page, baseUrl);
  await options.before?.(page);
  await page.goto(`${baseUrl}${options.fragment ?? ''}`);
  if (options.ready !== false) await isReady(page);
  return { page, trace, baseUrl, close: () => context.close() };
}

/** Opens a fresh page before each test of a file; at the end of the test it must have been calm. */
export function onePageEach(use: (fresh: Explorer) => void): void {
  let fresh: Explorer;
  beforeEach(async () => {
    fresh = await openExplorer({ context: { serviceWorkers: 'block' } });
    use(fresh);
  });
  afterEach(async () => {
    expectCalm(fresh.trace);
    await fresh.close();
  });
  afterAll(closeBrowser);
}

/** Waits until the status line counts comments. */
export async function isReady(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /\d+ of \d+ comments/ })
    .first()
    .waitFor({ timeout: 20_000 });
}

/** How many comments the status line counts, or -1 while the list does not hold as many. */
export async function countAtRest(page: Page): Promise<number> {
  const status = page.getByRole('status').filter({ hasText: 'comments' }).first();
  const count = Number(/([\d,]+) of [\d,]+ comments/.exec(await status.innerText())?.[1] ?? -1);
  const sizes = await page
    .getByRole('region', { name: 'Comments', exact: true })
    .getByRole('article')
    .evaluateAll((articles) => articles.map((one) => Number(one.getAttribute('aria-setsize'))));
  return sizes.every((size) => size === count) && sizes.length > 0 === count > 0 ? count : -1;
}

/** Records every request, every policy violation and every uncaught error of a page and its workers. */
export async function watch(page: Page, baseUrl: string): Promise<Trace> {
  const trace: Trace = { requests: [], foreign: [], violations: [], errors: [] };
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`csp-violation ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  page.context().on('request', (request) => {
    const url = request.url();
    trace.requests.push(url);
    if (!url.startsWith(baseUrl) && !url.startsWith('blob:') && !url.startsWith('data:')) {
      trace.foreign.push(url);
    }
  });
  page.on('pageerror', (error) => trace.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (/csp-violation|Content Security Policy|TrustedScript/i.test(message.text())) {
      trace.violations.push(message.text());
    } else trace.errors.push(message.text());
  });
  return trace;
}

/** Nothing left the machine, nothing broke the policy, nothing was thrown. */
export function expectCalm(trace: Trace): void {
  expect(trace.foreign).toEqual([]);
  expect(trace.violations).toEqual([]);
  expect(trace.errors).toEqual([]);
}

/** A second origin that listens: whatever reaches it has left the page. */
export async function listenForeign(): Promise<{ url: string; hits: string[]; server: Server }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('foreign');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${String(address.port)}/`, hits, server };
}
