import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, expectCalm, openExplorer, type Explorer } from './support/explorer.ts';

let explorer: Explorer;
beforeAll(async () => {
  explorer = await openExplorer();
});
afterAll(async () => {
  expectCalm(explorer.trace);
  await closeBrowser();
});

async function hits(query: string): Promise<number> {
  const { page } = explorer;
  const box = page.getByRole('searchbox', { name: 'Search comments' });
  await box.fill(query);
  await box.press('Enter');
  await page.waitForTimeout(400);
  const status = await page.getByRole('status').filter({ hasText: 'comments' }).first().innerText();
  return Number(/(\d+) of \d+ comments/.exec(status)![1]);
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
    ['zzzzqqqq', 0],
  ])('%s finds %d', async (query, count) => {
    expect(await hits(query)).toBe(count);
  });

  it('finds a name without its underscores', async () => {
    expect(await hits('mowaten')).toBeGreaterThanOrEqual(3);
  });

  it('forgives a typo', async () => {
    expect(await hits('achievments')).toBeGreaterThanOrEqual(1);
  });

  it('marks what matched as text', async () => {
    await hits('"every credible"');
    const marks = await explorer.page
      .getByRole('region', { name: 'Comments', exact: true })
      .locator('mark')
      .allInnerTexts();
    expect(marks.map((mark) => mark.toLowerCase())).toContain('every credible');
  });

  it('says which filter to drop when nothing is found', async () => {
    await hits('zzzzqqqq');
    await explorer.page
      .getByRole('button', { name: /drop|clear|without/i })
      .first()
      .waitFor();
    expect(await hits('')).toBe(32);
  });
});
