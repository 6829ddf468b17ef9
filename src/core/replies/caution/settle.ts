import type { InferOptions } from '../inference.ts';
import { TOP } from '../page.ts';
import type { Posterior } from '../decode/posterior.ts';

const MOST = 0.95;

/**
 * The last word on one comment's probabilities, in place: rejected parents get 0 (unless all are), nothing but a
 * hard cue gets past .95, and what remains sums to 1. Returns whether the comment was settled by a hard cue (a parent the
 * reader or the source gave, or nothing earlier to answer).
 */
export function settleComment(out: Posterior, i: number, options: InferOptions): boolean {
  const from = out.start[i] ?? 0;
  const to = out.start[i + 1] ?? 0;
  const settled = options.settled?.get(i);
  if (settled !== undefined) {
    const place = placeOf(out, from, to, settled ?? TOP);
    out.parent[place] = settled ?? TOP;
    out.probability.fill(0, from, to);
    out.probability[place] = 1;
    return true;
  }
  const rejected = options.rejected?.get(i);
  if (rejected === undefined) return settleAll(out.probability, from, to);
  const open: number[] = [];
  for (let at = from; at < to; at++) {
    if (!rejected.has(out.parent[at] === TOP ? null : (out.parent[at] ?? 0))) open.push(at);
  }
  if (open.length === 0) return settleAll(out.probability, from, to);
  for (let at = from; at < to; at++) if (!open.includes(at)) out.probability[at] = 0;
  rescale(out.probability, open);
  if (open.length <= 1) return true;
  cap(out.probability, open);
  return false;
}

/** The same where nothing is rejected. */
function settleAll(values: Float32Array, from: number, to: number): boolean {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at] ?? 0;
  let best = from;
  for (let at = from; at < to; at++) {
    values[at] = sum > 0 ? (values[at] ?? 0) / sum : 1 / (to - from);
    if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  }
  if (to - from <= 1) return true;
  if ((values[best] ?? 0) <= MOST) return false;
  let rest = 0;
  for (let at = from; at < to; at++) if (at !== best) rest += values[at] ?? 0;
  for (let at = from; at < to; at++) {
    if (at === best) values[at] = MOST;
    else if (rest > 1e-6) values[at] = ((values[at] ?? 0) / rest) * (1 - MOST);
    else values[at] = (1 - MOST) / (to - from - 1);
  }
  return false;
}

/** Entry of `parent`; the least likely entry is given up for it when it is not there. */
function placeOf(out: Posterior, from: number, to: number, parent: number): number {
  let least = from;
  for (let at = from; at < to; at++) {
    if (out.parent[at] === parent) return at;
    if ((out.probability[at] ?? 0) <= (out.probability[least] ?? 0)) least = at;
  }
  return least;
}

function rescale(values: Float32Array, open: readonly number[]): void {
  let sum = 0;
  for (const at of open) sum += values[at] ?? 0;
  for (const at of open) values[at] = sum > 0 ? (values[at] ?? 0) / sum : 1 / open.length;
}

function cap(values: Float32Array, open: readonly number[]): void {
  let best = open[0] ?? 0;
  for (const at of open) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  if ((values[best] ?? 0) <= MOST) return;
  let rest = 0;
  for (const at of open) if (at !== best) rest += values[at] ?? 0;
  for (const at of open) {
    if (at === best) values[at] = MOST;
    else if (rest > 1e-6) values[at] = ((values[at] ?? 0) / rest) * (1 - MOST);
    else values[at] = (1 - MOST) / (open.length - 1);
  }
}
