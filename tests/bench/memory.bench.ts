/** Where the memory of the tab is: index loaded, text on disk, after a reload and a collection. */
import { openExplorer, showsAll } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import { absolute, type BenchOptions, MILLION, plain, type Row } from './row.ts';

const MB = 2 ** 20;

export async function perSize({ comments }: BenchOptions): Promise<Row[]> {
  const { page, tab } = await openExplorer(comments);
  await page.reload();
  await showsAll(page, comments);
  await page.locator('#search').fill('the');
  await page.waitForTimeout(3000);
  await page.locator('#search').fill('');
  await showsAll(page, comments);
  await page.waitForTimeout(1500);
  const parts = (await probe(page, (probes) => probes.ask('memoryByPart', null))) as Record<
    string,
    number
  >;
  const worker = await tab.workerHeap();
  const main = await tab.pageHeap();
  const { now } = await tab.resident();
  const named = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  const rest = now - worker.heap - worker.arrays - main.heap - main.arrays;
  const shared = { comments, unit: 'MB', samples: 1 };
  const row = (what: string, bytes: number): Row =>
    plain({ ...shared, what: `memory: ${what}`, ours: bytes / MB });
  const whole = { ...shared, what: 'memory of the tab, index loaded, text on disk', growth: 10.5 };
  return [
    comments === MILLION
      ? absolute({ ...whole, ours: now / MB }, 600)
      : plain({ ...whole, ours: now / MB }),
    ...Object.entries(parts).map(([name, bytes]) => row(name, bytes)),
    row('other typed arrays of the worker', worker.arrays - named),
    row('objects and strings of the worker (keys, names, tables)', worker.heap),
    row('main thread, objects and arrays', main.heap + main.arrays),
    row('rest of the process (code, drawing, Chromium itself)', rest),
  ];
}
