/**
 * The comment list while it is scrolled by wheel and by dragging its bar: frames, and how many of them show
 * a part of the list that no row covers, or rows whose text is still on its way.
 */
import type { Page } from 'playwright-core';
import { drag, intervals } from './chromium/drag.ts';
import { openExplorer } from './chromium/explorer.ts';
import { type ListFrame, probe } from './chromium/probes.ts';
import {
  absolute,
  type BenchOptions,
  median,
  p95,
  plain,
  repeated,
  type Row,
  runsOf,
} from './row.ts';

const WHEEL_MS = 1800;
const TURN_PX = 160;
const SEEN = 0.01;
/** From the top of the bar into its thumb, past the button with the arrow. */
const THUMB_PX = 23;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function listBox(page: Page): Promise<Box> {
  return page.evaluate(() => {
    const list =
      document.querySelector('[data-index]')?.parentElement?.parentElement?.parentElement;
    const { x, y, width, height } = list?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, width, height };
  });
}

async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const list =
      document.querySelector('[data-index]')?.parentElement?.parentElement?.parentElement;
    if (list) list.scrollTop = 0;
  });
  await page.waitForTimeout(1500);
}

async function byWheel(page: Page, box: Box): Promise<ListFrame[]> {
  await toTop(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await probe(page, (probes) => probes.startList());
  const start = performance.now();
  while (performance.now() - start < WHEEL_MS) {
    await page.mouse.wheel(0, TURN_PX);
    await page.waitForTimeout(12);
  }
  return probe(page, (probes) => probes.stopList());
}

async function byBar(page: Page, box: Box): Promise<ListFrame[]> {
  await toTop(page);
  const cdp = await page.context().newCDPSession(page);
  const x = box.x + box.width - 6;
  await probe(page, (probes) => probes.startList());
  await drag(
    page,
    cdp,
    [
      { x, y: box.y + THUMB_PX },
      { x, y: box.y + box.height * 0.8 },
      { x, y: box.y + box.height * 0.3 },
    ],
    WHEEL_MS,
  );
  const frames = await probe(page, (probes) => probes.stopList());
  await cdp.detach();
  return frames;
}

/** The most frames in a row for which `test` holds. */
function longestRun(frames: readonly ListFrame[], test: (frame: ListFrame) => boolean): number {
  let longest = 0;
  let run = 0;
  for (const frame of frames) {
    run = test(frame) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The longest time for which the scroll position moved and the rows did not, ms. */
function longestRest(frames: readonly ListFrame[]): number {
  let longest = 0;
  let since = frames[0]?.beganMs ?? 0;
  for (const [at, frame] of frames.entries()) {
    const before = frames[at - 1];
    if (frame.first !== before?.first || frame.scrollTop === before.scrollTop)
      since = frame.beganMs;
    longest = Math.max(longest, frame.beganMs - since);
  }
  return longest;
}

function rowsOf(how: string, all: readonly ListFrame[][], comments: number): Row[] {
  const shared = { comments, samples: all.length };
  const blank = all.map((frames) => longestRun(frames, ({ uncovered }) => uncovered > SEEN));
  const waiting = all.map((frames) => longestRun(frames, (frame) => frame.waiting > SEEN));
  const frames = all.flat();
  const share = (test: (frame: ListFrame) => boolean): number =>
    (frames.filter(test).length / frames.length) * 100;
  const travelled = median(all.map((run) => Math.max(...run.map(({ scrollTop }) => scrollTop))));
  if (!(travelled > 0)) throw new Error(`the list did not scroll ${how}`);
  return [
    plain({
      ...{ ...shared, what: `list scrolled ${how}, frame p95` },
      ...{ ours: median(all.map((run) => p95(intervals(run)))), unit: 'ms', growth: 3 },
    }),
    absolute(
      {
        ...{ ...shared, what: `list scrolled ${how}, most blank frames in a row` },
        ...{ ours: Math.max(...blank), unit: '' },
      },
      1,
    ),
    plain({
      ...{ ...shared, what: `list scrolled ${how}, frames with a blank part` },
      ...{ ours: share(({ uncovered }) => uncovered > SEEN), unit: '%' },
    }),
    plain({
      ...{ ...shared, what: `list scrolled ${how}, frames with rows still without text` },
      ...{ ours: share((frame) => frame.waiting > SEEN), unit: '%' },
    }),
    plain({
      ...{ ...shared, what: `list scrolled ${how}, most such frames in a row` },
      ...{ ours: Math.max(...waiting), unit: '' },
    }),
  ];
}

export async function perSize(options: BenchOptions): Promise<Row[]> {
  const { comments } = options;
  const { page } = await openExplorer(comments);
  const runs = runsOf(options);
  const box = await listBox(page);
  const wheel = await repeated(runs, () => byWheel(page, box));
  const bar = await repeated(runs, () => byBar(page, box));
  await toTop(page);
  return [
    ...rowsOf('by wheel', wheel, comments),
    ...rowsOf('by its bar', bar, comments),
    plain({
      ...{ comments, samples: runs, unit: 'ms' },
      what: 'list scrolled by its bar, longest that its rows stand still',
      ours: Math.max(...bar.map(longestRest)),
    }),
  ];
}
