/**
 * Nested pages (depth-first): each comment answers the one before it or one of that one's ancestors, or starts
 * a thread. A reading of the page is a parent for each comment that keeps to this; its weight is the product of
 * exp(score). The state is the stack of open ancestors; a beam of stacks is carried along the page and back, so
 * later comments tell about earlier ones too. Equal stacks merge. Example: after 0←1←2 the next comment answers
 * 2, 1 or 0, or is top level; if it answers 0 then 1 and 2 are closed for good.
 * Cost: O(n × beam × depth). Limit: a stack that falls out of the beam of 8 is gone.
 */
import type { Page } from './page.ts';
import type { Posterior } from './posterior.ts';
import { slotNumber } from './registry.ts';
import { sumTrees, type Factors } from './sum-trees.ts';

const BEAM = 8;
const MAX_DEPTH = 40;
export const STACK_SLOT = slotNumber('stack.pop-0');
const POPS = 2;
const SIBLING_BACK = 3;
const BOTTOM = 4;
export const STACK_SLOTS = 5;
/** Pages up to this many comments are summed exactly. */
const EXACT = 120;

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

interface Open {
  comment: number;
  below: Open | null;
}

interface Step {
  stacks: (Open | null)[];
  alpha: number[];
  /** Arcs into these stacks: from a stack of the step before, by an alternative; `to` < 0 = fell out. */
  from: number[];
  to: number[];
  by: number[];
  weight: number[];
  bits: number[];
  scale: number;
}

const emptyStep = (): Step => ({
  stacks: [],
  alpha: [],
  from: [],
  to: [],
  by: [],
  weight: [],
  bits: [],
  scale: 1,
});

/** Turns scores into probabilities, in place, and returns the log of the summed weight of all readings. */
export function sumWalk(
  walk: Walk,
  weights: Float32Array | Float64Array,
  exactUpTo = EXACT,
): number {
  if (walk.count <= exactUpTo) {
    const factor = (slot: number): number => Math.exp(weights[STACK_SLOT + slot] ?? 0);
    const factors: Factors = [factor(0), factor(1), factor(2), factor(3), factor(4)];
    const log = sumTrees(walk, factors);
    if (!Number.isNaN(log)) return log;
  }
  return sumBeam(walk, weights);
}

function sumBeam(walk: Walk, weights: Float32Array | Float64Array): number {
  const steps: Step[] = [];
  const placeOf = new Int32Array(walk.count).fill(-1);
  let before: Step = { ...emptyStep(), stacks: [null], alpha: [1] };
  let log = 0;
  for (let p = 0; p < walk.count; p++) {
    const from = walk.start[p] ?? 0;
    const to = walk.start[p + 1] ?? 0;
    let most = -Infinity;
    for (let at = from; at < to; at++) {
      most = Math.max(most, walk.value[at] ?? 0);
      if (at > from) placeOf[walk.parent[at] ?? 0] = at;
    }
    const step = emptyStep();
    before.stacks.forEach((stack, k) => {
      extend(walk, weights, p, stack, k, before.alpha[k] ?? 0, most, placeOf, step);
    });
    for (let at = from + 1; at < to; at++) placeOf[walk.parent[at] ?? 0] = -1;
    log += keepBest(step, p) + most;
    steps.push(step);
    before = step;
  }
  spreadBack(walk, steps);
  return log;
}

