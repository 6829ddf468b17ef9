/** Opening a stored corpus again: the first chart against reading one record a comment, in one Chromium. */
import { inLab } from './chromium/lab.ts';
import { openExplorer, showsAll } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import {
  against,
  type BenchOptions,
  goalFrom,
  median,
  MILLION,
  repeated,
  type Row,
  runsOf,
} from './row.ts';

/** Milliseconds until a page that keeps a record a comment could draw: opened, all read, counted. */
function readRecords(comments: number, runs: number): Promise<number> {
  return inLab(async (lab) => {
    await lab.ask('writeRecords', { comments });
    return median(await lab.ask('readRecords', { runs }));
  });
}

export async function perSize(options: BenchOptions): Promise<Row[]> {
  const { comments } = options;
  const { page } = await openExplorer(comments);
  const runs = runsOf(options);
  const times = await repeated(runs, async () => {
    await page.reload();
    await showsAll(page, comments);
    await page.waitForFunction(() => {
      const { firstChartMs } = (globalThis as unknown as { probes: { firstChartMs: number } })
        .probes;
      return firstChartMs > 0;
    });
    return probe(page, ({ firstChartMs }) => firstChartMs);
  });
  const peer = await readRecords(comments, comments >= MILLION ? 1 : runs);
  const what =
    'first chart after a reload, against opening, reading and counting a record a comment';
  const figure = { what, comments, ours: median(times), unit: 'ms', samples: runs, growth: 10.5 };
  return [against(figure, peer, goalFrom(MILLION, comments, 0.05))];
}
