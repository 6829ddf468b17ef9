import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { linesOf, undisturbed, writeFile } from './support/files.ts';
import { Profile } from './support/profile.ts';
import { ownRows, storedCorpus, type Stored } from './support/stored.ts';
import {
  expectListed,
  freshContext,
  isCalm,
  openFiles,
  readReceipt,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
  type Visit,
} from './support/visit.ts';

const COMMENTS = 12_000;
const NAME = 'talk.jsonl';
const text = linesOf(COMMENTS);
const file = writeFile(NAME, text);
let whole: Stored;

beforeAll(async () => {
  whole = await undisturbed(NAME, text);
});
afterAll(closeBrowser);

/** What a reader finds after an import that died: told of it, and the same files complete it. */
async function recovers({ page, trace }: Visit, chunks: number): Promise<void> {
  await shows(page, 32);
  const [row, ...others] = await ownRows(page);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ state: 'importing', upTo: 0, pending: { upTo: chunks * 5000 } });
  await expectListed(page, /talk\.jsonl.*import not finished/);
  await openFiles(page, file);
  await readReceipt(page);
  await shows(page, COMMENTS);
  const rows = await ownRows(page);
  expect(rows).toMatchObject([{ state: 'complete', pending: null }]);
  expect(await storedCorpus(page, rows[0]!)).toEqual(whole);
  isCalm(trace);
}

describe('an import is cut off', () => {
  it('F04 the renderer crashes: offered again, then byte for byte the same', async () => {
    const profile = new Profile();
    const context = await profile.open();
    const { page } = await visit(context, { patch: stopAfterChunks(1) });
    await shows(page, 32);
    await openFiles(page, file);
    await stored(page, 1);
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    void devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await recovers(await visit(context), 1);
    await profile.remove();
  });

  it('F05 the browser is killed: offered again, then byte for byte the same', async () => {
    const profile = new Profile();
    const { page } = await visit(await profile.open(), { patch: stopAfterChunks(2) });
    await shows(page, 32);
    await openFiles(page, file);
    await stored(page, 2);
    await profile.kill();
    await recovers(await visit(await profile.open()), 2);
    await profile.remove();
  });

  it.each(['close', 'reload'] as const)('F06 the tab is left by %s', async (how) => {
    const profile = new Profile();
    const context = await profile.open();
    const first = await visit(context, { patch: stopAfterChunks(1), patched: 1 });
    await shows(first.page, 32);
    await openFiles(first.page, file);
    await stored(first.page, 1);
    if (how === 'reload') {
      await first.page.reload();
      await recovers(first, 1);
    } else {
      await first.page.close();
      await recovers(await visit(context), 1);
    }
    await profile.remove();
  });
});

describe('the worker is gone', () => {
  it('F07 terminated in an import: replaced, the import goes on from what was stored', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context, { patch: stopAfterChunks(1), patched: 1 });
    await shows(page, 32);
    await openFiles(page, file);
    await stored(page, 1);
    await page.workers()[0]!.evaluate(() => {
      self.close();
    });
    await says(page, /worker had stopped and was started again/i);
    await readReceipt(page);
    await shows(page, COMMENTS);
    const rows = await ownRows(page);
    expect(rows).toHaveLength(1);
    expect(await storedCorpus(page, rows[0]!)).toEqual(whole);
    isCalm(trace);
    await context.close();
  });

  it('F07 terminated again and again: a named error, and trying again works', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await page.unrouteAll();
    await page.route('**/assets/engine.worker-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'self.close()' }),
    );
    await page.workers()[0]!.evaluate(() => {
      self.close();
    });
    await says(page, /stopped four times within a minute. What was stored is kept/, 40_000);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 32);
    isCalm(trace);
    await context.close();
  });

  it('F08 it fails outside of any call: said, not silent', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await page.workers()[0]!.evaluate(() => {
      setTimeout(() => {
        void Promise.reject(new Error('in the Nth batch'));
      });
    });
    await says(page, /Something went wrong/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 32);
    isCalm(trace, /in the Nth batch/);
    await context.close();
  });
});
