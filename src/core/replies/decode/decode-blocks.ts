/**
 * Two-level pages: comments come in blocks, a top-level comment and then all its replies by time. A step back
 * in time surely starts a block; other starts are hidden. A reading of a run is a parent for each comment such
 * that no reply reaches back over a start; its weight is the product of the comments' weights exp(score).
 * P(j answers …) is summed over all readings by a forward and a backward pass whose state is the first comment
 * of the current block (a chain normalised as a whole, so later comments tell about earlier ones too).
 * Example: 0←1, 2 unsure, 3 surely answers 0: then 2 is no new thread, for 3 would reach back over it.
 * Cost: O(n × (states + candidates)), at most 24 live states; the least likely one is dropped.
 */
import type { Page } from '../page.ts';
import type { Posterior } from './posterior.ts';
import { slotNumber } from '../registry.ts';
import { binOf } from '../rule.ts';

const MAX_STATES = 24;
const WIDTH = MAX_STATES + 1;
export const AGES: readonly number[] = [1, 2, 4, 9];
export const FIRST_SLOT = slotNumber('block.first-1');
export const AGE_SLOT = FIRST_SLOT + AGES.length + 1;

/** One run: alternatives of place p are start[p]…start[p+1), top level first, then parents nearest first. */
export interface Chain {
  count: number;
  start: Uint32Array;
  /** Place of the parent in the run; negative for top level. */
  parent: Int32Array;
  /** Scores; after `sumChain` probabilities. */
  value: Float64Array;
  /** 1 = takes no part (a double post). */
  isSkipped: Uint8Array;
  /** Expected counts of the block's own slots: `first`, then ages. */
  expected: Float64Array;
}

export interface Lattice {
  live: Int32Array;
  alpha: Float64Array;
  reply: Float64Array;
  top: Float64Array;
  count: Int32Array;
  dropped: Int32Array;
  scale: Float64Array;
}

/** Working arrays for runs of at most `places` comments. */
export function createLattice(places: number): Lattice {
  const size = (places + 1) * WIDTH;
  return {
    live: new Int32Array(size),
    alpha: new Float64Array(size),
    reply: new Float64Array(size),
    top: new Float64Array(size),
    count: new Int32Array(places + 1),
    dropped: new Int32Array(places + 1),
    scale: new Float64Array(places + 1),
  };
}

/** Bonus of answering the block's first comment, and of a new thread by the block's age. */
export interface Bonus {
  first: readonly number[];
  age: readonly number[];
}

export function bonusOf(weights: Float32Array | Float64Array): Bonus {
  const at = (slot: number): number => Math.exp(weights[slot] ?? 0);
  const bins = [0, 1, 2, 3, 4];
  return {
    first: bins.map((bin) => at(FIRST_SLOT + bin)),
    age: bins.map((bin) => at(AGE_SLOT + bin)),
  };
}

/** Turns a run's scores into probabilities, in place, and returns the log of the summed weight of all readings. */
export function sumChain(chain: Chain, bonus: Bonus, lattice = createLattice(chain.count)): number {
  lattice.live[0] = 0;
  lattice.alpha[0] = 1;
  lattice.count[0] = 1;
  let log = 0;
  for (let p = 1; p < chain.count; p++) log += forward(chain, bonus, lattice, p);
  backward(chain, bonus, lattice);
  return log;
}

