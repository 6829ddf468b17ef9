import type { InferOptions, OrderModel } from '../inference.ts';
import type { Layout } from '../model.ts';
import { countCrossing } from './layout-cues.ts';
import type { Page } from '../page.ts';

/** A layout the page may have, and how much we believe it. `isReversed`: the page shows newest first. */
export interface LayoutBelief {
  layout: Layout;
  weight: number;
  isReversed: boolean;
}

const CHAT_WORDS = 16;
const CHAT_GAP_MIN = 4;
const CHAT_COMMENTS = 40;
const CHAT_STEPS = 0.02;
const FLAT_COMMENTS = 60;
const SMALL_COMMENTS = 120;

/** Whether times tell minutes, not only days or hours: then they differ within the hour. */
function hasClock({ n, time }: Page): boolean {
  let past = 0;
  for (let i = 0; i < n; i++) if ((time[i] ?? 0) % 60 !== (time[0] ?? 0) % 60) past++;
  return past * 2 >= n;
}

/** Many short comments in quick succession. */
export function isChat(page: Page): boolean {
  if (page.n < CHAT_COMMENTS || !(page.medianGap <= CHAT_GAP_MIN) || !hasClock(page)) return false;
  return page.words.count / page.n <= CHAT_WORDS;
}

/** Whether recorded order runs backwards in time. */
export function isNewestFirst(page: Page): boolean {
  const { stepsBack, stepsForward } = page.runs;
  return stepsBack >= 4 && stepsForward === 0;
}

const FIXED: Partial<Record<OrderModel, Layout>> = { 'one-level': 'one-level', nested: 'nested' };

/** The layouts a page may have; weights sum to 1. An order chosen by the reader leaves no doubt. */
export function believeLayouts(page: Page, options: InferOptions): LayoutBelief[] {
  const order = options.order ?? 'auto';
  const flat: Layout = isChat(page) ? 'chat' : 'chronological';
  const fixed = FIXED[order];
  if (fixed) return [{ layout: fixed, weight: 1, isReversed: false }];
  if (order === 'chronological') return [{ layout: flat, weight: 1, isReversed: false }];
  if (order === 'newest-first') return [{ layout: flat, weight: 1, isReversed: true }];
  if (order === 'auto' && isNewestFirst(page)) {
    return [{ layout: flat, weight: 1, isReversed: true }];
  }
  if (order === 'unknown') return evenly(['one-level', 'nested', flat]);
  return guess(page, flat).filter((belief) => belief.weight >= 0.04);
}

/** The reader knows of no order: none is preferred, whatever the page looks like. */
function evenly(layouts: readonly Layout[]): LayoutBelief[] {
  return layouts.map((layout) => ({ layout, weight: 1 / layouts.length, isReversed: false }));
}

/**
 * On small pages one-level and nested orders look alike, and answers differ little: both are averaged. Larger
 * pages take the likelier one, which halves the work.
 */
function guess(page: Page, flat: Layout): LayoutBelief[] {
  const believe = (layout: Layout, weight: number): LayoutBelief => ({
    layout,
    weight,
    isReversed: false,
  });
  // A log's clock steps back at midnight or when it is set; its order is still that of speaking.
  if (flat === 'chat' && page.runs.stepsBack <= CHAT_STEPS * page.n) return [believe(flat, 1)];
  if (page.runs.stepsBack === 0) {
    if (page.n > FLAT_COMMENTS) return [believe(flat, 1)];
    return [believe('one-level', 0.5), believe('chronological', 0.5)];
  }
  const { cues, across } = countCrossing(page);
  const nested = 0.4 + 0.5 * ((across - 0.2 * cues) / (cues + 5));
  if (page.n > SMALL_COMMENTS) return [believe(nested > 0.5 ? 'nested' : 'one-level', 1)];
  return [believe('one-level', 1 - nested), believe('nested', nested)];
}
