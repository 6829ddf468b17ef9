import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { ownRows } from './support/stored.ts';
import { COMMENTS, NAME, bring, file, isWhole, knowTheWhole } from './support/talk.ts';
import {
  freshContext,
  goOn,
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

async function clear(page: Page, storageTypes: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(inject('baseUrl'));
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes });
}

/** A profile with the corpus in it, closed; `damage` gets the folder of its database; then opened. */
async function damaged(
  damage: (folder: string) => void,
  then: (seen: Visit) => Promise<void>,
): Promise<void> {
  const profile = new Profile();
  const { page } = await visit(await profile.open());
  await shows(page, 32);
  await bring(page);
  await page.waitForTimeout(500);
  await profile.close();
  damage(profile.database);
  const seen = await visit(await profile.open());
  await then(seen);
  isCalm(seen.trace);
  await profile.remove();
}

const filesOf = (folder: string, ends: RegExp): string[] =>
  readdirSync(folder)
    .filter((name) => ends.test(name))
    .map((name) => join(folder, name));

/** A bit of a stored chunk's text flips. */
async function rot(page: Page, seq: number): Promise<void> {
  const [row] = await ownRows(page);
  await page.evaluate(
    async ([id, at]) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('repartee');
        request.onsuccess = () => resolve(request.result);
      });
      const store = database.transaction('chunks', 'readwrite').objectStore('chunks');
      await new Promise((resolve) => {
        const request = store.get([id, at]);
        request.onsuccess = () => {
          const chunk = request.result as { buffers: Record<string, Uint8Array> };
          const body = chunk.buffers['body']!;
          body[7] = body[7]! ^ 4;
          store.put(chunk).onsuccess = resolve;
        };
      });
      database.close();
    },
    [row!.id, seq] as const,
  );
}

/** The corpus comes back from the same file, as it was. */
async function comesBack(page: Page): Promise<void> {
  await bring(page);
  await isWhole(page);
}

describe('the connection to storage is lost', () => {
  it('F15 with nothing under way: taken again, and the next visit says what is gone', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      await bring(page);
      await clear(page, 'indexeddb');
      await page.reload();
      await says(page, /lost stored data.*12000 comments expected, 0 found/);
      await comesBack(page);
    });
  });

  it('F15 reads are cut off under way: repeated, and nothing is thrown at large', async () => {
    const context = await freshContext();
    const first = await visit(context);
    await shows(first.page, 32);
    await first.page.close();
    const { page, trace } = await visit(context, {
      patch: `{
        const get = IDBObjectStore.prototype.get;
        let left = 2;
        IDBObjectStore.prototype.get = function (...given) {
          const request = get.apply(this, given);
          if (left-- > 0) this.transaction.abort();
          return request;
        };
      }`,
    });
    await shows(page, 32);
    await page.getByRole('article').first().waitFor();
    isCalm(trace);
    await context.close();
  });

  it('F15 in an import: never complete with chunks missing', async () => {
    await inPage({ patch: stopAfterChunks(1), patched: 1 }, async ({ page }) => {
      await shows(page, 32);
      await openFiles(page, file);
      await stored(page, 1);
      await clear(page, 'indexeddb');
      await goOn(page);
      await says(page, /storage was cleared/, 30_000);
      expect((await ownRows(page)).filter(({ state }) => state === 'complete')).toEqual([]);
      await page.reload();
      await comesBack(page);
    });
  });
});

describe('the profile is damaged while the browser is closed', () => {
  it('F16 the store cannot be opened: named, usable, nothing to delete by hand first', async () => {
    await damaged(
      (folder) => {
        writeFileSync(join(folder, 'CURRENT'), 'garbage\n');
      },
      async ({ page }) => {
        await says(page, /lost stored data|clear the site's data/);
        await page.getByRole('button', { name: 'Open the sample' }).click();
        await shows(page, 32);
        await bring(page);
      },
    );
  });

  it('F17 wiped in silence: told what is gone, not the first-run screen', async () => {
    await damaged(
      (folder) => {
        for (const path of filesOf(folder, /\.(ldb|log)$/)) rmSync(path);
        for (const path of filesOf(folder, /^MANIFEST/)) truncateSync(path, 0);
      },
      async ({ page }) => {
        const said = await says(page, /lost stored data/);
        expect(said).toContain('12000 comments expected, 0 found');
        expect(said).toContain(NAME);
        await comesBack(page);
      },
    );
  });

  it('F17 thousands of bytes flipped: told, or whole', async () => {
    await damaged(
      (folder) => {
        for (const path of filesOf(folder, /\.(ldb|log)$/)) {
          const bytes = readFileSync(path);
          for (let at = 0; at < Math.min(4000, bytes.length); at++) {
            const place = Math.floor((at * bytes.length) / 4000);
            bytes[place] = bytes[place]! ^ 0x5a;
          }
          writeFileSync(path, bytes);
        }
      },
      async ({ page }) => {
        await says(page, /lost stored data|damaged|clear the site's data/);
        await comesBack(page);
      },
    );
  });

  it('F18 the newest writes cut off: told, and the same file completes it', async () => {
    await damaged(
      (folder) => {
        for (const path of filesOf(folder, /\.log$/)) {
          truncateSync(path, Math.floor(statSync(path).size * 0.6));
        }
      },
      async ({ page }) => {
        await says(page, /lost stored data|import stopped|stopped after|not finished|damaged/);
        await comesBack(page);
      },
    );
  });
});

describe('single things are gone', () => {
  it('F19 bit rot in a stored chunk: its comments are counted as lost, the rest is whole', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      await bring(page);
      await rot(page, 0);
      // The chunk's comments are read, and found damaged, when they come into sight.
      await page.evaluate(() => {
        location.hash += '&order=recorded';
      });
      await page.reload();
      await shows(page, COMMENTS);
      expect(await says(page, /comments of .* are damaged/)).toMatch(/^5000 comments/);
      await page.getByRole('article').first().waitFor();
    });
  });

  it('F19 bit rot in a chunk that nothing reads: found while the page rests, in the same words', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      await bring(page);
      await rot(page, 2);
      await page.reload();
      await shows(page, COMMENTS);
      expect(await says(page, /comments of .* are damaged/)).toMatch(/^2000 comments/);
      await comesBack(page);
    });
  });

  it('F20 everything evicted: a first visit again, and the file brings the corpus back', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      await bring(page);
      await clear(page, 'all');
      await page.reload();
      await shows(page, 32);
      expect(await page.getByText(/lost stored data/).count()).toBe(0);
      await comesBack(page);
    });
  });
});
