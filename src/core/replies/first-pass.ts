import type { Posterior } from './decode/posterior.ts';
import { TOP, type Page } from './page.ts';

const KEPT = 3;

/** What the first pass believes, folded into what the second pass reads. */
export interface FirstPass {
  /** Most likely parent; TOP = top level. */
  parent: Int32Array;
  /** The three likeliest parents of each comment, and their probabilities (0 = unused). */
  likely: Int32Array;
  likelihood: Float32Array;
  top: Float32Array;
  /** Mean probability of top level over the page. */
  topShare: number;
  /** Expected replies each comment gets, from anybody. */
  replies: Float32Array;
  /** First comment of the most likely thread. */
  thread: Int32Array;
  /** Previous comment of the same most likely thread; -1 = none. */
  previousInThread: Int32Array;
  /** Next comment of the same most likely thread; the number of comments = none. */
  nextInThread: Int32Array;
}

/** Sums up a first pass. Linear in the posterior. */
export function readFirstPass(page: Page, posterior: Posterior): FirstPass {
  const n = page.n;
  const parent = new Int32Array(n).fill(TOP);
  const likely = new Int32Array(n * KEPT).fill(TOP);
  const likelihood = new Float32Array(n * KEPT);
  const top = new Float32Array(n);
  const replies = new Float32Array(n);
  const thread = new Int32Array(n);
  const lastOf = new Int32Array(n).fill(-1);
  const previousInThread = new Int32Array(n).fill(-1);
  const nextInThread = new Int32Array(n).fill(n);
  for (let i = 0; i < n; i++) {
    let best = -1;
    for (let at = posterior.start[i] ?? 0; at < (posterior.start[i + 1] ?? 0); at++) {
      const j = posterior.parent[at] ?? TOP;
      const p = posterior.probability[at] ?? 0;
      if (p > best) {
        best = p;
        parent[i] = j;
      }
      if (j === TOP) {
        top[i] = p;
        continue;
      }
      replies[j] = (replies[j] ?? 0) + p;
      if (p > 0.02) keep(likely, likelihood, i * KEPT, j, p);
    }
    const up = parent[i] ?? TOP;
    const root = up === TOP ? i : (thread[up] ?? up);
    thread[i] = root;
    const last = lastOf[root] ?? -1;
    previousInThread[i] = last;
    if (last >= 0) nextInThread[last] = i;
    lastOf[root] = i;
  }
  const topShare = top.reduce((sum, p) => sum + p, 0) / Math.max(1, n);
  const threads = { thread, previousInThread, nextInThread };
  return { parent, topShare, likely, likelihood, top, replies, ...threads };
}

function keep(
  likely: Int32Array,
  likelihood: Float32Array,
  at: number,
  j: number,
  p: number,
): void {
  let slot = -1;
  let least = p;
  for (let k = 0; k < KEPT; k++) {
    const value = likelihood[at + k] ?? 0;
    if (value < least) {
      least = value;
      slot = k;
    }
  }
  if (slot < 0) return;
  likely[at + slot] = j;
  likelihood[at + slot] = p;
}

/** Probability of the first pass that i answers j; 0 outside the three likeliest. */
export function answered(first: FirstPass, i: number, j: number): number {
  for (let k = 0; k < KEPT; k++) {
    if (first.likely[i * KEPT + k] === j) return first.likelihood[i * KEPT + k] ?? 0;
  }
  return 0;
}

/** Probability of the first pass that i answers a comment by `author`. */
export function answersAuthor(page: Page, first: FirstPass, i: number, author: number): number {
  let sum = 0;
  for (let k = 0; k < KEPT; k++) {
    const j = first.likely[i * KEPT + k] ?? TOP;
    if (j >= 0 && page.authors.of[j] === author) sum += first.likelihood[i * KEPT + k] ?? 0;
  }
  return sum;
}
