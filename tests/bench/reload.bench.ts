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

/** Records are written one by one: more take too long, so their reading is scaled up from here. */
const MOST_RECORDS = 100_000;

/** Milliseconds to read a record a comment, scaled to `comments`. */
function readRecords(comments: number, runs: number): Promise<number> {
  return inLab(async (lab) => {
    const count = Math.min(comments, MOST_RECORDS);
    await lab.ask('storageCorpus', { count });
    await lab.ask('storePeer', { isOneByOne: false });
    return median(await lab.ask('readPeer', { runs })) * (comments / count);
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
  const peer = await readRecords(comments, runs);
  const scale =
    comments > MOST_RECORDS ? ` (scaled up from ${MOST_RECORDS.toLocaleString('en')})` : '';
  const what = `first chart after a reload, against reading a record a comment${scale}`;
  const figure = { what, comments, ours: median(times), unit: 'ms', samples: runs };
  return [against(figure, peer, goalFrom(MILLION, comments, 0.05))];
}
