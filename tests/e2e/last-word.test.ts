import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { onePageEach } from './support/explorer.ts';

let page: Page;
onePageEach((fresh) => {
  page = fresh.page;
});

const rail = (): Locator => page.getByRole('region', { name: 'Replies shown' });
const selected = (label: string): Locator =>
  page.locator(`article[aria-current][aria-label*="${label}"]`);

/** How many replies the rail says the reader settled. */
async function settled(): Promise<number> {
  return Number(/(\d+) settled by you/u.exec(await rail().innerText())?.[1] ?? 0);
}

it('takes keys pressed at once in turn, decides only on evidence in sight, and undoes in order', async () => {
  for (const key of ['j', 'j', 'Enter', 'y']) await page.keyboard.press(key);
  await expect.poll(settled).toBe(1);
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  await selected('15:28').getByText('Why this reply?').waitFor();
  expect(await settled()).toBe(1);
  await page.keyboard.press('y');
  await expect.poll(settled).toBe(2);
  await page.keyboard.press('j');
  await selected('15:30').waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(settled).toBe(1);
  await page.keyboard.press('Control+z');
  await expect.poll(settled).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(settled).toBe(1);
});

it('leads back to a comment whose parent was chosen by pointer; the list leads to the export', async () => {
  for (const key of ['j', 'j', 'j', 'Enter']) await page.keyboard.press(key);
  await selected('15:28').getByRole('button', { name: 'Other parent' }).click();
  const offers = page.getByRole('button', { name: 'It answers this one' });
  await offers.first().click();
  await page
    .getByText(/^It now answers humble/u)
    .first()
    .waitFor();
  await page.waitForFunction(() =>
    document.activeElement?.getAttribute('aria-label')?.includes('15:28'),
  );
  expect(await offers.count()).toBe(0);
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: 'Your corrections', exact: true }).click();
  const list = page.getByRole('dialog', { name: 'Your corrections' });
  await list.getByText('you chose: answers humble, 10:39').waitFor();
  await list.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('dialog', { name: 'Export' }).waitFor();
});

it('opens exactly the replies it counts', async () => {
  const link = rail().getByRole('button');
  const most = /(\d+) replies inferred/u.exec(await link.innerText())?.[1] ?? '';
  await link.click();
  const status = page.getByRole('status').filter({ hasText: `${most} of 32 comments` });
  await status.first().waitFor();
  expect(page.url()).toContain('q=is:reply');
});
