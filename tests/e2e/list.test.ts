import { afterAll, afterEach, expect, it } from 'vitest';
import { closeBrowser, expectCalm, openExplorer, type Explorer } from './support/explorer.ts';

let explorer: Explorer;
afterEach(async () => {
  expectCalm(explorer.trace);
  await explorer.close();
});
afterAll(closeBrowser);

it('letters pressed as soon as the count is there move in the list, each by one', async () => {
  explorer = await openExplorer({ context: { serviceWorkers: 'block' } });
  const { page } = explorer;
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
  const comments = page.getByRole('region', { name: 'Comments', exact: true });
  const selected = comments.locator('article[aria-current]');
  await expect.poll(() => selected.getAttribute('aria-posinset')).toBe('2');
  await expect.poll(() => selected.evaluate((it) => it === document.activeElement)).toBe(true);
});

it('the sentence over the list counts the articles of the list, not those that could be chosen', async () => {
  explorer = await openExplorer({ context: { serviceWorkers: 'block' } });
  const { page } = explorer;
  const first = page.getByRole('region', { name: 'Articles' }).getByRole('button').first();
  await first.click();
  await page.getByRole('status').filter({ hasText: '19 of 32' }).first().waitFor();
  const comments = page.getByRole('region', { name: 'Comments', exact: true });
  await comments.getByText('First Day of Syria Talks').first().waitFor();
  await expect.poll(() => comments.getByText(/under 2 articles/).count()).toBe(0);
});
