import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, inject, it } from 'vitest';
import {
  closeBrowser,
  expectCalm,
  isReady,
  launchBrowser,
  openExplorer,
  watch,
} from './support/explorer.ts';

afterAll(closeBrowser);

const captureRequests = (requests: string[]): string[] =>
  requests.filter((url) => url.includes('/data/') && url.endsWith('.txt'));

describe('opening the bundled corpus', () => {
  it('fetches and shows it on the first visit, and opens it from storage on the next', async () => {
    const context = await (await launchBrowser()).newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const baseUrl = inject('baseUrl');
    const trace = await watch(page, baseUrl);
    await page.goto(baseUrl);
    await isReady(page);
    expect(
      await page.getByRole('status').filter({ hasText: 'comments' }).first().innerText(),
    ).toContain('32 of 32 comments');
    expect(captureRequests(trace.requests)).toHaveLength(2);
    for (const name of ['Activity over time', 'Reply network', 'Commenters', 'Comments']) {
      await page.getByRole('region', { name, exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Open files' }).first().waitFor();
    trace.requests.length = 0;
    await page.reload();
    await isReady(page);
    expect(captureRequests(trace.requests)).toEqual([]);
    expect(
      await page.getByRole('status').filter({ hasText: 'comments' }).first().innerText(),
    ).toContain('32 of 32 comments');
    expectCalm(trace);
    await context.close();
  });

  it('works without a network on the second visit', async () => {
    const context = await (await launchBrowser()).newContext();
    const page = await context.newPage();
    const baseUrl = inject('baseUrl');
    await page.goto(baseUrl);
    await isReady(page);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.reload();
    await isReady(page);
    await page.getByRole('article').nth(3).waitFor();
    expect(await page.getByRole('article').count()).toBeGreaterThan(3);
    await context.close();
  });
});

/** What the page says when something is wrong. */
async function stateOf(before: Parameters<typeof openExplorer>[0]): Promise<string> {
  const { page, close } = await openExplorer({
    ...before,
    ready: false,
    context: { serviceWorkers: 'block' },
  });
  const alert = page.getByRole('alert').first();
  await alert.waitFor({ timeout: 20_000 });
  const text = await alert.innerText();
  await close();
  return text;
}

describe('named states', () => {
  const first = '000_d5a6a2989cafffb8.txt';

  it('names a truncated capture', async () => {
    const bytes = readFileSync(`public/data/${first}`);
    const text = await stateOf({
      before: (page) =>
        page.route(`**/data/${first}`, (route) =>
          route.fulfill({ contentType: 'text/plain', body: bytes.subarray(0, bytes.length * 0.6) }),
        ),
    });
    expect(text).toContain(first);
  });

  it('names a changed capture', async () => {
    const bytes = Buffer.from(readFileSync(`public/data/${first}`));
    bytes[100] = bytes[100]! ^ 1;
    const text = await stateOf({
      before: (page) =>
        page.route(`**/data/${first}`, (route) =>
          route.fulfill({ contentType: 'text/plain', body: bytes }),
        ),
    });
    expect(text).toContain(first);
  });

  it('says so when the host answers HTML for the manifest', async () => {
    const text = await stateOf({
      before: (page) =>
        page.route('**/data/manifest.json', (route) =>
          route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>app</title>' }),
        ),
    });
    expect(text).toMatch(/manifest\.json/);
  });

  it('says so when the network goes away during the first visit', async () => {
    const text = await stateOf({
      before: (page) => page.route(`**/data/${first}`, (route) => route.abort()),
    });
    expect(text).toMatch(/arrive|network|reach|fetch/i);
  });
});

describe('without storage', () => {
  it.each([
    [
      'IndexedDB is missing',
      'Object.defineProperty(globalThis, "indexedDB", { value: undefined })',
    ],
    [
      'opening throws',
      'IDBFactory.prototype.open = () => { throw new DOMException("no", "InvalidStateError"); }',
    ],
    ['opening never settles', 'IDBFactory.prototype.open = () => new EventTarget()'],
  ])('works in memory, with a banner, when %s', async (_name, script) => {
    const { page, trace, close } = await openExplorer({
      context: { serviceWorkers: 'block' },
      before: (target) =>
        target.route('**/assets/engine.worker-*.js', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: `${script};\n${await response.text()}` });
        }),
    });
    expect(
      await page.getByRole('status').filter({ hasText: 'comments' }).first().innerText(),
    ).toContain('32 of 32');
    await page
      .getByText(/gone when|not kept|kept in memory|will be gone|close/i)
      .first()
      .waitFor();
    expectCalm(trace);
    await close();
  });
});
