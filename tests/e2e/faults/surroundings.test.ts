import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../support/explorer.ts';
import { undisturbed, writeFile } from './support/files.ts';
import { ownRows, storedCorpus, storedRows, type Stored } from './support/stored.ts';
import { bring, file, finishes, isWhole, knowTheWhole } from './support/talk.ts';
import {
  NAMED_STATE_MS,
  freshContext,
  goOn,
  inPage,
  isCalm,
  openFiles,
  readReceipt,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
} from './support/visit.ts';

/** Local times that some zones skip or repeat. */
const gaps = ['2017-03-26T00:30', '2017-03-12T02:15', '2011-12-30T12:00', '2017-10-29T00:30']
  .map((time, index) => JSON.stringify({ id: `g${index}`, author: 'A', time, text: `at ${time}` }))
  .join('\n');
let wholeGaps: Stored;

knowTheWhole();
beforeAll(async () => {
  wholeGaps = await undisturbed('gaps.jsonl', gaps);
});
afterAll(closeBrowser);

describe('clocks', () => {
  it.each(['1980-01-01', '2099-12-31'])('F33 the clock says %s: the same import', async (now) => {
    const context = await freshContext();
    const shift = new Date(now).getTime() - Date.now();
    const { page, trace } = await visit(context, {
      patch: `{
        const Real = Date;
        self.Date = class extends Real {
          constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + ${shift}); }
          static now() { return Real.now() + ${shift}; }
        };
      }`,
      before: (target) => target.clock.setFixedTime(new Date(now)),
    });
    await shows(page, 32);
    await bring(page);
    await isWhole(page);
    isCalm(trace);
    await context.close();
  });

  it('F34 times that a zone skips: the same bytes and bins in every zone', async () => {
    const path = writeFile('gaps.jsonl', gaps);
    const tables: string[][] = [];
    for (const timezoneId of ['UTC', 'Asia/Beirut', 'America/St_Johns', 'Pacific/Apia']) {
      const context = await freshContext({ timezoneId });
      const { page, trace } = await visit(context);
      await shows(page, 32);
      await openFiles(page, path);
      await readReceipt(page);
      await shows(page, 4);
      const rows = await ownRows(page);
      expect(await storedCorpus(page, rows[0]!)).toEqual(wholeGaps);
      const region = page.getByRole('region', { name: 'Activity over time' });
      await region.getByRole('button', { name: 'Show as table' }).click();
      const table = region.getByRole('table').first();
      await table.waitFor();
      tables.push([...(await table.getByRole('row').allInnerTexts()), new URL(page.url()).hash]);
      isCalm(trace);
      await context.close();
    }
    for (const table of tables) expect(table).toEqual(tables[0]);
  });
});

describe('the machine is busy', () => {
  it('F35 the tab is frozen in an import and wakes: nothing doubled', async () => {
    await inPage({ patch: stopAfterChunks(1), patched: 1 }, async ({ page }) => {
      await shows(page, 32);
      await openFiles(page, file);
      await stored(page, 1);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((done) => setTimeout(done, 5000));
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await goOn(page);
      await finishes(page);
      await isWhole(page);
    });
  });

  it('F36 a slow processor: cancel takes effect, the old corpus is untouched, the page answers', async () => {
    await inPage({ patch: stopAfterChunks(2) }, async ({ page }) => {
      await shows(page, 32);
      const before = await storedRows(page);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      await openFiles(page, file);
      const progress = page
        .getByRole('region', { name: 'Import' })
        .getByText(/[1-9][\d,]* comments, .* a second/);
      const first = await progress.innerText();
      await stored(page, 2);
      await expect.poll(() => progress.innerText(), { timeout: NAMED_STATE_MS }).not.toBe(first);
      const pressed = Date.now();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await says(page, /Import cancelled/);
      console.info(`F36 cancel was said after ${Date.now() - pressed} ms at a sixth of the speed`);
      await goOn(page);
      await expect.poll(() => storedRows(page)).toEqual(before);
      await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('by:Mystic');
      const few = page.getByRole('status').filter({ hasText: '11 of 32 comments' }).first();
      await few.waitFor();
    });
  });

  it('F37 memory runs short: caches go, the data is the same', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      const article = page.getByRole('article').first();
      const before = await article.innerText();
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Memory.simulatePressureNotification', { level: 'critical' });
      await page.waitForTimeout(500);
      expect(await article.innerText()).toBe(before);
      await page.reload();
      await shows(page, 32);
      expect(await article.innerText()).toBe(before);
    });
  });

  it('F38 a catastrophic pattern: answered in time, and the next search works', async () => {
    await inPage({}, async ({ page }) => {
      await shows(page, 32);
      const body = `${'a'.repeat(40)}!`;
      const line = JSON.stringify({ id: 'a', author: 'A', time: '2017-01-01T10:00', text: body });
      const other = JSON.stringify({
        id: 'b',
        author: 'B',
        time: '2017-01-01T10:01',
        text: 'plain',
      });
      await openFiles(page, writeFile('evil.jsonl', `${line}\n${other}`));
      await readReceipt(page);
      await shows(page, 2);
      const box = page.getByRole('searchbox').or(page.getByRole('combobox')).first();
      await box.fill('/^(a+)+$/');
      const none = page.getByRole('status').filter({ hasText: '0 of 2 comments' }).first();
      await none.waitFor({ timeout: NAMED_STATE_MS });
      await box.fill('plain');
      await page.getByRole('status').filter({ hasText: '1 of 2 comments' }).first().waitFor();
    });
  });
});
