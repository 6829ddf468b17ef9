/** The bundled corpus in Chromium: navigation to first chart, first and later visits, and what is sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { preview } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.mjs';
import { median, type BenchOptions, type Row } from './row.ts';

const FIRST_CHART = `
  const seen = () => {
    if (document.querySelector('figure svg :is(rect, circle), figure canvas')) globalThis.firstChart = performance.now();
    else requestAnimationFrame(seen);
  };
  requestAnimationFrame(seen);
`;

async function timeToChart(
  context: BrowserContext,
  url: string,
  slowdown: number,
): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(FIRST_CHART);
  await page.goto(url);
  const handle = await page.waitForFunction(
    () => (globalThis as { firstChart?: number }).firstChart,
  );
  const timeMs = await handle.jsonValue();
  await page.close();
  return timeMs!;
}

async function visits(
  browser: Browser,
  url: string,
  slowdown: number,
  runs: number,
): Promise<[number, number]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    cold.push(await timeToChart(context, url, slowdown));
    warm.push(await timeToChart(context, url, slowdown));
    await context.close();
  }
  return [median(cold), median(warm)];
}

function gzipKb(pattern: RegExp): number {
  const names = readdirSync('dist/assets').filter((name) => pattern.test(name));
  return (
    names.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/assets/${name}`)).length, 0) /
    1024
  );
}

const absolute = (what: string, ours: number, limit: number, unit: string): Row => ({
  what,
  peer: null,
  ours,
  ratio: null,
  goal: `≤ ${limit} ${unit}`,
  met: ours <= limit,
  unit,
});

export async function run({ quick }: BenchOptions): Promise<Row[]> {
  // In a process of its own: the runner's NODE_ENV is not production.
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
    { env },
  );
  const page = gzipKb(/^(?!engine\.worker).*\.(js|css)$/);
  const worker = gzipKb(/^engine\.worker.*\.js$/);
  const rows = [
    { ...absolute('page, gzip', page, 120, 'KB'), goal: '–', met: null },
    { ...absolute('worker, gzip', worker, 120, 'KB'), goal: '–', met: null },
    absolute('page + worker, gzip', page + worker, 120, 'KB'),
  ];
  const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
  const { path } = await findChromium();
  const browser = await chromium.launch({ executablePath: path, args: CHROMIUM_FLAGS });
  const url = server.resolvedUrls!.local[0]!;
  for (const slowdown of [1, 4]) {
    const [cold, warm] = await visits(browser, url, slowdown, quick ? 1 : 5);
    const suffix = `${slowdown}× slowed CPU`;
    rows.push(absolute(`navigation to first chart, first visit, ${suffix}`, cold, 1500, 'ms'));
    rows.push(absolute(`navigation to first chart, later visit, ${suffix}`, warm, 700, 'ms'));
  }
  await browser.close();
  await server.close();
  return rows;
}
