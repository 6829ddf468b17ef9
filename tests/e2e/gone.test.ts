import { afterAll, afterEach, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import {
  closeBrowser,
  expectCalm,
  isReady,
  openExplorer,
  type Explorer,
} from './support/explorer.ts';

let explorer: Explorer;
afterEach(async () => {
  expectCalm(explorer.trace);
  await explorer.close();
});
afterAll(closeBrowser);

const captureOf = (title: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: `${title}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(
    `${title}\n\nA paragraph.\n\nComments 1\nThumb kim 02 May 2014, 00:07\n\nAbout time, ${title}.\n`,
  ),
});

async function read(page: Page, title: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([captureOf(title)]);
  const receipt = page.getByRole('dialog', { name: 'Import receipt' });
  await receipt.waitFor();
  await receipt.getByRole('button', { name: 'Done' }).click();
  await receipt.waitFor({ state: 'hidden' });
}

const corpora = (page: Page) => page.locator('button.corpus-button');

it('what is deleted stays deleted when its tab is closed at once; a tab that showed it opens the sample', async () => {
  explorer = await openExplorer({ context: { serviceWorkers: 'block' } });
  const { page, baseUrl } = explorer;
  await read(page, 'Ferry');
  const other = await page.context().newPage();
  await other.goto(baseUrl);
  await isReady(other);
  await corpora(other).click();
  await other.getByRole('button', { name: 'Delete Ferry.txt' }).click();
  await other.getByText('is deleted').first().waitFor();
  await other.close();

  const third = await page.context().newPage();
  await third.goto(`${baseUrl}#q=ferry`);
  await isReady(third);
  await corpora(third).click();
  await third.getByText('Sample: two discussions').first().waitFor();
  expect(await third.getByRole('button', { name: 'Delete Ferry.txt' }).count()).toBe(0);
  await page.getByText('This corpus was deleted in another tab').waitFor({ timeout: 20_000 });

  await read(third, 'Harbour');
  await page.reload();
  await page.getByText('not stored in this browser any more').first().waitFor();
  await isReady(page);
  expect(await corpora(page).innerText()).toContain('Sample');
});
