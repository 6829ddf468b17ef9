/** Where the time chart is brushed, and along which way. */
import type { Page } from 'playwright-core';
import type { Point } from './drag.ts';

/** A frame of Chromium's clock, with room for rounding. */
export const FRAME_MS = 16.75;
export const DRAG_MS = 1800;

export interface Plot {
  x: number;
  y: number;
  width: number;
  height: number;
}

export async function plotBox(page: Page): Promise<Plot> {
  const box = await page.getByRole('application').first().boundingBox();
  if (!box) throw new Error('no chart to brush');
  return box;
}

/** There and back over the plot: a new brush that grows, shrinks and grows again. */
export function brushPath({ x, y, width, height }: Plot): Point[] {
  const at = (share: number): Point => ({ x: x + width * share, y: y + height * 0.35 });
  return [0.3, 0.8, 0.35, 0.9].map(at);
}
