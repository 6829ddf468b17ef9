/**
 * Nested pages (depth-first): each comment answers the one before it or one of that one's ancestors, or starts
 * a thread. A reading of the page is a parent for each comment that keeps to this; its weight is the product of
 * exp(score) and of the stack's own slots. Probabilities are summed over all readings (`sum-trees.ts`), so later
 * comments tell about earlier ones too. Example: after 0←1←2 the next comment answers 2, 1 or 0, or is top
 * level; if it answers 0 then 1 and 2 are closed for good.
 * Cost: O(n × slice × likely candidates). Limit: pages of more than 240 comments are read in slices of 140 that
 * see 100 comments back; an ancestor farther back is not seen.
 */
import type { Page } from '../page.ts';
import type { Posterior } from './posterior.ts';
import { slotNumber } from '../registry.ts';
import { sumTrees, type Factors } from './sum-trees.ts';

export const STACK_SLOT = slotNumber('stack.pop-0');
export const STACK_SLOTS = 5;
const WHOLE = 240;
const STEP = 140;
const BACK = WHOLE - STEP;

/** Alternatives of comment p are start[p]…start[p+1), top level first, then parents nearest first. */
export interface Walk {
  count: number;
  start: Uint32Array;
  parent: Int32Array;
  /** Scores; after `sumWalk` probabilities. */
  value: Float64Array;
  time: Float64Array;
  /** Expected counts of the stack's own slots. */
  expected: Float64Array;
}

/** Turns scores into probabilities, in place, and returns the log of the summed weight of all readings (NaN when it cannot be held). */
export function sumWalk(walk: Walk, weights: Float32Array | Float64Array): number {
  const factor = (slot: number): number => Math.exp(weights[STACK_SLOT + slot] ?? 0);
  const factors: Factors = [factor(0), factor(1), factor(2), factor(3), factor(4)];
  return sumTrees(walk, factors);
}

/** Turns scores into probabilities, in place. `weights` hold the stack's own slots. */
export function decodeStack(page: Page, scores: Posterior, weights: Float32Array): void {
  const step = page.n <= WHOLE ? Math.max(1, page.n) : STEP;
  const scored = scores.probability.slice(0, scores.start[page.n] ?? 0);
  for (let from = 0; from < page.n; from += step) {
    const to = Math.min(page.n, from + step);
    const low = Math.max(0, from - BACK);
    const walk = sliceOf(page, scores, scored, low, to);
    sumWalk(walk, weights);
    for (let i = from; i < to; i++) copyBack(walk, scores, i, low);
  }
}

/** Comments low…to-1 with the parents among them. */
function sliceOf(
  page: Page,
  { start, parent }: Posterior,
  scored: Float32Array,
  low: number,
  to: number,
): Walk {
  const size = (start[to] ?? 0) - (start[low] ?? 0);
  const walk: Walk = {
    count: to - low,
    start: new Uint32Array(to - low + 1),
    parent: new Int32Array(size),
    value: new Float64Array(size),
    time: page.time.subarray(low, to),
    expected: new Float64Array(STACK_SLOTS),
  };
  let count = 0;
  for (let i = low; i < to; i++) {
    const from = start[i] ?? 0;
    for (let at = from; at < (start[i + 1] ?? 0); at++) {
      const j = parent[at] ?? 0;
      if (at > from && j < low) continue;
      walk.parent[count] = at > from ? j - low : j;
      walk.value[count++] = scored[at] ?? 0;
    }
    walk.start[i - low + 1] = count;
  }
  return walk;
}

function copyBack(walk: Walk, { start, probability }: Posterior, i: number, low: number): void {
  const from = start[i] ?? 0;
  const first = walk.start[i - low] ?? 0;
  const count = (walk.start[i - low + 1] ?? 0) - first;
  probability.fill(0, from, start[i + 1] ?? 0);
  for (let k = 0; k < count; k++) probability[from + k] = walk.value[first + k] ?? 0;
}
