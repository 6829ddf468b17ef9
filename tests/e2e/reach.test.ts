import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { closeBrowser, expectCalm, openExplorer, type Explorer } from './support/explorer.ts';

let explorer: Explorer;
afterEach(async () => {
  expectCalm(explorer.trace);
  await explorer.close();
});
afterAll(closeBrowser);

const open = async (width: number, height: number): Promise<Page> => {
  const context = { viewport: { width, height }, serviceWorkers: 'block' as const };
  explorer = await openExplorer({ context });
  return explorer.page;
};
const heightOf = (page: Page, name: string): Promise<number> =>
  page
    .getByRole('region', { name, exact: true })
    .evaluate((element) => element.getBoundingClientRect().height);

describe('a page with little room', () => {
  it('scrolls where the window is as low as at 400 % zoom, and every panel can be used', async () => {
    const page = await open(320, 256);
    for (const [tab, name] of [
      ['Time', 'Activity over time'],
      ['Network', 'Reply network'],
      ['Comments', 'Comments'],
    ] as const) {
      await page
        .getByRole('navigation', { name: 'Panels' })
        .getByRole('button', { name: tab })
        .click();
      expect(await heightOf(page, name)).toBeGreaterThanOrEqual(300);
    }
    const table = page.getByRole('button', { name: 'Show as table' });
    await page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Time' })
      .click();
    await table.click();
    await page.getByRole('table').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
  });

  it('keeps its charts at 200 % zoom', async () => {
    const page = await open(720, 450);
    expect(await heightOf(page, 'Activity over time')).toBeGreaterThan(200);
    expect(await heightOf(page, 'Reply network')).toBeGreaterThan(250);
  });

  it('does not scroll where there is room', async () => {
    const page = await open(1366, 660);
    const [whole, seen] = await page.evaluate(() => [
      document.documentElement.scrollHeight,
      document.documentElement.clientHeight,
    ]);
    expect(whole).toBe(seen);
  });
});

describe('the focus', () => {
  it('comes back to the menu whose entry opened a dialog', async () => {
    const page = await open(1440, 900);
    const menu = page.getByRole('button', { name: 'Settings and help' });
    for (const entry of [/Keys and search words/, /Your corrections/, /^Names$/, /^Export/]) {
      await menu.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: entry }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await expect.poll(() => menu.evaluate((it) => it === document.activeElement)).toBe(true);
    }
  });

  it('stays on “Clear filters” when it has cleared, and a table can be scrolled by keys', async () => {
    const page = await open(1440, 900);
    await page.getByRole('searchbox', { name: 'Search comments' }).fill('dogs');
    const clear = page.getByRole('button', { name: 'Clear filters' }).first();
    await page.getByRole('status').filter({ hasText: '1 of 32' }).first().waitFor();
    await clear.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '32 of 32' }).first().waitFor();
    expect(await clear.evaluate((it) => it === document.activeElement)).toBe(true);
    const region = page.getByRole('region', { name: 'Activity over time', exact: true });
    await region.getByRole('button', { name: 'Show as table' }).click();
    const scroller = region.getByRole('group', { name: 'Activity over time', exact: true });
    await scroller.focus();
    expect(await scroller.evaluate((it) => it === document.activeElement)).toBe(true);
  });
});