function forward(chain: Chain, bonus: Bonus, lattice: Lattice, p: number): number {
  const { live, alpha, reply, top } = lattice;
  const before = (p - 1) * WIDTH;
  const here = p * WIDTH;
  const states = lattice.count[p - 1] ?? 0;
  const from = chain.start[p] ?? 0;
  const to = chain.start[p + 1] ?? 0;
  const most = chain.isSkipped[p] === 1 ? 0 : exponentiate(chain.value, from, to);
  let at = from + 1;
  let open = 0;
  let sum = 0;
  let fresh = 0;
  for (let k = 0; k < states && chain.isSkipped[p] === 0; k++) {
    const first = live[before + k] ?? 0;
    while (at < to && (chain.parent[at] ?? 0) > first) open += chain.value[at++] ?? 0;
    const isHere = at < to && chain.parent[at] === first;
    const age = binOf(p - first, AGES);
    const all = open + (isHere ? (chain.value[at] ?? 0) * (bonus.first[age] ?? 0) : 0);
    reply[here + k] = all;
    top[here + k] = (chain.value[from] ?? 0) * (bonus.age[age] ?? 0);
    fresh += (alpha[before + k] ?? 0) * (top[here + k] ?? 0);
    sum += (alpha[before + k] ?? 0) * all;
  }
  sum += fresh;
  lattice.dropped[p] = -1;
  if (!(sum > 0)) {
    copyStates(lattice, p);
    return 0;
  }
  lattice.scale[p] = sum;
  live[here] = p;
  alpha[here] = fresh / sum;
  for (let k = 0; k < states; k++) {
    live[here + k + 1] = live[before + k] ?? 0;
    alpha[here + k + 1] = ((alpha[before + k] ?? 0) * (reply[here + k] ?? 0)) / sum;
  }
  lattice.count[p] = states + 1;
  if (states + 1 > MAX_STATES) drop(lattice, p);
  return Math.log(sum) + most;
}

function exponentiate(value: Float64Array, from: number, to: number): number {
  let most = -Infinity;
  for (let at = from; at < to; at++) most = Math.max(most, value[at] ?? 0);
  for (let at = from; at < to; at++) value[at] = Math.exp((value[at] ?? 0) - most);
  return most;
}

/** A place that takes no part, or that no reading allows: the states stay. */
function copyStates(lattice: Lattice, p: number): void {
  const before = (p - 1) * WIDTH;
  const states = lattice.count[p - 1] ?? 0;
  lattice.live.copyWithin(p * WIDTH, before, before + states);
  lattice.alpha.copyWithin(p * WIDTH, before, before + states);
  lattice.count[p] = states;
  lattice.scale[p] = 0;
}

function drop(lattice: Lattice, p: number): void {
  const here = p * WIDTH;
  const states = lattice.count[p] ?? 0;
  let least = 0;
  for (let k = 1; k < states; k++) {
    if ((lattice.alpha[here + k] ?? 0) <= (lattice.alpha[here + least] ?? 0)) least = k;
  }
  const kept = 1 - (lattice.alpha[here + least] ?? 0);
  lattice.live.copyWithin(here + least, here + least + 1, here + states);
  lattice.alpha.copyWithin(here + least, here + least + 1, here + states);
  lattice.dropped[p] = least;
  lattice.count[p] = states - 1;
  for (let k = 0; k < states - 1; k++)
    lattice.alpha[here + k] = (lattice.alpha[here + k] ?? 0) / kept;
}

function backward(chain: Chain, bonus: Bonus, lattice: Lattice): void {
  let beta = new Float64Array(WIDTH).fill(1);
  let next = new Float64Array(WIDTH);
  chain.expected.fill(0);
  for (let p = chain.count - 1; p >= 1; p--) {
    const states = lattice.count[p - 1] ?? 0;
    const scale = lattice.scale[p] ?? 0;
    if (scale === 0) {
      if (chain.isSkipped[p] === 0)
        normalise(chain.value, chain.start[p] ?? 0, chain.start[p + 1] ?? 0);
      continue;
    }
    const here = p * WIDTH;
    const dropped = lattice.dropped[p] ?? 0;
    if (dropped >= 0) beta.copyWithin(dropped + 1, dropped, states);
    if (dropped >= 0) beta[dropped] = 0;
    for (let k = 0; k < states; k++) {
      const stay = (lattice.reply[here + k] ?? 0) * (beta[k + 1] ?? 0);
      next[k] = (stay + (lattice.top[here + k] ?? 0) * (beta[0] ?? 0)) / scale;
    }
    spread(chain, bonus, lattice, p, beta);
    [beta, next] = [next, beta];
  }
}

