import type { InferenceComment, InferOptions } from './inference.ts';
import { inferPage, type InferredPage } from './infer-page.ts';
import { SHIPPED, type Models } from './model.ts';
import { TOP } from './page.ts';
import { findUnknowable } from './caution/unknowable.ts';

/** Best parent and best addressee of each comment, without evidence: for whole corpora. */
export interface ReplyScores {
  /** Index of the likeliest parent; -1 = top level. */
  parent: Int32Array;
  probability: Float32Array;
  /** A comment of the commenter most likely answered (their likeliest one); -1 = nobody: top level. */
  addressee: Int32Array;
  /** Summed over that commenter's comments. All nameless comments of a page count as one commenter. */
  addresseeProbability: Float32Array;
  /** The next commenter that may be answered, from SECOND_LEAST on, in the same way; -1 = none. */
  second: Int32Array;
  secondProbability: Float32Array;
  /** 1 = settled by a hard cue. */
  isHard: Uint8Array;
  /** 1 = nobody can know: one of thousands in a stream (see `findUnknowable`). */
  isUnknowable: Uint8Array;
}

/** Below this a second commenter is not kept. */
export const SECOND_LEAST = 0.2;

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
    second: new Int32Array(n).fill(TOP),
    secondProbability: new Float32Array(n),
    isHard: new Uint8Array(n),
    isUnknowable: new Uint8Array(n),
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
  const groups = new Int32Array(page.n + 2);
  const unknowable = findUnknowable(inferred);
  for (let at = 0; at < page.n; at++) {
    const i = turn(at);
    if (i < from || i >= to) continue;
    const start = posterior.start[at] ?? 0;
    const end = posterior.start[at + 1] ?? 0;
    let best = start;
    for (let k = start; k < end; k++) {
      if ((posterior.probability[k] ?? 0) > (posterior.probability[best] ?? 0)) best = k;
      const group = groupOf(inferred, posterior.parent[k] ?? TOP);
      groups[k - start] = group;
      sums[group] = (sums[group] ?? 0) + (posterior.probability[k] ?? 0);
    }
    const answered = likeliest(posterior.probability, { sums, groups, start, end }, -1);
    const other = likeliest(posterior.probability, { sums, groups, start, end }, answered);
    const parent = posterior.parent[best] ?? TOP;
    out.parent[i] = parent === TOP ? TOP : turn(parent);
    out.probability[i] = posterior.probability[best] ?? 0;
    const addressee = posterior.parent[answered] ?? TOP;
    out.addressee[i] = addressee === TOP ? TOP : turn(addressee);
    out.addresseeProbability[i] = Math.min(1, sums[groupOf(inferred, addressee)] ?? 0);
    const second = other < 0 ? TOP : (posterior.parent[other] ?? TOP);
    const share = second === TOP ? 0 : Math.min(1, sums[groupOf(inferred, second)] ?? 0);
    if (share >= SECOND_LEAST) {
      out.second[i] = turn(second);
      out.secondProbability[i] = share;
    }
    out.isHard[i] = isHard[at] ?? 0;
    out.isUnknowable[i] = unknowable?.[at] ?? 0;
    for (let k = start; k < end; k++) sums[groups[k - start] ?? 0] = 0;
  }
}

interface Grouped {
  sums: Float64Array;
  /** By entry from `start` on. */
  groups: Int32Array;
  start: number;
  end: number;
}

/**
 * The entry of the group with the largest sum, other than that of the entry `but` (-1 = none): the likeliest
 * of its comments, the nearest of equals; -1 when there is none.
 */
function likeliest(probability: Float32Array, grouped: Grouped, but: number): number {
  const { sums, groups, start, end } = grouped;
  const taken = but < 0 ? -1 : (groups[but - start] ?? 0);
  let top = -1;
  let most = -1;
  for (let k = start; k < end; k++) {
    const group = groups[k - start] ?? 0;
    if (group === taken) continue;
    const sum = sums[group] ?? 0;
    const isNearer = (probability[k] ?? 0) > (probability[top] ?? 0);
    if (sum > most + 1e-9 || (sum > most - 1e-9 && isNearer)) {
      top = k;
      most = sum;
    }
  }
  return top;
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
