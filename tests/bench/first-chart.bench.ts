/** The bundled corpus: navigation to its first chart, first and later visits, on a fast and a slowed CPU. */
import { firstChartMs, installProbes } from './chromium/probes.ts';
import { servePage } from './chromium/serve.ts';
import { Tab } from './chromium/tab.ts';
import { absolute, type BenchOptions, median, plain, repeated, type Row } from './row.ts';

async function timeToChart(tab: Tab, url: string): Promise<number> {
  await tab.page.goto(url);
  return firstChartMs(tab.page);
}

/** A fresh browser: its first visit, and the next one. */
async function visits(url: string, slowdown: number): Promise<readonly [number, number]> {
  const tab = await Tab.launch((page) => page.addInitScript(installProbes));
  try {
    await tab.cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const cold = await timeToChart(tab, url);
    await tab.page.goto('about:blank');
    return [cold, await timeToChart(tab, url)];
  } finally {
    await tab.close();
  }
}

export async function once({ quick }: Pick<BenchOptions, 'quick'>): Promise<Row[]> {
  const url = await servePage();
  const samples = quick ? 1 : 5;
  const rows: Row[] = [];
  for (const slowdown of [1, 4]) {
    const times = await repeated(samples, () => visits(url, slowdown));
    for (const [at, visit, limit] of [
      [0, 'first visit', 1500],
      [1, 'later visit', 700],
    ] as const) {
      const what = `navigation to first chart, ${visit}${slowdown === 1 ? '' : `, ${String(slowdown)}× slowed CPU`}`;
      const ours = median(times.map((pair) => pair[at]));
      const figure = { what, comments: null, ours, unit: 'ms', samples };
      rows.push(slowdown === 1 ? plain(figure) : absolute(figure, limit));
    }
  }
  return rows;
}