/** Arcs from one stack to all stacks it may become. */
function extend(
  walk: Walk,
  weights: Float32Array | Float64Array,
  p: number,
  stack: Open | null,
  k: number,
  alpha: number,
  most: number,
  placeOf: Int32Array,
  step: Step,
): void {
  const now = walk.time[p] ?? NaN;
  const add = (place: number, below: Open | null, bonus: number, bits: number): void => {
    const weight = Math.exp((walk.value[place] ?? 0) + bonus - most);
    if (!(weight * alpha > 0)) return;
    let to = step.stacks.indexOf(below);
    if (to < 0) {
      to = step.stacks.length;
      step.stacks.push(below);
      step.alpha.push(0);
    }
    step.alpha[to] = (step.alpha[to] ?? 0) + alpha * weight;
    step.from.push(k);
    step.to.push(to);
    step.by.push(place);
    step.weight.push(weight);
    step.bits.push(bits);
  };
  add(walk.start[p] ?? 0, null, 0, 0);
  let child = -1;
  let open = stack;
  for (let pops = 0; open && pops < MAX_DEPTH; pops++) {
    const place = placeOf[open.comment] ?? -1;
    if (place >= 0 && !((walk.time[open.comment] ?? NaN) > now)) {
      const isBack = child >= 0 && (walk.time[child] ?? NaN) > now;
      const pop = Math.min(POPS, pops);
      let bonus = weights[STACK_SLOT + pop] ?? 0;
      if (isBack) bonus += weights[STACK_SLOT + SIBLING_BACK] ?? 0;
      if (!open.below) bonus += weights[STACK_SLOT + BOTTOM] ?? 0;
      const bits = (1 << pop) | (isBack ? 1 << SIBLING_BACK : 0) | (open.below ? 0 : 1 << BOTTOM);
      add(place, open, bonus, bits);
    }
    child = open.comment;
    open = open.below;
  }
}

/** Keeps the best stacks, scaled to sum to 1, with comment p on top of each. */
function keepBest(step: Step, p: number): number {
  const ranked = step.alpha.map((_, at) => at);
  if (ranked.length > BEAM) {
    ranked.sort((a, b) => (step.alpha[b] ?? 0) - (step.alpha[a] ?? 0) || a - b);
    ranked.length = BEAM;
  }
  if (ranked.length === 0) {
    step.stacks = [{ comment: p, below: null }];
    step.alpha = [1];
    return 0;
  }
  const place = new Int32Array(step.alpha.length).fill(-1);
  ranked.forEach((at, k) => (place[at] = k));
  step.to = step.to.map((at) => place[at] ?? -1);
  const stacks = ranked.map((at): Open => ({ comment: p, below: step.stacks[at] ?? null }));
  const alpha = ranked.map((at) => step.alpha[at] ?? 0);
  step.scale = alpha.reduce((sum, one) => sum + one, 0);
  step.stacks = stacks;
  step.alpha = alpha.map((one) => one / step.scale);
  return Math.log(step.scale);
}

function spreadBack(walk: Walk, steps: readonly Step[]): void {
  walk.expected.fill(0);
  let beta: number[] = steps[walk.count - 1]?.alpha.map(() => 1) ?? [];
  for (let p = walk.count - 1; p >= 0; p--) {
    const step = steps[p];
    if (!step) continue;
    const from = walk.start[p] ?? 0;
    const end = walk.start[p + 1] ?? 0;
    const before = p > 0 ? (steps[p - 1]?.alpha ?? []) : [1];
    const next = before.map(() => 0);
    walk.value.fill(0, from, end);
    step.from.forEach((k, arc) => {
      const to = step.to[arc] ?? -1;
      if (to < 0) return;
      const pull = ((step.weight[arc] ?? 0) * (beta[to] ?? 0)) / step.scale;
      next[k] = (next[k] ?? 0) + pull;
      const share = pull * (before[k] ?? 0);
      const by = step.by[arc] ?? 0;
      walk.value[by] = (walk.value[by] ?? 0) + share;
      const bits = step.bits[arc] ?? 0;
      for (let s = 0; s < STACK_SLOTS; s++) {
        if ((bits & (1 << s)) !== 0) walk.expected[s] = (walk.expected[s] ?? 0) + share;
      }
    });
    if (step.from.length === 0) {
      walk.value[from] = 1;
      next.fill(1);
    }
    rescale(walk.value, from, end);
    beta = next;
  }
}

function rescale(value: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let at = from; at < to; at++) sum += value[at] ?? 0;
  if (!(sum > 0)) value[from] = sum = 1;
  for (let at = from; at < to; at++) value[at] = (value[at] ?? 0) / sum;
}

/** Turns scores into probabilities, in place. `weights` hold the stack's own slots. */
export function decodeStack(page: Page, scores: Posterior, weights: Float32Array): void {
  const size = scores.start[page.n] ?? 0;
  const walk: Walk = {
    count: page.n,
    start: scores.start,
    parent: scores.parent,
    value: Float64Array.from(scores.probability.subarray(0, size)),
    time: page.time,
    expected: new Float64Array(STACK_SLOTS),
  };
  sumWalk(walk, weights);
  scores.probability.set(walk.value);
}
