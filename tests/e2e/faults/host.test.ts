import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { startHost } from './support/deploy.ts';
import { linesOf, writeFile } from './support/files.ts';
import { ownRows } from './support/stored.ts';
import {
  freshContext,
  isCalm,
  openFiles,
  readReceipt,
  says,
  shows,
  visit,
} from './support/visit.ts';

const CAPTURE = '000_d5a6a2989cafffb8.txt';
const small = writeFile('small.jsonl', linesOf(300));
afterAll(closeBrowser);

describe('the host fails', () => {
  it('F27 the net is lost on the first visit: nothing half stored, and trying again works', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context, {
      before: (target) => target.route(`**/data/${CAPTURE}`, (route) => route.abort()),
    });
    await says(page, /could not be fetched/);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 32);
    isCalm(trace, /Failed to load resource/);
    await context.close();
  });

  it('F29 a page arrives for the program file: named, and trying again works', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context, {
      before: (target) =>
        target.route('**/assets/engine.worker-*.js', (route) =>
          route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>App</title>' }),
        ),
    });
    await says(page, /did not arrive/);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 32);
    isCalm(trace);
    await context.close();
  });
});

describe('a new version is deployed', () => {
  it('F30 an old tab asks for a file that is gone: named, and one reload brings the new version', async () => {
    const host = await startHost();
    const context = await freshContext();
    const { page, trace } = await visit(context, { baseUrl: host.url });
    await shows(page, 32);
    host.deployNext();
    await page.workers()[0]!.evaluate(() => {
      self.close();
    });
    await says(page, /did not arrive/, 15_000);
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await shows(page, 32);
    expect(await page.locator('html').getAttribute('data-version')).toBe('next');
    isCalm(trace, /Failed to load resource/);
    await context.close();
    host.close();
  });

  it('F31 the service worker is older: offered, old files until then, data untouched', async () => {
    const host = await startHost();
    const context = await freshContext({ serviceWorkers: 'allow' });
    const { page, trace } = await visit(context, { baseUrl: host.url });
    await shows(page, 32);
    await openFiles(page, small);
    await readReceipt(page);
    const before = await ownRows(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await shows(page, 300);
    host.deployNext();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await says(page, /new version of Repartee is ready/);
    await page.reload();
    await shows(page, 300);
    expect(await page.locator('html').getAttribute('data-version')).toBeNull();
    await says(page, /new version of Repartee is ready/);
    await page.getByRole('button', { name: 'Reload to use it' }).click();
    await page.locator('html[data-version="next"]').waitFor();
    await shows(page, 300);
    expect(await ownRows(page)).toEqual(before);
    isCalm(trace);
    await context.close();
    host.close();
  });

  it('F32 the cache is gone, the data is not: works, and offline again after that', async () => {
    const context = await freshContext({ serviceWorkers: 'allow' });
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(inject('baseUrl'));
    const storageTypes = 'cache_storage,service_workers';
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes });
    trace.requests.length = 0;
    await page.reload();
    await shows(page, 32);
    expect(trace.requests.filter((url) => url.endsWith('.txt'))).toEqual([]);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await shows(page, 32);
    isCalm(trace);
    await context.close();
  });
});
