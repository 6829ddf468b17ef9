import { CHROMIUM_FLAGS } from '../../../scripts/chromium.mjs';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { ownRows } from './support/stored.ts';
import { bring, file, finishes, isWhole, knowTheWhole } from './support/talk.ts';
import {
  crash,
  expectListed,
  inPage,
  isCalm,
  openFiles,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
  type Visit,
} from './support/visit.ts';
import { Profile } from './support/profile.ts';

knowTheWhole();
afterAll(closeBrowser);

/** For a worker: from the first stored chunk on it keeps all it can get hold of. */
const HOARD = `{
  const put = IDBObjectStore.prototype.put;
  const kept = [];
  const hoard = () => {
    for (let i = 0; i < 40; i++) kept.push(Array.from({ length: 50_000 }, (_, at) => ({ at })));
    setTimeout(hoard);
  };
  IDBObjectStore.prototype.put = function (value, ...rest) {
    if (this.name === 'chunks' && value.corpus !== 'sample') {
      this.transaction.addEventListener('complete', () => setTimeout(hoard));
    }
    return put.call(this, value, ...rest);
  };
}`;

/** What a reader finds after an import that died: told of it, and the same files complete it. */
async function recovers({ page, trace }: Visit, chunks: number): Promise<void> {
  await shows(page, 32);
  const [row, ...others] = await ownRows(page);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ state: 'importing', upTo: 0, pending: { upTo: chunks * 5000 } });
  await expectListed(page, /talk\.jsonl.*import not finished/);
  await bring(page);
  await isWhole(page);
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
    await crash(page);
    await recovers(await visit(context), 1);
    await profile.remove();
  });

  it('F09 the worker runs out of memory: offered again, then byte for byte the same', async () => {
    const profile = new Profile();
    const args = [...CHROMIUM_FLAGS, '--js-flags=--max-old-space-size=128'];
    const context = await profile.open({ args });
    const { page } = await visit(context, { patch: `${stopAfterChunks(1)};${HOARD}` });
    await shows(page, 32);
    const crashed = page.waitForEvent('crash', { timeout: 60_000 });
    await openFiles(page, file);
    await crashed;
    const survivor = await visit(context);
    await shows(survivor.page, 32);
    const left = (await ownRows(survivor.page))[0]?.pending?.chunks ?? 0;
    await recovers(survivor, left);
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
    await inPage({ patch: stopAfterChunks(1), patched: 1 }, async ({ page }) => {
      await shows(page, 32);
      await openFiles(page, file);
      await stored(page, 1);
      await page.workers()[0]!.evaluate(() => {
        self.close();
      });
      await says(page, /worker had stopped and was started again/i);
      await finishes(page);
      await isWhole(page);
    });
  });

  it('F07 terminated again and again: a named error, and trying again works', async () => {
    await inPage({}, async ({ page }) => {
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
    });
  });

  it('F08 it fails outside of any call: said, not silent', async () => {
    await inPage({ provoked: /in the Nth batch/ }, async ({ page }) => {
      await shows(page, 32);
      await page.workers()[0]!.evaluate(() => {
        setTimeout(() => {
          void Promise.reject(new Error('in the Nth batch'));
        });
      });
      await says(page, /Something went wrong/);
      await page.getByRole('button', { name: 'Try again' }).click();
      await shows(page, 32);
    });
  });
});
