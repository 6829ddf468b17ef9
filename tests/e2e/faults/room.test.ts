import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { bulk, undisturbed, writeFile } from './support/files.ts';
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
  visit,
  type Visit,
} from './support/visit.ts';

const COMMENTS = 20_000;
const NAME = 'large.jsonl';
const text = bulk(COMMENTS, 600);
const file = writeFile(NAME, text);
const small = writeFile('small.jsonl', bulk(300, 40));
let whole: Stored;

beforeAll(async () => {
  whole = await undisturbed(NAME, text);
});
afterAll(closeBrowser);

/**
 * A visit under a quota. It is set before the database is opened, because the browser goes by what it
 * knew of the space left for half a minute.
 */
async function visitWithQuota(context: BrowserContext, quotaSize: number): Promise<Visit> {
  await setQuota(context, quotaSize);
  return visit(context);
}

/** Limits what the site may store; gives what sets the limit anew, without one when no size is given. */
async function setQuota(
  context: BrowserContext,
  quotaSize: number,
): Promise<(quotaSize?: number) => Promise<void>> {
  const blank = await context.newPage();
  await blank.goto(`${inject('baseUrl')}data/manifest.json`);
  const devtools = await context.newCDPSession(blank);
  const { origin } = new URL(inject('baseUrl'));
  const set = async (size?: number): Promise<void> => {
    const limit = size === undefined ? {} : { quotaSize: size };
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, ...limit });
  };
  await set(quotaSize);
  return set;
}

/** Whole chunks are kept, listed as unfinished, and what the message says is what is stored. */
async function expectKept(page: Page): Promise<void> {
  const said = await says(page, /no room left/i, 40_000);
  const kept = Number(/after ([\d,]+) comments/.exec(said)?.[1]?.replaceAll(',', ''));
  expect(said).toMatch(/kept/);
  expect(said).toMatch(/Remove another corpus|delete another/i);
  const [row] = await ownRows(page);
  expect(row).toMatchObject({ state: 'importing', upTo: 0, pending: { upTo: kept } });
  expect(kept).toBeGreaterThan(0);
  expect(kept % 5000).toBe(0);
  expect(kept).toBeLessThan(COMMENTS);
  await expectListed(page, /import not finished/);
  await shows(page, 32);
}

async function expectResumed(page: Page): Promise<void> {
  await openFiles(page, file);
  await readReceipt(page);
  await shows(page, COMMENTS);
  const rows = await ownRows(page);
  expect(rows).toHaveLength(1);
  expect(await storedCorpus(page, rows[0]!)).toEqual(whole);
}

describe('storage is full', () => {
  it('F01 quota exceeded in an import: what was committed is kept, and it goes on with room', async () => {
    const profile = new Profile();
    const { page, trace } = await visitWithQuota(await profile.open(), 8e6);
    await shows(page, 32);
    await openFiles(page, file);
    await expectKept(page);
    isCalm(trace);
    await profile.close();
    const later = await visit(await profile.open());
    await shows(later.page, 32);
    await expectResumed(later.page);
    isCalm(later.trace);
    await profile.remove();
  });

  it('F02 no quota from the start: usable in memory, with a banner', async () => {
    const profile = new Profile();
    const { page, trace } = await visitWithQuota(await profile.open(), 1000);
    await shows(page, 32);
    await openFiles(page, file);
    await readReceipt(page);
    await shows(page, COMMENTS);
    await says(page, /no room left/i);
    await says(page, /in memory|gone when/i);
    await openFiles(page, small);
    await readReceipt(page);
    await shows(page, 300);
    expect(await ownRows(page)).toEqual([]);
    isCalm(trace);
    await profile.remove();
  });
});

const MOUNT_MB = 200;
const LEFT_BYTES = 11e6;

/** A place to import to that runs out of room, and gets it back while the page is open. */
interface Room {
  open: () => Promise<BrowserContext>;
  /** Called when the page is open, before the import. */
  fill: () => void;
  /** Room for all of it: resolves when the browser has noticed. */
  clear: (page: Page) => Promise<void>;
  end: () => Promise<void>;
}

/** A disk of its own size with the profile on it, or why there is none. */
function diskOfItsOwn(): Room | { reason: string } {
  if (process.getuid?.() !== 0) return { reason: 'not root' };
  const dir = mkdtempSync(join(tmpdir(), 'repartee-disk-'));
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${MOUNT_MB}m`, 'tmpfs', dir];
    execFileSync('mount', options, { stdio: 'pipe' });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    return { reason: error instanceof Error ? error.message.trim() : String(error) };
  }
  const profile = new Profile(join(dir, 'profile'));
  const ballast = join(dir, 'ballast');
  return {
    open: () => profile.open(),
    fill: () => {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
    },
    clear: () => {
      rmSync(ballast);
      return Promise.resolve();
    },
    end: async () => {
      await profile.close();
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The nearest thing where no disk can be made: the browser's own limit, lifted while the page is open. */
function quotaOfItsOwn(): Room {
  const profile = new Profile();
  let set: (quotaSize?: number) => Promise<void> = () => Promise.resolve();
  return {
    open: async () => {
      const context = await profile.open();
      set = await setQuota(context, 8e6);
      return context;
    },
    fill: () => undefined,
    clear: async (page) => {
      await set();
      await page.waitForFunction(takesBytes, 2 * LEFT_BYTES, { timeout: 60_000, polling: 1000 });
    },
    end: () => profile.remove(),
  };
}

/** Whether so many bytes can be stored here now. In the page. */
async function takesBytes(bytes: number): Promise<boolean> {
  const opening = indexedDB.open('probe', 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore('bytes');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error(String(opening.error)));
  });
  const noise = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  const isTaken = await new Promise<boolean>((resolve) => {
    const tx = database.transaction('bytes', 'readwrite');
    tx.objectStore('bytes').put(noise, 1);
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => resolve(false);
  });
  database.close();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('probe').onsuccess = resolve;
  });
  return isTaken;
}

describe('room runs out and comes back', () => {
  it('F03 full in an import: what was committed is kept, and it goes on in the same session', async () => {
    const disk = diskOfItsOwn();
    if ('reason' in disk) {
      console.warn(
        `F03: no disk could be made (${disk.reason}), the browser’s quota stands in for it`,
      );
    }
    const room = 'reason' in disk ? quotaOfItsOwn() : disk;
    try {
      const { page, trace } = await visit(await room.open());
      await shows(page, 32);
      room.fill();
      await openFiles(page, file);
      await expectKept(page);
      await room.clear(page);
      await expectResumed(page);
      isCalm(trace);
    } finally {
      await room.end();
    }
  });
});

describe('F48 the browser will not promise to keep the data', () => {
  it('F48 it says best effort and to save a backup', async () => {
    const context = await freshContext();
    const { page, trace } = await visit(context, {
      before: (target) =>
        target.addInitScript(() => {
          StorageManager.prototype.persist = () => Promise.resolve(false);
        }),
    });
    await shows(page, 32);
    await page.locator('button.corpus-button').click();
    await page.getByRole('button', { name: 'ask the browser to keep it' }).click();
    await says(page, /best effort/i);
    await says(page, /backup/i);
    isCalm(trace);
    await context.close();
  });
});
