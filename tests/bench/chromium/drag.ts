/** Drags as a hand does: moves come faster than frames, and are not waited for. */
import type { CDPSession, Page } from 'playwright-core';

const EVERY_MS = 6;

export interface Point {
  x: number;
  y: number;
}

/** Presses at the first point, moves through the others evenly for `ms`, and lets go at the last. */
export async function drag(
  page: Page,
  cdp: CDPSession,
  points: readonly Point[],
  ms: number,
): Promise<void> {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  const sent: Promise<unknown>[] = [];
  const start = performance.now();
  for (let share = 0; share < 1; share = (performance.now() - start) / ms) {
    const at = share * (points.length - 1);
    const from = points[Math.floor(at)] ?? first;
    const to = points[Math.ceil(at)] ?? last;
    const part = at - Math.floor(at);
    const x = from.x + (to.x - from.x) * part;
    const y = from.y + (to.y - from.y) * part;
    const event = { type: 'mouseMoved', x, y, button: 'left', buttons: 1 } as const;
    sent.push(cdp.send('Input.dispatchMouseEvent', event));
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(sent);
  await page.mouse.move(last.x, last.y);
  await page.mouse.up();
}

/** Milliseconds between neighbouring frames. */
export function intervals(frames: readonly { beganMs: number }[]): number[] {
  return frames.slice(1).map(({ beganMs }, at) => beganMs - (frames[at]?.beganMs ?? 0));
}
