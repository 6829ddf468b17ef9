/** One brush drag under a trace: how many frames were late, and what was busy in those and in the others. */
import { brushPath, DRAG_MS, FRAME_MS, plotBox } from './chromium/brush.ts';
import { drag } from './chromium/drag.ts';
import { openExplorer } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import { tracedFrames, type TracedFrame } from './chromium/trace.ts';
import { type BenchOptions, plain, type Row } from './row.ts';

const mean = (frames: readonly TracedFrame[], part: string): number =>
  frames.reduce((sum, { parts }) => sum + (parts.get(part) ?? 0), 0) / frames.length;

export async function perSize({ comments }: BenchOptions): Promise<Row[]> {
  const { page, tab } = await openExplorer(comments);
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
  const late = frames.filter(({ ms }) => ms > FRAME_MS);
  const parts = [...new Set(late.flatMap((frame) => [...frame.parts.keys()]))];
  parts.sort((a, b) => mean(late, b) - mean(late, a));
  const shared = { comments, samples: late.length };
  return [
    plain({
      ...{ comments, samples: frames.length, unit: '%' },
      ...{ what: 'traced drag: frames over 16.7 ms', ours: (late.length / frames.length) * 100 },
    }),
    plain({
      ...{ ...shared, what: 'traced drag, a late frame: its length', unit: 'ms' },
      ours: late.reduce((sum, { ms }) => sum + ms, 0) / late.length,
    }),
    ...parts.map((part) =>
      plain({
        ...{ ...shared, what: `traced drag, a late frame: ${part}`, unit: 'ms' },
        ours: mean(late, part),
      }),
    ),
  ];
}