/** Probabilities of place p's alternatives, given the states before it and all that comes after. */
function spread(chain: Chain, bonus: Bonus, lattice: Lattice, p: number, beta: Float64Array): void {
  const before = (p - 1) * WIDTH;
  const here = p * WIDTH;
  const from = chain.start[p] ?? 0;
  let at = (chain.start[p + 1] ?? 0) - 1;
  let open = 0;
  let top = 0;
  let sum = 0;
  for (let k = (lattice.count[p - 1] ?? 0) - 1; k >= 0; k--) {
    const first = lattice.live[before + k] ?? 0;
    for (; at > from && (chain.parent[at] ?? 0) < first; at--) sum += scale(chain.value, at, open);
    const reach = (lattice.alpha[before + k] ?? 0) * (beta[k + 1] ?? 0);
    const age = binOf(p - first, AGES);
    if (at > from && chain.parent[at] === first) {
      const own = (chain.value[at] ?? 0) * (bonus.first[age] ?? 0) * reach;
      chain.expected[age] = (chain.expected[age] ?? 0) + own / (lattice.scale[p] ?? 0);
      sum += chain.value[at] = (chain.value[at] ?? 0) * open + own;
      at--;
    }
    open += reach;
    const fresh = (lattice.alpha[before + k] ?? 0) * (lattice.top[here + k] ?? 0) * (beta[0] ?? 0);
    chain.expected[AGES.length + 1 + age] =
      (chain.expected[AGES.length + 1 + age] ?? 0) + fresh / (lattice.scale[p] ?? 0);
    top += fresh;
  }
  for (; at > from; at--) sum += scale(chain.value, at, open);
  chain.value[from] = top;
  sum += top;
  if (!(sum > 0)) {
    chain.value[from] = 1;
    sum = 1;
  }
  for (let a = from; a < (chain.start[p + 1] ?? 0); a++)
    chain.value[a] = (chain.value[a] ?? 0) / sum;
}

function scale(value: Float64Array, at: number, by: number): number {
  const scaled = (value[at] ?? 0) * by;
  value[at] = scaled;
  return scaled;
}

function normalise(value: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let at = from; at < to; at++) sum += value[at] ?? 0;
  for (let at = from; at < to; at++) value[at] = (value[at] ?? 0) / sum;
}

/** Turns scores into probabilities, in place. `weights` hold the block's own slots. */
export function decodeBlocks(page: Page, scores: Posterior, weights: Float32Array): void {
  const bonus = bonusOf(weights);
  const { starts } = page.runs;
  const longest = starts.reduce(
    (most, first, run) => Math.max(most, (starts[run + 1] ?? page.n) - first),
    0,
  );
  const lattice = createLattice(longest);
  starts.forEach((first, run) => {
    const end = starts[run + 1] ?? page.n;
    const base = scores.start[first] ?? 0;
    const chain: Chain = {
      count: end - first,
      start: new Uint32Array(end - first + 1),
      parent: scores.parent.slice(base, scores.start[end] ?? 0),
      value: Float64Array.from(scores.probability.subarray(base, scores.start[end] ?? 0)),
      isSkipped: new Uint8Array(end - first),
      expected: new Float64Array(2 * AGES.length + 2),
    };
    for (let p = 0; p <= end - first; p++) chain.start[p] = (scores.start[first + p] ?? 0) - base;
    for (let p = 1; p < end - first; p++) {
      chain.isSkipped[p] = (page.duplicates.of[first + p] ?? -1) >= 0 ? 1 : 0;
    }
    for (let a = 0; a < chain.parent.length; a++) chain.parent[a] = (chain.parent[a] ?? 0) - first;
    sumChain(chain, bonus, lattice);
    scores.probability.set(chain.value, base);
    scores.probability.fill(0, base, scores.start[first + 1] ?? 0);
    scores.probability[base] = 1;
  });
}
