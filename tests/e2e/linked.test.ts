import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { countAtRest, type Explorer, onePageEach } from './support/explorer.ts';

let explorer: Explorer;
let page: Page;
onePageEach((fresh) => {
  explorer = fresh;
  page = fresh.page;
});

const shown = (): Promise<number> => countAtRest(page);
const until = (count: number): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: `${count} of 32 comments` })
    .first()
    .waitFor();
const region = (name: string) => page.getByRole('region', { name, exact: true });

/** Authors of all comments in the list, by scrolling it to its end; each has its place among them. */
async function listed(count: number): Promise<string[]> {
  const names = new Map<number, string>();
  const comments = region('Comments');
  await comments.getByRole('article').first().waitFor();
  for (let step = 0; step < 200 && names.size < count; step++) {
    const seen = await comments
      .getByRole('article')
      .evaluateAll((articles) =>
        articles.map((one) => [one.getAttribute('aria-posinset'), one.getAttribute('aria-label')]),
      );
    for (const [position, label] of seen) names.set(Number(position), label ?? '');
    const box = (await comments.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(40);
  }
  const places = [...names.keys()].sort((a, b) => a - b);
  expect(places).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  return [...names.values()];
}

describe('linked filters', () => {
  it('brushes by keyboard, and Back undoes it', async () => {
    const from = region('Activity over time').getByRole('slider', { name: 'From' });
    await from.focus();
    await from.press('PageDown').catch(() => undefined);
    for (let press = 0; press < 4; press++) await from.press('ArrowRight');
    await page.waitForFunction(() => location.hash.includes('from='));
    await page
      .getByRole('status')
      .filter({ hasText: /\b(?!32)\d+ of 32 comments/ })
      .first()
      .waitFor();
    const isBrushed = (): Promise<boolean> => page.evaluate(() => location.hash.includes('from='));
    for (let step = 0; step < 10 && (await isBrushed()); step++) {
      const hash = await page.evaluate(() => location.hash);
      await page.goBack();
      await page.waitForFunction((before) => location.hash !== before, hash);
    }
    await until(32);
    expect(await isBrushed()).toBe(false);
  });

  it('brushes by mouse, and a double click clears', async () => {
    const chart = region('Activity over time').locator('figure').first();
    const box = (await chart.boundingBox())!;
    const y = box.y + box.height * 0.45;
    await page.mouse.move(box.x + box.width * 0.42, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 6 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes('to='));
    // The figures run with the brush; the list follows once it rests.
    await expect.poll(shown).toSatisfy((count: number) => count > 0 && count < 32);
    const brushed = await shown();
    expect(await listed(brushed)).toHaveLength(brushed);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await until(32);
  });

  it('opens exactly the comments a commenter wrote', async () => {
    await region('Commenters').getByText('ArabDemocrat.com', { exact: true }).first().click();
    await until(5);
    await expect.poll(shown).toBe(5);
    const names = await listed(5);
    expect(names).toHaveLength(5);
    expect(names.every((name) => name.startsWith('ArabDemocrat.com'))).toBe(true);
  });

  it('opens exactly the replies an edge counts', async () => {
    const network = region('Reply network');
    await network.getByRole('button', { name: 'Pairs' }).click();
    const row = network
      .getByRole('button')
      .filter({ hasText: /Mystic\s+answers\s+ArabDemocrat\.com/ })
      .first();
    await row.click();
    await page.waitForFunction(() => location.hash.includes('edge='));
    await expect.poll(shown).toSatisfy((count: number) => count > 0 && count < 32);
    const count = await shown();
    expect(await row.innerText()).toMatch(new RegExp(`\\b${count}\\b`));
    expect(await listed(count)).toHaveLength(count);
  });

  it('undoes and does again with the keyboard', async () => {
    const box = page.getByRole('searchbox', { name: 'Search comments' });
    await box.fill('butcher*');
    await box.press('Enter');
    await until(5);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('Control+z');
    await until(32);
    await page.keyboard.press('Control+Shift+z');
    await until(5);
    expect(await page.evaluate(() => location.hash)).toContain('q=butcher');
  });

  it('carries the whole view in the address', async () => {
    await page.goto(`${explorer.baseUrl}#q=butcher*&p=0.8&sel=none&order=time`);
    await page.reload();
    await until(5);
    expect(await page.getByRole('searchbox', { name: 'Search comments' }).inputValue()).toBe(
      'butcher*',
    );
  });
});

describe('reading', () => {
  it('opens the evidence by keyboard, settles a parent and takes it back', async () => {
    const comments = region('Comments');
    await comments.getByRole('article').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const panel = comments.getByText('Why this reply?').first();
    await panel.waitFor();
    await page.keyboard.press('y');
    const settled = comments.getByText(/settled by you/).first();
    await settled.waitFor();
    await page.keyboard.press('Control+z');
    await settled.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await expect.poll(() => comments.getByText(/settled by you/).count()).toBe(0);
  });

  it('lists its keys', async () => {
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: /keys|keyboard/i });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('undo any change of view');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('follows a deep link to its comment', async () => {
    const last = comments(page).getByRole('article').last();
    await last.waitFor();
    await page.keyboard.press('j');
    await page.waitForFunction(() => location.hash.includes('sel='));
    const hash = await page.evaluate(() => location.hash);
    const label = await comments(page)
      .locator('article[aria-current]')
      .first()
      .getAttribute('aria-label');
    await page.goto('about:blank');
    await page.goto(`${explorer.baseUrl}${hash}`);
    await comments(page).locator('article[aria-current]').first().waitFor();
    expect(
      await comments(page).locator('article[aria-current]').first().getAttribute('aria-label'),
    ).toBe(label);
  });
});

function comments(target: Page) {
  return target.getByRole('region', { name: 'Comments', exact: true });
}
