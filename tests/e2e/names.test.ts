import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { isReady, onePageEach } from './support/explorer.ts';

let page: Page;
onePageEach((fresh) => {
  page = fresh.page;
});

async function openNames(): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: 'Names', exact: true }).click();
  const entry = page
    .getByRole('dialog', { name: 'Names' })
    .getByRole('listitem', { name: /^Salafidemocrat/ });
  await entry.waitFor();
  return entry;
}

it('lists nicknames with their uses; a decision is kept, said and taken back by keyboard', async () => {
  const entry = await openNames();
  const dialog = page.getByRole('dialog', { name: 'Names' });
  expect(await entry.innerText()).toContain('ArabDemocrat.com');
  expect(await entry.innerText()).toContain('Salafidemocrat, you are the coward');
  expect(await dialog.innerText()).toContain('Nothing is merged until you confirm it');
  expect(await dialog.innerText()).not.toContain('Butcher');

  await entry.getByRole('button', { name: 'Confirm' }).press('Enter');
  await entry.getByText('confirmed by you').waitFor();
  await dialog.getByRole('status').filter({ hasText: 'counts as a name' }).waitFor();
  const undo = entry.getByRole('button', { name: 'Undo' });
  await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');

  await page.reload();
  await isReady(page);
  await openNames();
  await undo.press('Enter');
  await entry.getByText('proposed, not counted').waitFor();
  await entry.getByRole('button', { name: 'Not this person' }).press('Enter');
  await entry.getByText('not this person, you said').waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');

  await entry.getByRole('button', { name: 'Mystic' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const said = page.getByRole('article').filter({ hasText: 'Salafidemocrat, you are the coward' });
  await said.waitFor();
  expect(await page.evaluate(() => location.hash)).toContain('sel=');
});

it('opens from a reason that rests on a nickname', async () => {
  await page.getByRole('searchbox', { name: 'Search comments' }).fill('Salafidemocrat');
  await page.getByRole('searchbox', { name: 'Search comments' }).press('Enter');
  const comment = page.getByRole('article').filter({ hasText: 'Salafidemocrat, you are' }).first();
  await comment.getByTitle('Why this reply? (Enter)').press('Enter');
  await comment.getByRole('button', { name: 'Is it a nickname?' }).first().click();
  await page.getByRole('dialog', { name: 'Names' }).waitFor();
  expect(await page.getByRole('dialog', { name: 'Names' }).isVisible()).toBe(true);
});
