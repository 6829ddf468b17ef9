import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { linesOf, writeFile } from './support/files.ts';
import { ownRows } from './support/stored.ts';
import {
  freshContext,
  isCalm,
  NAMED_STATE_MS,
  openFiles,
  readReceipt,
  says,
  shows,
  visit,
} from './support/visit.ts';

const COMMENTS = 3000;
const file = writeFile('talk.jsonl', linesOf(COMMENTS));
const LONG = 12_000;
const long = writeFile('long.jsonl', linesOf(LONG));
afterAll(closeBrowser);

async function fromMenu(page: Page, entry: string, title: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

/** Merges the two commenters of most comments; gives the name that stays and the other. */
async function mergeTwo(page: Page): Promise<string[]> {
  const dialog = await fromMenu(page, 'Names', 'Names');
  const choices = dialog.getByRole('list', { name: 'Commenters to merge' }).getByRole('checkbox');
  await choices.nth(0).check();
  await choices.nth(1).check();
  await dialog.getByRole('button', { name: 'Merge 2 commenters' }).click();
  const merged = dialog.getByRole('list', { name: 'Merged commenters' }).getByRole('listitem');
  await merged.waitFor();
  const [other = '', kept = ''] = (await merged.locator('p').first().innerText()).split(
    /→\s*(?:merged into)?\s*/,
  );
  await page.keyboard.press('Escape');
  return [kept.trim(), other.trim()];
}

/** Starts an export of the whole corpus as a backup and gives the dialog. */
async function askForBackup(page: Page, isPacked: boolean): Promise<Locator> {
  const dialog = await fromMenu(page, 'Export…', 'Export');
  await dialog.getByRole('radio', { name: /^Backup/ }).check();
  await dialog.getByRole('radio', { name: /^all / }).check();
  await dialog.getByRole('checkbox', { name: /gzip/ }).setChecked(isPacked);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  return dialog;
}

async function saveBackup(page: Page, isPacked: boolean): Promise<{ path: string; end: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    askForBackup(page, isPacked),
  ]);
  await page.keyboard.press('Escape');
  const bytes = readFileSync(await download.path());
  const lines = String(isPacked ? gunzipSync(bytes) : bytes)
    .trimEnd()
    .split('\n');
  return { path: writeFile(download.suggestedFilename(), bytes), end: lines.at(-1) ?? '' };
}

const commenters = (page: Page): Locator => page.getByRole('region', { name: 'Commenters' });

describe('everything is evicted, and a backup was saved', () => {
  it('F20 the first page says how to restore; the same checksum and decisions come back', async () => {
    const context = await freshContext({ acceptDownloads: true });
    const { page, trace } = await visit(context);
    await shows(page, 32);
    await openFiles(page, file);
    await readReceipt(page);
    await shows(page, COMMENTS);
    const [kept = '', other = ''] = await mergeTwo(page);
    await commenters(page).getByRole('listitem').filter({ hasText: other }).waitFor();
    const { path, end } = await saveBackup(page, true);
    expect(path).toMatch(/\.repartee\.jsonl\.gz$/);
    expect(JSON.parse(end)).toMatchObject({ end: { comments: COMMENTS, decisions: 1 } });

    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(inject('baseUrl'));
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await page.goto('about:blank');
    await page.goto(inject('baseUrl'));
    await shows(page, 32);
    expect(await ownRows(page)).toEqual([]);
    await says(page, /restores a backup you\s+saved/);
    await openFiles(page, path);
    await readReceipt(page);
    await shows(page, COMMENTS);
    const row = commenters(page).getByRole('listitem').filter({ hasText: other });
    expect(await row.innerText()).toContain(kept);
    expect((await saveBackup(page, false)).end).toBe(end);
    isCalm(trace);
    await context.close();
  });

  it('F20 a backup that was cut stores nothing and says at which line', async () => {
    const context = await freshContext({ acceptDownloads: true });
    const { page, trace } = await visit(context);
    await shows(page, 32);
    const { path } = await saveBackup(page, false);
    const whole = readFileSync(path);
    const cut = writeFile('cut.repartee.jsonl', whole.subarray(0, Math.floor(whole.length * 0.6)));
    await openFiles(page, cut);
    expect(await readReceipt(page)).toMatch(/not whole: it breaks off at line \d+/);
    expect(await ownRows(page)).toEqual([]);
    await shows(page, 32);
    isCalm(trace);
    await context.close();
  });
});

