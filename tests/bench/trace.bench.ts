/**
 * A brush drag under a trace, without and with a text query: the CPU time that the page's main thread spends on
 * a frame, how many frames were late, and what was busy in those.
 */
import { brushPath, DRAG_MS, FRAME_MS, plotBox } from './chromium/brush.ts';
import { drag } from './chromium/drag.ts';
import { type Explorer, openExplorer, showsAll } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import { ownMs, tracedFrames, type TracedFrame } from './chromium/trace.ts';
import { absolute, type BenchOptions, median, p95, plain, type Row } from './row.ts';

const QUERY = 'the';
/** The stretch goal for a frame's own work. */
const OWN_MS = 8;

const mean = (frames: readonly TracedFrame[], part: string): number =>
  frames.reduce((sum, { parts }) => sum + (parts.get(part) ?? 0), 0) / frames.length;

async function tracedDrag({ page, tab }: Explorer): Promise<TracedFrame[]> {
  const box = await plotBox(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(1500);
  const frames = await tracedFrames(tab.cdp, async () => {
    await probe(page, (probes) => probes.startFrames());
    await drag(page, tab.cdp, brushPath(box), DRAG_MS);
    await probe(page, (probes) => probes.stopFrames());
  });
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height * 0.35);
  await page.waitForTimeout(1500);
  return frames;
}

function rowsOf(frames: readonly TracedFrame[], name: string, comments: number): Row[] {
  const shared = { comments, samples: frames.length };
  const own = frames.map(ownMs);
  const late = frames.filter(({ ms }) => ms > FRAME_MS);
  const parts = [...new Set(late.flatMap((frame) => [...frame.parts.keys()]))];
  parts.sort((a, b) => mean(late, b) - mean(late, a));
  const work = { ...shared, unit: 'ms' };
  const inLate = { comments, samples: late.length, unit: 'ms' };
  return [
    plain({
      ...{ ...work, what: `own main-thread work per ${name}, traced, CPU, median` },
      ours: median(own),
    }),
    absolute(
      { ...work, what: `own main-thread work per ${name}, traced, CPU, p95`, ours: p95(own) },
      OWN_MS,
    ),
    plain({
      ...{ ...shared, what: `traced ${name}, share over 16.7 ms`, unit: '%' },
      ours: (late.length / frames.length) * 100,
    }),
    ...parts.map((part) =>
      plain({ ...inLate, what: `traced ${name}, a late one: ${part}`, ours: mean(late, part) }),
    ),
  ];
}

export async function perSize({ comments }: BenchOptions): Promise<Row[]> {
  const explorer = await openExplorer(comments);
  const { page } = explorer;
  const rows = rowsOf(await tracedDrag(explorer), 'brush frame', comments);
  await page.locator('#search').fill(QUERY);
  await page.waitForTimeout(2500);
  rows.push(...rowsOf(await tracedDrag(explorer), 'brush frame with a query', comments));
  await page.locator('#search').fill('');
  await showsAll(page, comments);
  return rows;
}
