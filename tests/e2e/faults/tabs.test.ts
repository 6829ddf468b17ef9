import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { linesOf, undisturbed, writeFile } from './support/files.ts';
import { ownRows, storedCorpus, storedRows, type Stored } from './support/stored.ts';
import {
  freshContext,
  goOn,
  isCalm,
  listedCorpora,
  openFiles,
  readReceipt,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
} from './support/visit.ts';

const COMMENTS = 12_000;
const NAME = 'talk.jsonl';
const text = linesOf(COMMENTS);
const file = writeFile(NAME, text);
const small = writeFile('small.jsonl', linesOf(300));
let whole: Stored;
let context: BrowserContext;

/** A worker of the next version: its database has one step more. */
const NEXT_VERSION = `{
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    return open.call(this, name, version === undefined ? undefined : version + 1);
  };
}`;
/** The same, with a step that fails half-way. */
const BROKEN_MIGRATION = `{
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    if (version === undefined) return open.call(this, name);
    const request = open.call(this, name, version + 1);
    request.addEventListener('upgradeneeded', () => request.transaction.abort());
    return request;
  };
}`;

beforeAll(async () => {
  whole = await undisturbed(NAME, text);
});
beforeEach(async () => {
  context = await freshContext();
});
afterEach(() => context.close());
afterAll(closeBrowser);

async function bringSmall(): Promise<void> {
  const { page } = await visit(context);
  await shows(page, 32);
  await openFiles(page, small);
  await readReceipt(page);
  await shows(page, 300);
  await page.close();
}

describe('versions of the page meet', () => {
  it('F10 an old tab that holds on blocks the upgrade: named, works in memory, then upgrades', async () => {
    await bringSmall();
    const old = await context.newPage();
    await old.goto(`${inject('baseUrl')}data/manifest.json`);
    await old.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('repartee');
          request.onsuccess = () => {
            Object.assign(globalThis, { held: request.result });
            resolve(null);
          };
        }),
    );
    const { page, trace } = await visit(context, { patch: NEXT_VERSION });
    await says(page, /Close that tab and try again/);
    await old.close();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 300);
    expect(await page.getByText(/Close that tab/).count()).toBe(0);
    expect(await ownRows(page)).toMatchObject([{ state: 'complete', upTo: 300 }]);
    isCalm(trace);
  });

  it('F11 a newer tab took over: the old one says so and writes nothing more', async () => {
    const old = await visit(context);
    await shows(old.page, 32);
    const { page, trace } = await visit(context, { patch: NEXT_VERSION });
    await shows(page, 32);
    await says(old.page, /updated in another tab|newer version/i);
    await openFiles(old.page, small);
    await says(old.page, /A newer version of this page is open in another tab/);
    expect(await ownRows(page)).toEqual([]);
    await openFiles(page, small);
    await readReceipt(page);
    await shows(page, 300);
    isCalm(trace);
    isCalm(old.trace);
  });

  it('F12 an old page meets newer data: said, and the data is left alone', async () => {
    const newer = await visit(context, { patch: NEXT_VERSION });
    await shows(newer.page, 32);
    await openFiles(newer.page, small);
    await readReceipt(newer.page);
    const before = await storedRows(newer.page);
    await newer.page.close();
    const { page, trace } = await visit(context);
    await says(page, /made by a newer version/);
    expect(await storedRows(page)).toEqual(before);
    isCalm(trace);
  });

  it('F13 a migration fails half-way: the old data is read, nothing is written, the next try works', async () => {
    await bringSmall();
    const { page, trace } = await visit(context, { patch: BROKEN_MIGRATION });
    await shows(page, 300);
    const before = await storedRows(page);
    await openFiles(page, file);
    await says(page, /stayed on the old version, read-only/);
    await page.getByRole('alert').filter({ hasText: 'read-only' }).waitFor();
    expect(await page.getByText(/newer version/).count()).toBe(0);
    expect(await storedRows(page)).toEqual(before);
    await page.close();
    const later = await visit(context, { patch: NEXT_VERSION });
    await shows(later.page, 300);
    isCalm(trace);
    isCalm(later.trace);
  });
});

describe('two tabs', () => {
  it('F23 import at once: one copy, the other is told', async () => {
    const first = await visit(context, { patch: stopAfterChunks(1) });
    const second = await visit(context);
    await Promise.all([shows(first.page, 32), shows(second.page, 32)]);
    await openFiles(first.page, file);
    await stored(first.page, 1);
    await openFiles(second.page, file);
    await says(second.page, /Another tab of this page is importing/);
    await goOn(first.page);
    await readReceipt(first.page);
    await shows(first.page, COMMENTS);
    const rows = await ownRows(first.page);
    expect(rows).toMatchObject([{ state: 'complete' }]);
    expect(await storedCorpus(first.page, rows[0]!)).toEqual(whole);
    isCalm(first.trace);
    isCalm(second.trace);
  });

  it('F23 the one that imports crashes: the other goes on from what was stored', async () => {
    const first = await visit(context, { patch: stopAfterChunks(1) });
    const second = await visit(context);
    await Promise.all([shows(first.page, 32), shows(second.page, 32)]);
    await openFiles(first.page, file);
    await stored(first.page, 1);
    const crashed = first.page.waitForEvent('crash');
    const devtools = await context.newCDPSession(first.page);
    void devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await second.page.reload();
    await shows(second.page, 32);
    await openFiles(second.page, file);
    await readReceipt(second.page);
    const rows = await ownRows(second.page);
    expect(rows).toMatchObject([{ state: 'complete' }]);
    expect(await storedCorpus(second.page, rows[0]!)).toEqual(whole);
    isCalm(second.trace);
  });

  it('F24 one deletes what the other shows: said there, and nothing throws', async () => {
    await bringSmall();
    const first = await visit(context);
    const second = await visit(context, {
      before: (page) =>
        page.addInitScript(() => {
          const later = window.setTimeout.bind(window);
          const sooner = (run: () => void, ms?: number): number =>
            later(run, ms === 10_000 ? 500 : ms);
          Object.assign(window, { setTimeout: sooner });
        }),
    });
    await Promise.all([shows(first.page, 300), shows(second.page, 300)]);
    await second.page.locator('button.corpus-button').click();
    await second.page.getByRole('button', { name: /^Delete small/ }).click();
    await shows(second.page, 32);
    await says(first.page, /deleted in another tab/);
    expect((await listedCorpora(first.page)).join()).not.toContain('small');
    await first.page.getByRole('region', { name: 'Comments', exact: true }).hover();
    await first.page.mouse.wheel(0, 4000);
    await first.page.waitForTimeout(300);
    expect(await ownRows(first.page)).toEqual([]);
    isCalm(first.trace);
    isCalm(second.trace);
  });
});
