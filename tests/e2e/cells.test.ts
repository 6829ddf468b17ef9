import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { generatePages } from '../../src/core/generate/corpus.ts';
import { pageLines } from '../../src/core/generate/lines.ts';
import { onePageEach } from './support/explorer.ts';

const COMMENTS = 10_000;

let page: Page;
onePageEach((fresh) => {
  page = fresh.page;
});

const chips = () => page.getByRole('list', { name: 'Filters' }).getByRole('listitem');

async function openMade(): Promise<void> {
  const lines = [...generatePages({ comments: COMMENTS, seed: 1 })].map(pageLines).join('');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'made.jsonl',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from(lines),
    });
  const receipt = page.getByRole('dialog', { name: 'Import receipt' });
  await receipt.getByRole('button', { name: 'Done' }).click({ timeout: 60_000 });
  await page.getByRole('status').filter({ hasText: '10,000 of 10,000' }).first().waitFor();
}

/** A place over a cell of a named commenter, found as a reader finds it: by what the chart says there. */
async function findCell(): Promise<{ x: number; y: number }> {
  const plot = page.getByRole('application').first();
  const tip = plot.getByText('click for the comments of this cell');
  const box = (await plot.boundingBox())!;
  for (let down = 0.4; down < 0.8; down += 0.07) {
    for (let along = 0.2; along < 0.9; along += 0.02) {
      const at = { x: box.x + box.width * along, y: box.y + box.height * down };
      await page.mouse.move(at.x, at.y);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      if ((await tip.count()) > 0) return at;
    }
  }
  throw new Error('no cell found');
}

describe('cells of counts', () => {
  it('open their comments, and a double click takes back what its first click chose', async () => {
    await openMade();
    const cell = await findCell();
    await page.mouse.click(cell.x, cell.y);
    await expect.poll(() => chips().count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect.poll(() => chips().count()).toBe(0);
    await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('by=');
    await page.mouse.move(cell.x, cell.y);
    await page.mouse.dblclick(cell.x, cell.y);
    await expect.poll(() => chips().count()).toBe(0);
    const hash = await page.evaluate(() => location.hash);
    expect(hash).not.toMatch(/by=|from=|to=/);
    await page.getByRole('status').filter({ hasText: '10,000 of 10,000' }).first().waitFor();
  });
});
