import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Explorer, isReady, onePageEach, openExplorer } from './support/explorer.ts';

let explorer: Explorer;
let page: Page;
onePageEach((fresh) => {
  explorer = fresh;
  page = fresh.page;
});

const rows = (): Locator => page.getByRole('region', { name: 'Commenters' }).getByRole('listitem');
const row = (name: string): Locator => rows().filter({ hasText: name });
const dialog = (): Locator => page.getByRole('dialog', { name: 'Names' });

/** From the menu of one commenter's row, with another one. */
async function merge(name: string, other: string): Promise<void> {
  await row(name).hover();
  await row(name)
    .getByRole('button', { name: `More about ${name}` })
    .click();
  await page.getByRole('button', { name: 'Merge with another commenter…' }).click();
  expect(
    await dialog()
      .getByRole('checkbox', { name: new RegExp(`^${name}`) })
      .isChecked(),
  ).toBe(true);
  await dialog()
    .getByRole('checkbox', { name: new RegExp(`^${other}`) })
    .check();
  await dialog().getByRole('radio', { name: other }).check();
  await dialog().getByRole('button', { name: 'Merge 2 commenters' }).click();
  await dialog().getByText(`${name} now counts as ${other}.`).waitFor();
}

it('merges from a row, shows one commenter everywhere, and Ctrl+Z takes it back', async () => {
  const before = await rows().allInnerTexts();
  await merge('the_roar', 'Mystic');
  await page.keyboard.press('Escape');
  await row('Mystic').filter({ hasText: '13' }).waitFor();
  await expect.poll(() => rows().count()).toBe(before.length - 1);
  await page
    .getByRole('article', { name: /^Mystic/ })
    .filter({ hasText: 'signed the_roar' })
    .first()
    .waitFor();
  const network = page.getByRole('region', { name: 'Reply network' });
  await network.getByText('the_roar').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await row('Mystic').filter({ hasText: '11' }).waitFor();
  await expect.poll(() => rows().allInnerTexts()).toEqual(before);
});

it('keeps a filter by either name, a merge over a reload, and takes a chain apart in any order', async () => {
  await page.goto(`${explorer.baseUrl}#by=the_roar`);
  await page.getByRole('status').filter({ hasText: '2 of 32 comments' }).first().waitFor();
  await row('the_roar').hover();
  await merge('the_roar', 'Mystic');
  await page.keyboard.press('Escape');
  await page.getByRole('status').filter({ hasText: '13 of 32 comments' }).first().waitFor();
  expect(page.url()).toContain('by=the_roar');
  expect(await row('Mystic').getByRole('button', { pressed: true }).count()).toBe(1);
  await merge('Mystic', 'ArabDemocrat.com');
  await page.reload();
  await isReady(page);
  await row('ArabDemocrat.com').filter({ hasText: '18' }).waitFor();
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: 'Names', exact: true }).click();
  const merged = dialog().getByRole('list', { name: 'Merged commenters' }).getByRole('listitem');
  await merged.nth(1).waitFor();
  await merged.filter({ hasText: 'the_roar' }).getByRole('button', { name: 'Take back' }).click();
  await merged.nth(1).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await row('ArabDemocrat.com').filter({ hasText: '16' }).waitFor();
  await page.getByRole('status').filter({ hasText: '2 of 32 comments' }).first().waitFor();
});

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

describe.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['a phone', PHONE],
  ['a dark phone', { ...PHONE, colorScheme: 'dark' }],
] as const)('the dialogs on names and files: %s', (_name, context) => {
  it('have no fault that axe finds', async () => {
    const own = await openExplorer({
      context: { ...context, bypassCSP: true, serviceWorkers: 'block' },
    });
    const faults = async (): Promise<string[]> => {
      await own.page.addScriptTag({ content: axeSource });
      return own.page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
        };
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.target).join()}`);
      });
    };
    const open = async (entry: string): Promise<Locator> => {
      await own.page.getByRole('button', { name: 'Settings and help' }).click();
      await own.page.getByRole('button', { name: entry, exact: true }).click();
      return own.page.getByRole('dialog', { name: entry.replace('…', '') });
    };
    const names = await open('Names');
    await names.getByRole('listitem', { name: /Salafidemocrat/ }).waitFor();
    for (const name of [/^the_roar/, /^Mystic/])
      await names.getByRole('checkbox', { name }).check();
    expect(await faults()).toEqual([]);
    await names.getByRole('button', { name: 'Merge 2 commenters' }).click();
    await names.getByRole('list', { name: 'Merged commenters' }).waitFor();
    expect(await faults()).toEqual([]);
    await own.page.keyboard.press('Escape');
    const files = await open('Export…');
    await files.getByRole('radio', { name: /^Backup/ }).check();
    await files.getByRole('button', { name: 'Export', exact: true }).click();
    await files.getByText(/Handed to the browser/).waitFor();
    expect(await faults()).toEqual([]);
    await own.close();
  });
});
