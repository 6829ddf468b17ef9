import type { InferOptions, OrderModel } from './inference.ts';
import type { Layout } from './model.ts';
import type { Page } from './page.ts';

/** A layout the page may have, and how much we believe it. `isReversed`: the page shows newest first. */
export interface LayoutBelief {
  layout: Layout;
  weight: number;
  isReversed: boolean;
}

const CHAT_WORDS = 16;
const CHAT_GAP_MIN = 4;
const CHAT_COMMENTS = 40;

/** Many short comments in quick succession. */
export function isChat(page: Page): boolean {
  if (page.n < CHAT_COMMENTS || !(page.medianGap <= CHAT_GAP_MIN)) return false;
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
  return guess(page, flat).filter((belief) => belief.weight >= 0.04);
}

function guess(page: Page, flat: Layout): LayoutBelief[] {
  const { stepsBack } = page.runs;
  if (stepsBack === 0) {
    const threaded = flat === 'chat' ? 0 : 1 / (1 + (page.n / 6) ** 1.5);
    return [
      { layout: flat, weight: 1 - 0.6 * threaded, isReversed: false },
      { layout: 'one-level', weight: 0.6 * threaded, isReversed: false },
    ];
  }
  const nested = nestedShare(page);
  return [
    { layout: 'one-level', weight: 1 - nested, isReversed: false },
    { layout: 'nested', weight: nested, isReversed: false },
  ];
}

/** How likely steps back come from nesting rather than from new threads. */
function nestedShare(page: Page): number {
  const rate = page.runs.stepsBack / Math.max(1, page.n - 1);
  return rate > 0.3 ? 0.5 : 0.3;
}
