/**
 * Nested pages (depth-first): each comment answers the one before it or one of that one's ancestors, or starts
 * a thread. The state is the stack of open ancestors; a beam of stacks is carried along the page, and
 * P(j) = Σ_stack P(stack) · P(j | stack). Equal stacks merge. Example: after 0←1←2 the next comment answers
 * 2, 1 or 0, or is top level; if it answers 0 then 1 and 2 are closed for good.
 * Cost: O(n × beam × depth). Limit: a stack that falls out of the beam of 6 is gone.
 */
import { TOP, type Page } from './page.ts';
import type { Posterior } from './posterior.ts';
import { slotNumber } from './registry.ts';

const BEAM = 6;
const MAX_DEPTH = 40;
export const POP = slotNumber('stack.pop-0');
export const SIBLING_BACK = slotNumber('stack.sibling-back');
export const BOTTOM = slotNumber('stack.bottom');

interface Open {
  comment: number;
  below: Open | null;
}

interface Hypothesis {
  stack: Open | null;
  weight: number;
}

/** Slots for answering the ancestor `pops` below the top of the stack, `child` being its last child so far. */
export function stackBonus(
  page: Page,
  weights: Float32Array,
  i: number,
  pops: number,
  child: number,
  isBottom: boolean,
): number {
  let sum = weights[POP + Math.min(3, pops)] ?? 0;
  if (child >= 0 && (page.time[child] ?? NaN) > (page.time[i] ?? NaN))
    sum += weights[SIBLING_BACK] ?? 0;
  if (isBottom) sum += weights[BOTTOM] ?? 0;
  return sum;
}

/** Turns scores into probabilities, in place. `weights` hold the stack's own slots. */
export function decodeStack(page: Page, scores: Posterior, weights: Float32Array): void {
  const { start, parent, probability } = scores;
  const placeOf = new Int32Array(page.n).fill(-1);
  let beam: Hypothesis[] = [{ stack: null, weight: 1 }];
  for (let i = 0; i < page.n; i++) {
    const from = start[i] ?? 0;
    const to = start[i + 1] ?? 0;
    const score = probability.slice(from, to);
    for (let at = from + 1; at < to; at++) placeOf[parent[at] ?? 0] = at - from;
    const out = new Float64Array(to - from);
    const next: Hypothesis[] = [];
    for (const hypothesis of beam) expand(page, weights, i, hypothesis, score, placeOf, out, next);
    for (let at = from; at < to; at++) {
      probability[at] = out[at - from] ?? 0;
      if (parent[at] !== TOP) placeOf[parent[at] ?? 0] = -1;
    }
    beam = prune(next);
  }
}

function expand(
  page: Page,
  weights: Float32Array,
  i: number,
  hypothesis: Hypothesis,
  score: Float32Array,
  placeOf: Int32Array,
  out: Float64Array,
  next: Hypothesis[],
): void {
  const places = [0];
  const values = [score[0] ?? 0];
  const stacks: (Open | null)[] = [null];
  let open = hypothesis.stack;
  let child = -1;
  for (let pops = 0; open && pops < MAX_DEPTH; pops++) {
    const place = placeOf[open.comment] ?? -1;
    const isEarlier = !((page.time[open.comment] ?? NaN) > (page.time[i] ?? NaN));
    if (place >= 0 && isEarlier) {
      const bonus = stackBonus(page, weights, i, pops, child, open.below === null);
      places.push(place);
      values.push((score[place] ?? 0) + bonus);
      stacks.push(open);
    }
    child = open.comment;
    open = open.below;
  }
  const most = Math.max(...values);
  const shares = values.map((value) => Math.exp(value - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  shares.forEach((share, at) => {
    const weight = (hypothesis.weight * share) / sum;
    const place = places[at] ?? 0;
    out[place] = (out[place] ?? 0) + weight;
    if (weight > 1e-3) next.push({ stack: { comment: i, below: stacks[at] ?? null }, weight });
  });
}

function prune(next: Hypothesis[]): Hypothesis[] {
  const merged = new Map<Open | null, Hypothesis>();
  for (const one of next) {
    const same = merged.get(one.stack?.below ?? null);
    if (same) same.weight += one.weight;
    else merged.set(one.stack?.below ?? null, one);
  }
  const kept = [...merged.values()].sort((a, b) => b.weight - a.weight).slice(0, BEAM);
  const sum = kept.reduce((total, one) => total + one.weight, 0);
  for (const one of kept) one.weight /= sum;
  return kept;
}
