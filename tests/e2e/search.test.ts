import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeBrowser,
  countAtRest,
  expectCalm,
  openExplorer,
  type Explorer,
} from './support/explorer.ts';

let explorer: Explorer;
beforeAll(async () => {
  explorer = await openExplorer();
});
afterAll(async () => {
  expectCalm(explorer.trace);
  await closeBrowser();
});

/** Asks the query line; what comes is waited for. */
async function ask(query: string): Promise<void> {
  const { page } = explorer;
  const box = page.getByRole('searchbox', { name: 'Search comments' });
  await box.fill(query);
  await box.press('Enter');
}

describe('the query line', () => {
  it.each([
    ['"every credible"', 3],
    ['الاسد', 1],
    ['هدنة', 1],
    ['author:ArabDemocrat.com', 5],
    ['author:mystic', 11],
    ['author:""', 7],
    ['butcher -author:humble', 3],
    ['butcher*', 5],
    ['before:2017-02-01', 19],
    ['after:2017-02-01', 13],
    ['in:"First Day"', 19],
    ['"unbalanced', 0],
    ['', 32],
    ['zzzzqqqq', 0],
  ])('%s finds %d', async (query, count) => {
    await ask(query);
    await expect.poll(() => countAtRest(explorer.page)).toBe(count);
  });

  it('finds a name without its underscores', async () => {
    await ask('mowaten');
    await expect.poll(() => countAtRest(explorer.page)).toBeGreaterThanOrEqual(3);
  });

  it('forgives a typo', async () => {
    await ask('achievments');
    await expect.poll(() => countAtRest(explorer.page)).toBe(1);
  });

  it('marks what matched as text', async () => {
    await ask('"every credible"');
    const marks = explorer.page
      .getByRole('region', { name: 'Comments', exact: true })
      .locator('mark');
    await expect
      .poll(async () => (await marks.allInnerTexts()).map((mark) => mark.toLowerCase()))
      .toContain('every credible');
  });

  it('says which filter to drop when nothing is found', async () => {
    await ask('zzzzqqqq');
    await explorer.page
      .getByRole('button', { name: /drop|clear|without/i })
      .first()
      .waitFor();
    await ask('');
    await expect.poll(() => countAtRest(explorer.page)).toBe(32);
  });
});
