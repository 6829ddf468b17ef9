/**
 * Whole frames while the time brush is dragged in the page (message, computing, painting), beside the floor:
 * an empty page with the same moving overlay in the same browser. A frame is the time from one
 * requestAnimationFrame to the next; Chromium starts them every 16.7 ms and skips what it cannot make.
 */
import type { CDPSession, Page } from 'playwright-core';
import { brushPath, DRAG_MS, FRAME_MS, type Plot, plotBox } from './chromium/brush.ts';
import { drag, intervals } from './chromium/drag.ts';
import { type Explorer, openExplorer, showsAll } from './chromium/explorer.ts';
import { installProbes, probe } from './chromium/probes.ts';
import { serveLab } from './chromium/serve.ts';
import {
  against,
  type BenchOptions,
  median,
  MILLION,
  p95,
  repeated,
  type Row,
  runsOf,
} from './row.ts';

const QUERY = 'the';
/** A frame that took the time of two; the browser tells its clock in tenths of a millisecond. */
const TWO_MS = FRAME_MS * 1.5;

interface Frames {
  p50: number;
  p95: number;
  longest: number;
  /** Shares of frames over one frame of the clock, and over one and a half. */
  late: number;
  two: number;
}

async function dragFrames(page: Page, cdp: CDPSession, box: Plot): Promise<number[]> {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(700);
  await probe(page, (probes) => probes.startFrames());
  await drag(page, cdp, brushPath(box), DRAG_MS);
  return intervals(await probe(page, (probes) => probes.stopFrames()));
}

function statusOf(page: Page): Promise<string> {
  return page.locator('header [role=status]').innerText();
}

/** Rejects when the count of comments stays as it was: then nothing was brushed. */
async function changes(page: Page, before: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if ((await statusOf(page)) !== before) return;
    await page.waitForTimeout(100);
  }
  await page.screenshot({ path: 'node_modules/.cache/bench-failed.png' });
  throw new Error('the drag did not brush (node_modules/.cache/bench-failed.png)');
}

async function measured({ page, tab }: Explorer, runs: number): Promise<Frames> {
  const box = await plotBox(page);
  const all = await repeated(runs, async () => {
    const before = await statusOf(page);
    const frames = await dragFrames(page, tab.cdp, box);
    await changes(page, before);
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height * 0.35);
    await page.waitForTimeout(1500);
    return frames;
  });
  return summary(all);
}

const summary = (all: readonly number[][]): Frames => ({
  p50: median(all.map(median)),
  p95: median(all.map(p95)),
  longest: Math.max(...all.flat()),
  two: all.flat().filter((ms) => ms > TWO_MS).length / all.flat().length,
  late: all.flat().filter((ms) => ms > FRAME_MS).length / all.flat().length,
});

async function floor({ tab }: Explorer, runs: number): Promise<number[][]> {
  const page = await tab.newPage();
  await page.addInitScript(installProbes);
  await page.goto(`${await serveLab()}floor.html`);
  const cdp = await page.context().newCDPSession(page);
  const box = { x: 300, y: 80, width: 1000, height: 400 };
  const all = await repeated(runs, () => dragFrames(page, cdp, box));
  await page.close();
  return all;
}

export async function perSize(options: BenchOptions): Promise<Row[]> {
  const { comments } = options;
  const explorer = await openExplorer(comments);
  const { page } = explorer;
  const runs = runsOf(options);
  const least = summary(await floor(explorer, runs));
  await page.bringToFront();
  const rows: Row[] = [];
  for (const query of ['', QUERY]) {
    await page.locator('#search').fill(query);
    await page.waitForTimeout(2500);
    const found = await measured(explorer, runs);
    const shared = { comments, unit: 'ms', samples: runs };
    const name = query === '' ? 'brush frame' : 'brush frame with a query';
    const row = against(
      { ...shared, what: `${name}, p95, against an empty page`, ours: found.p95, growth: 3 },
      least.p95,
      null,
    );
    const isAsked = comments === MILLION;
    rows.push({
      ...row,
      goal: isAsked ? '≤ 16.7 ms' : '',
      met: isAsked ? found.p95 <= FRAME_MS : null,
    });
    rows.push(
      against({ ...shared, what: `${name}, median`, ours: found.p50 }, least.p50, null),
      against({ ...shared, what: `${name}, longest`, ours: found.longest }, least.longest, null),
      against(
        { ...shared, what: `${name}, share over 16.7 ms`, ours: found.late * 100, unit: '%' },
        least.late * 100,
        null,
      ),
      against(
        { ...shared, what: `${name}, share that took two`, ours: found.two * 100, unit: '%' },
        least.two * 100,
        null,
      ),
    );
  }
  await page.locator('#search').fill('');
  await showsAll(page, comments);
  return rows.map((row) => ({ ...row, ratio: Number.isFinite(row.ratio) ? row.ratio : null }));
}