/** For the worker: a packed file waits after some pieces until `goOn`; it is noted how its writing ended. */
const HOLD_WRITING = `{
  const Native = CompressionStream;
  self.writing = { pieces: 0, ended: '' };
  self.CompressionStream = class {
    constructor(format) {
      const native = new Native(format);
      const held = new TransformStream({
        async transform(piece, controller) {
          self.writing.pieces++;
          while (self.writing.pieces > 3 && !self.goOn) await new Promise((done) => setTimeout(done, 5));
          controller.enqueue(piece);
        },
        flush() { self.writing.ended = 'whole'; },
      });
      const reader = native.readable.getReader();
      held.readable.pipeTo(native.writable).catch(() => undefined);
      this.writable = held.writable;
      this.readable = new ReadableStream({
        async pull(controller) {
          const { value, done } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel(reason) {
          self.writing.ended ||= 'cancelled';
          return reader.cancel(reason);
        },
      }, { highWaterMark: 0 });
    }
  };
}`;

interface Writing {
  pieces: number;
  ended: string;
}

/** How far the engine's worker has come with a file; other workers write none. */
async function writing(page: Page): Promise<Writing> {
  const all = await Promise.all(
    page
      .workers()
      .map((worker) => worker.evaluate(() => (self as unknown as { writing?: Writing }).writing)),
  );
  return all.find((one) => one !== undefined && one.pieces > 0) ?? { pieces: 0, ended: '' };
}

async function writingIs(page: Page, wanted: (now: Writing) => boolean): Promise<Writing> {
  const end = Date.now() + NAMED_STATE_MS;
  let now = await writing(page);
  while (!wanted(now) && Date.now() < end) {
    await page.waitForTimeout(25);
    now = await writing(page);
  }
  return now;
}

describe('a backup that is cancelled', () => {
  it('F47 while it is written: the page is free at once, the engine stops, nothing is saved', async () => {
    const context = await freshContext({ acceptDownloads: true });
    const { page, trace } = await visit(context, { patch: HOLD_WRITING });
    let downloads = 0;
    page.on('download', () => {
      downloads++;
    });
    await shows(page, 32);
    await openFiles(page, long);
    await readReceipt(page);
    await shows(page, LONG);
    const dialog = await askForBackup(page, true);
    await dialog.getByText('Writing the file…').waitFor();
    expect((await writingIs(page, ({ pieces }) => pieces > 3)).ended).toBe('');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByText('Writing the file…').waitFor({ state: 'detached' });
    expect(await dialog.getByRole('button', { name: 'Export', exact: true }).isEnabled()).toBe(
      true,
    );
    for (const worker of page.workers())
      await worker.evaluate(() => void Object.assign(self, { goOn: true }));
    expect((await writingIs(page, ({ ended }) => ended !== '')).ended).toBe('cancelled');
    expect(await dialog.innerText()).not.toContain('Handed to the browser');
    expect(downloads).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const { end } = await saveBackup(page, true);
    expect(JSON.parse(end)).toMatchObject({ end: { comments: LONG } });
    expect(downloads).toBe(1);
    expect(await ownRows(page)).toMatchObject([{ state: 'complete', upTo: LONG }]);
    isCalm(trace);
    await context.close();
  });
});

describe('F47 a download that comes to nothing', () => {
  /** What must hold after it: no claim that a file exists, nothing stored, and the next try works. */
  async function claimsNothing(page: Page, dialog: Locator): Promise<void> {
    await dialog.getByText(/Handed to the browser/).waitFor();
    expect(await dialog.innerText()).not.toMatch(/\b(exported|saved to|was saved\b(?!,))/i);
    expect(await dialog.innerText()).toContain('only the browser knows');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await ownRows(page)).toEqual([]);
    await shows(page, 32);
  }

  it('F47 cancelled by the reader', async () => {
    const context = await freshContext({ acceptDownloads: true });
    const { page, trace } = await visit(context);
    await shows(page, 32);
    const [download, dialog] = await Promise.all([
      page.waitForEvent('download').then(async (started: Download) => {
        await started.cancel();
        return started;
      }),
      askForBackup(page, false),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.repartee\.jsonl$/);
    await claimsNothing(page, dialog);
    expect((await saveBackup(page, false)).end).toContain('"comments":32');
    isCalm(trace);
    await context.close();
  });

  it('F47 its address is revoked before the browser took the file', async () => {
    const context = await freshContext({ acceptDownloads: true });
    const { page, trace } = await visit(context, {
      before: (fresh) =>
        fresh.addInitScript(() => {
          const make = URL.createObjectURL.bind(URL);
          let left = 1;
          URL.createObjectURL = (given: Blob) => {
            const url = make(given);
            if (given.type.includes('jsonl') && left-- > 0) URL.revokeObjectURL(url);
            return url;
          };
        }),
    });
    await shows(page, 32);
    const failed = page
      .waitForEvent('download', { timeout: 3000 })
      .then((started) => started.failure())
      .catch(() => 'never started');
    await claimsNothing(page, await askForBackup(page, false));
    expect(await failed).not.toBeNull();
    expect((await saveBackup(page, false)).end).toContain('"comments":32');
    isCalm(trace, /blob:|ERR_FILE_NOT_FOUND|Failed to load resource/);
    await context.close();
  });
});
