/**
 * From a key pressed in the search field to the first frame that shows the new count, observed in the page.
 * Words of all frequencies are typed letter by letter; a key that changes no count is not counted.
 */
import type { Page } from 'playwright-core';
import { openExplorer, showsAll } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import { absolute, type BenchOptions, median, p95, plain, type Row } from './row.ts';

const GIVE_UP_MS = 1500;
const REST_MS = 120;

/** Words out of what the list shows: common ones come often, so both kinds are among them. */
async function wordsOnScreen(page: Page, count: number): Promise<string[]> {
  const text = await page.locator('[data-index] article').allInnerTexts();
  const words = text.join(' ').match(/\b[a-z]{3,7}\b/g) ?? [];
  const step = Math.max(1, Math.floor(words.length / count));
  return words.filter((_, at) => at % step === 0).slice(0, count);
}

async function press(page: Page, key: string): Promise<number | null> {
  await probe(page, (probes, timeoutMs: number) => probes.watchHits(timeoutMs), GIVE_UP_MS);
  await page.keyboard.press(key);
  const ms = await probe(page, (probes) => probes.hits());
  await page.waitForTimeout(REST_MS);
  return ms;
}

async function clear(page: Page, comments: number): Promise<void> {
  await page.locator('#search').fill('');
  await showsAll(page, comments);
  await page.waitForTimeout(500);
}

export async function perSize({ comments, quick }: BenchOptions): Promise<Row[]> {
  const { page } = await openExplorer(comments);
  const words = await wordsOnScreen(page, quick ? 3 : 8);
  await page.locator('#search').focus();
  await press(page, 'q');
  const times: number[] = [];
  for (const word of words) {
    await clear(page, comments);
    for (const letter of word) {
      const ms = await press(page, letter);
      if (ms !== null) times.push(ms);
    }
    const prefix = await press(page, '*');
    if (prefix !== null) times.push(prefix);
  }
  await clear(page, comments);
  const shared = { comments, unit: 'ms', samples: times.length };
  return [
    absolute(
      { ...shared, what: 'keystroke to painted hits, p95', ours: p95(times), growth: 3 },
      50,
    ),
    plain({ ...shared, what: 'keystroke to painted hits, median', ours: median(times) }),
  ];
}
