/**
 * Two-level pages: comments come in blocks, a top-level comment and then all its replies by time. A step back
 * in time surely starts a block; other starts are hidden. The state is the first comment s of the current
 * block; given s, a comment starts a new block or answers a comment of s…i-1. A forward pass sums over all
 * places of the starts (a semi-Markov chain whose segments are the blocks): P(j) = Σ_s P(s) · P(j | s).
 * Example: if #4 surely starts a block, nothing after #4 can answer #3, however near.
 * Cost: O(n × states × candidates) with at most 12 live states. States below .001 are dropped.
 */
import type { Page } from './page.ts';
import type { Posterior } from './posterior.ts';
import { slotNumber } from './registry.ts';
import { binOf } from './rule.ts';

const MAX_STATES = 12;
const LEAST = 1e-3;
export const AGES = [1, 2, 4, 9];
const FIRST = slotNumber('block.first');
const AGE = FIRST + 1;

interface State {
  first: number;
  weight: number;
}

/** Turns scores into probabilities, in place. `weights` hold the block's own slots. */
export function decodeBlocks(page: Page, scores: Posterior, weights: Float32Array): void {
  const { start, parent, probability } = scores;
  let states: State[] = [];
  const scratch = new Float64Array(256);
  for (let i = 0; i < page.n; i++) {
    const from = start[i] ?? 0;
    const to = start[i + 1] ?? 0;
    if (to - from === 1 || page.runs.startOf[i] === i) {
      probability.fill(0, from, to);
      probability[from] = 1;
      states = [{ first: i, weight: 1 }];
      continue;
    }
    let most = -Infinity;
    for (let at = from; at < to; at++) most = Math.max(most, probability[at] ?? 0);
    for (let at = from; at < to; at++) scratch[at - from] = Math.exp((probability[at] ?? 0) - most);
    probability.fill(0, from, to);
    for (const state of states) {
      const top = topGiven(scratch, parent, from, to, probability, state, i, weights);
      probability[from] = (probability[from] ?? 0) + state.weight * top;
      state.weight *= 1 - top;
    }
    states = prune([...states, { first: i, weight: probability[from] ?? 0 }]);
  }
}

/** Adds P(s) · P(j | s) for every j of the block and returns P(top level | s). */
function topGiven(
  potential: Float64Array,
  parent: Int32Array,
  from: number,
  to: number,
  probability: Float32Array,
  state: State,
  i: number,
  weights: Float32Array,
): number {
  const first = Math.exp(weights[FIRST] ?? 0);
  const age = AGE + binOf(i - state.first, AGES);
  const top = (potential[0] ?? 0) * Math.exp(weights[age] ?? 0);
  let sum = top;
  for (let at = from + 1; at < to; at++) {
    const j = parent[at] ?? 0;
    if (j < state.first) continue;
    sum += (potential[at - from] ?? 0) * (j === state.first ? first : 1);
  }
  if (sum <= 0) return 1;
  const share = state.weight / sum;
  for (let at = from + 1; at < to; at++) {
    const j = parent[at] ?? 0;
    if (j < state.first) continue;
    const own = (potential[at - from] ?? 0) * (j === state.first ? first : 1);
    probability[at] = (probability[at] ?? 0) + share * own;
  }
  return top / sum;
}

function prune(states: State[]): State[] {
  const kept = states
    .filter((state) => state.weight > LEAST)
    .sort((a, b) => b.weight - a.weight || b.first - a.first)
    .slice(0, MAX_STATES);
  const sum = kept.reduce((total, state) => total + state.weight, 0);
  for (const state of kept) state.weight /= sum;
  return kept;
}
