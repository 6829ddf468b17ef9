import { afterAll, expect, it } from 'vitest';
import { closeBrowser, expectCalm, openExplorer } from './support/explorer.ts';

afterAll(closeBrowser);

async function tableIn(timezoneId: string): Promise<string[]> {
  const { page, trace, close } = await openExplorer({
    context: { timezoneId, serviceWorkers: 'block' },
  });
  const region = page.getByRole('region', { name: 'Activity over time' });
  await region.getByRole('button', { name: 'Show as table' }).click();
  const table = region.getByRole('table').first().getByRole('row');
  await table.nth(5).waitFor();
  const rows = await table.allInnerTexts();
  expectCalm(trace);
  await close();
  return rows;
}

it('shows the same bins whatever the clock of the machine', async () => {
  const utc = await tableIn('UTC');
  expect(utc.length).toBeGreaterThan(5);
  for (const zone of ['Pacific/Kiritimati', 'Asia/Beirut', 'America/St_Johns', 'Asia/Kathmandu']) {
    expect(await tableIn(zone)).toEqual(utc);
  }
});
