import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import {
  closeBrowser,
  expectCalm,
  launchBrowser,
  openExplorer,
  type Explorer,
} from './support/explorer.ts';

let explorer: Explorer;
let page: Page;
beforeEach(async () => {
  explorer = await openExplorer({ context: { serviceWorkers: 'block', acceptDownloads: true } });
  page = explorer.page;
});
afterEach(async () => {
  expectCalm(explorer.trace);
  await explorer.close();
});
afterAll(closeBrowser);

const dialog = () => page.getByRole('dialog', { name: 'Export' });

async function openDialog(): Promise<void> {
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog().getByRole('radio').first().waitFor();
}

async function save(format: RegExp, scope: RegExp): Promise<{ file: Download; text: string }> {
  await dialog().getByRole('radio', { name: format }).check();
  await dialog().getByRole('radio', { name: scope }).check();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  return { file, text: readFileSync(await file.path(), 'utf8') };
}

it('saves all comments in every format, and claims what it did', async () => {
  await openDialog();
  const backup = await save(/^Backup/, /all 32 comments/);
  const name = backup.file.suggestedFilename();
  expect(backup.text.split('\n').filter((line) => line.startsWith('{"comment"'))).toHaveLength(32);
  await dialog()
    .getByRole('status')
    .filter({ hasText: `Handed to the browser: ${name}, 32 comments.` })
    .waitFor();
  const sheet = await save(/spreadsheets/, /all 32 comments/);
  expect(sheet.file.suggestedFilename()).toMatch(/\.csv$/);
  expect(sheet.text).toContain(',inferred,0.');
  const notes = await dialog().getByRole('list', { name: 'About this file' }).innerText();
  expect(notes).toMatch(/\d+ replies in it are inferred/);
  const network = await save(/GEXF/, /all 32 comments/);
  const blank = await (await launchBrowser()).newPage();
  const nodes = await blank.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    return parsed.querySelector('parsererror') ? -1 : parsed.querySelectorAll('node').length;
  }, network.text);
  await blank.close();
  expect(nodes).toBeGreaterThan(5);
});

it('saves what is shown, by keyboard, and the file opens again with as many comments', async () => {
  await page.getByRole('searchbox', { name: 'Search comments' }).fill('author:Mystic');
  await page
    .getByRole('status')
    .filter({ hasNotText: '32 of 32' })
    .filter({ hasText: / of 32 comments/ })
    .waitFor();
  const status = page.getByRole('status').filter({ hasText: 'of 32 comments' }).first();
  const shown = Number(/(\d+) of 32/.exec(await status.innerText())?.[1]);
  await page.getByRole('button', { name: 'Settings and help' }).press('Enter');
  await page.getByRole('button', { name: 'Export…' }).press('Enter');
  const scope = dialog().getByRole('radio', { name: `${shown} shown comments` });
  await scope.waitFor();
  expect(await scope.isChecked()).toBe(true);
  await dialog()
    .getByRole('radio', { name: /^Backup/ })
    .focus();
  await page.keyboard.press('Space');
  const exportButton = dialog().getByRole('button', { name: 'Export', exact: true });
  const [file] = await Promise.all([page.waitForEvent('download'), exportButton.press('Enter')]);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.split('\n').filter((line) => line.startsWith('{"comment"'))).toHaveLength(shown);
  expect(text).not.toMatch(/"author":"(?!Mystic)/);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  const chooser = page.locator('input[type=file]').first();
  await chooser.setInputFiles({
    name: file.suggestedFilename(),
    mimeType: 'application/jsonl',
    buffer: Buffer.from(text),
  });
  const receipt = page.getByRole('dialog', { name: 'Import receipt' });
  await receipt.getByText(`${shown} comments`).first().waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    receipt.getByRole('button', { name: 'Save receipt' }).click(),
  ]);
  const said: unknown = JSON.parse(readFileSync(await saved.path(), 'utf8'));
  expect(said).toMatchObject({ files: [{ status: 'imported', receipt: { found: shown } }] });
});
