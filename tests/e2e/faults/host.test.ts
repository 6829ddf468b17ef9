import type { Page, Route } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { onHost } from './support/deploy.ts';
import { linesOf, writeFile } from './support/files.ts';
import { ownRows } from './support/stored.ts';
import {
  freshContext,
  goOn,
  isCalm,
  openFiles,
  readReceipt,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
} from './support/visit.ts';

const CAPTURE = '000_d5a6a2989cafffb8.txt';
const small = writeFile('small.jsonl', linesOf(300));
const large = writeFile('talk.jsonl', linesOf(12_000));
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

/** Never idle: what is fetched late is fetched when it is wanted. */
const busy = (target: Page): Promise<unknown> =>
  target.addInitScript(() => {
    Object.assign(window, { requestIdleCallback: () => 0 });
  });
const DIALOGS = '**/assets/PageDialogs-*.js';
const notHere = (route: Route): Promise<void> => route.fulfill({ status: 404, body: 'not here' });

/** Waits until all that comes late has come. */
async function hasAllParts(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/overlay.layout-')),
  );
}

async function openHelp(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys and search words' }).waitFor();
}

function countLoads(page: Page): { loads: number } {
  const count = { loads: 0 };
  page.on('domcontentloaded', () => count.loads++);
  return count;
}

describe('a part of the page that comes late is not there', () => {
  it('F30 a new version without the old parts: one reload brings it, and the part', async () => {
    await onHost({ before: busy }, async ({ host, page }) => {
      await page.getByRole('button', { name: 'Matrix' }).waitFor();
      host.deployNext();
      const count = countLoads(page);
      await page.keyboard.press('?');
      await page.locator('html[data-version="next"]').waitFor();
      await shows(page, 32);
      await openHelp(page);
      expect(count.loads).toBe(1);
    });
  });

  it('F30 a stale page in between: no loop of reloads, the new version is offered', async () => {
    const context = await freshContext();
    const baseUrl = inject('baseUrl');
    const { page, trace } = await visit(context, {
      before: async (target) => {
        await busy(target);
        await target.route(DIALOGS, notHere);
        await target.route(baseUrl, async (route) => {
          if (route.request().isNavigationRequest()) return route.continue();
          const response = await route.fetch();
          const text = await response.text();
          await route.fulfill({ response, body: text.replace(/main-[^.]*\.js/, 'main-next.js') });
        });
      },
    });
    await shows(page, 32);
    const count = countLoads(page);
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press('?');
      await page.waitForTimeout(1000);
      await shows(page, 32);
    }
    await says(page, /new version of Repartee is ready/);
    expect(count.loads).toBe(1);
    isCalm(trace, /Failed to load resource/);
    await context.close();
  });

  it('F30 the connection is lost: said, nothing reloads, and the next try works', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context, { before: busy });
    await shows(page, 32);
    const count = countLoads(page);
    await context.setOffline(true);
    await page.keyboard.press('?');
    await says(page, /A part of the page did not arrive/);
    await context.setOffline(false);
    await openHelp(page);
    expect(count.loads).toBe(0);
    isCalm(trace, /Failed to load resource/);
    await context.close();
  });

  it('F30 in an import: it is not broken off, the new version is offered', async () => {
    await onHost({ before: busy, patch: stopAfterChunks(1) }, async ({ host, page }) => {
      await page.getByRole('button', { name: 'Matrix' }).waitFor();
      await openFiles(page, large);
      await stored(page, 1);
      host.deployNext();
      const count = countLoads(page);
      await page.keyboard.press('?');
      await says(page, /new version of Repartee is ready/);
      await goOn(page);
      await shows(page, 12_000);
      expect(count.loads).toBe(0);
    });
  });
});

describe('a part of the worker that comes late is not there', () => {
  it('F30 what reads files cannot be fetched: named, and the next try works', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await hasAllParts(page);
    await context.route('**/assets/*.js', notHere);
    await openFiles(page, small);
    await says(page, /did not arrive|could not be|Failed to fetch/i);
    await context.unroute('**/assets/*.js');
    await page.reload();
    await shows(page, 32);
    await openFiles(page, small);
    await readReceipt(page);
    await shows(page, 300);
    isCalm(trace, /Failed to load resource/);
    await context.close();
  });
});

describe('a new version without the old parts of the worker', () => {
  it('F30 one reload brings it, and the part', async () => {
    await onHost({}, async ({ host, page }) => {
      await hasAllParts(page);
      host.deployNext();
      const count = countLoads(page);
      await page.getByRole('searchbox').or(page.locator('#search')).first().fill('peace');
      await page.locator('html[data-version="next"]').waitFor();
      await page.getByRole('status').filter({ hasText: 'of 32 comments' }).first().waitFor();
      expect(count.loads).toBe(1);
    });
  });
});

describe('a new version is deployed', () => {
  it('F30 an old tab asks for a file that is gone: named, and one reload brings the new version', async () => {
    await onHost({}, async ({ host, page }) => {
      await hasAllParts(page);
      host.deployNext();
      await openHelp(page);
      await page.keyboard.press('Escape');
      await page.workers()[0]!.evaluate(() => {
        self.close();
      });
      await says(page, /did not arrive/, 15_000);
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await shows(page, 32);
      expect(await page.locator('html').getAttribute('data-version')).toBe('next');
    });
  });

  it('F31 the service worker is older: offered, old files until then, data untouched', async () => {
    await onHost({ context: { serviceWorkers: 'allow' } }, async ({ host, page }) => {
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
    });
  });

  it('F32 the cache is gone, the data is not: works, and offline again after that', async () => {
    const context = await freshContext({ serviceWorkers: 'allow' });
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState('networkidle');
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(inject('baseUrl'));
    const storageTypes = 'cache_storage,service_workers';
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes });
    trace.requests.length = 0;
    await page.reload();
    await shows(page, 32);
    expect(trace.requests.filter((url) => url.endsWith('.txt'))).toEqual([]);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await page.reload();
    await shows(page, 32);
    isCalm(trace);
    await context.close();
  });
});
