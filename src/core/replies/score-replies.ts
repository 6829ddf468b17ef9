import type { InferenceComment, InferOptions } from './inference.ts';
import { inferPage, type InferredPage } from './infer-page.ts';
import { SHIPPED, type Models } from './model.ts';
import { TOP } from './page.ts';

/** Best parent and best addressee of each comment, without evidence: for whole corpora. */
export interface ReplyScores {
  /** Index of the likeliest parent; -1 = top level. */
  parent: Int32Array;
  probability: Float32Array;
  /** A comment of the commenter most likely answered (their likeliest one); -1 = nobody: top level. */
  addressee: Int32Array;
  /** Summed over that commenter's comments. All nameless comments of a page count as one commenter. */
  addresseeProbability: Float32Array;
  /** 1 = settled by a hard cue. */
  isHard: Uint8Array;
}

const SLICE = 4_000;
const OVERLAP = 300;

/**
 * Scores one page with the same numbers as `inferReplies`. Pages of more than 6,000 comments are read in
 * slices of 4,000 that see 300 comments back.
 */
export function scoreReplies(
  comments: readonly InferenceComment[],
  options: InferOptions = {},
  models: Models = SHIPPED,
): ReplyScores {
  const n = comments.length;
  const out: ReplyScores = {
    parent: new Int32Array(n).fill(TOP),
    probability: new Float32Array(n),
    addressee: new Int32Array(n).fill(TOP),
    addresseeProbability: new Float32Array(n),
    isHard: new Uint8Array(n),
  };
  if (n <= SLICE * 1.5) {
    fill(out, inferPage(comments, options, models), 0, 0, n);
    return out;
  }
  for (let from = 0; from < n; from += SLICE) {
    const low = Math.max(0, from - OVERLAP);
    const to = Math.min(n, from + SLICE);
    const part = inferPage(comments.slice(low, to), shift(options, low, to), models);
    fill(out, part, low, from, to);
  }
  return out;
}

function fill(
  out: ReplyScores,
  inferred: InferredPage,
  low: number,
  from: number,
  to: number,
): void {
  const { page, posterior, isHard, isReversed } = inferred;
  const turn = (index: number): number => low + (isReversed ? page.n - 1 - index : index);
  const sums = new Float64Array(page.authors.count + 2);
  for (let at = 0; at < page.n; at++) {
    const i = turn(at);
    if (i < from || i >= to) continue;
    const start = posterior.start[at] ?? 0;
    const end = posterior.start[at + 1] ?? 0;
    let best = start;
    for (let k = start; k < end; k++) {
      if ((posterior.probability[k] ?? 0) > (posterior.probability[best] ?? 0)) best = k;
      const group = groupOf(inferred, posterior.parent[k] ?? TOP);
      sums[group] = (sums[group] ?? 0) + (posterior.probability[k] ?? 0);
    }
    let answered = best;
    for (let k = start; k < end; k++) {
      const sum = sums[groupOf(inferred, posterior.parent[k] ?? TOP)] ?? 0;
      const most = sums[groupOf(inferred, posterior.parent[answered] ?? TOP)] ?? 0;
      const isNearer = (posterior.probability[k] ?? 0) > (posterior.probability[answered] ?? 0);
      if (sum > most + 1e-9 || (sum > most - 1e-9 && isNearer)) answered = k;
    }
    const parent = posterior.parent[best] ?? TOP;
    const addressee = posterior.parent[answered] ?? TOP;
    out.parent[i] = parent === TOP ? TOP : turn(parent);
    out.probability[i] = posterior.probability[best] ?? 0;
    out.addressee[i] = addressee === TOP ? TOP : turn(addressee);
    out.addresseeProbability[i] = Math.min(1, sums[groupOf(inferred, addressee)] ?? 0);
    out.isHard[i] = isHard[at] ?? 0;
    for (let k = start; k < end; k++) sums[groupOf(inferred, posterior.parent[k] ?? TOP)] = 0;
  }
}

/** 0 = top level, 1 = nameless, then the named commenters. */
function groupOf(inferred: InferredPage, parent: number): number {
  return parent === TOP ? 0 : (inferred.page.authors.of[parent] ?? -1) + 2;
}

function shift(options: InferOptions, low: number, to: number): InferOptions {
  const { settled, rejected, ...rest } = options;
  const inside = (i: number): boolean => i >= low && i < to;
  const move = (parent: number | null): number | null => (parent === null ? null : parent - low);
  const out: InferOptions = { ...rest };
  if (settled) {
    const kept = [...settled].filter(
      ([i, parent]) => inside(i) && (parent === null || parent >= low),
    );
    out.settled = new Map(kept.map(([i, parent]) => [i - low, move(parent)]));
  }
  if (rejected) {
    const kept = [...rejected].filter(([i]) => inside(i));
    out.rejected = new Map(
      kept.map(([i, parents]) => [i - low, new Set([...parents].map((parent) => move(parent)))]),
    );
  }
  return out;
}
