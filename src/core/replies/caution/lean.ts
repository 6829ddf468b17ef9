/**
 * Leans what the model says of a comment of an unknown family towards the plain guess. A parent to which the
 * comment's own words point may win against it; one that merely stands well gives up more than half of its share,
 * so that the plain guess stays. On families kept out of training such parents were right half as often as the
 * plain guess. Then the likeliest is given the probability at which such guesses are right (`sureness.ts`).
 * Cost: O(candidates).
 */
import { TOP, type Page } from '../page.ts';
import { createPointers, isPointedTo, readPointers, type Pointers } from './pointers.ts';
import type { Posterior } from '../decode/posterior.ts';
import { BACKING, pageSureness, setMost, sureness } from './sureness.ts';

/** How far the plain guess is trusted against the model. */
export interface Trust {
  /** Share of the plain guess; 0 = the model alone. */
  hedge: number;
  /** The same against a parent to which the comment's own words do not point. */
  unpointed: number;
  /** The reader says that threads stand one after the other: a step back in time is a new one. */
  isTold?: boolean;
  /** Leave the probability as the lean makes it: for fitting `sureness`. */
  isRaw?: boolean;
}

export interface Lean {
  trust: Trust;
  pointers: Pointers;
  /** Log-odds of being right that the page adds. */
  sure: number;
  /** By commenter, then nobody's name and top level: summed probabilities, kept at 0. */
  sums: Float64Array;
}

export function createLean(page: Page, trust: Trust): Lean {
  return {
    trust,
    pointers: createPointers(page),
    sure: pageSureness(page),
    sums: new Float64Array(page.authors.count + 2),
  };
}

/** Leans entries from…end of comment i, which sum to 1, top level first; `guess` is one of them. */
export function leanComment(
  page: Page,
  { trust, pointers, sure, sums }: Lean,
  i: number,
  out: Posterior,
  from: number,
  end: number,
  guess: number,
): void {
  const { parent, probability } = out;
  const { hedge } = trust;
  // Top level for want of another author, not for a step back: weak, and often the author goes on.
  const isSilent = guess === TOP && page.runs.startOf[i] !== i;
  readPointers(page, pointers, i);
  const top = probability[from] ?? 0;
  const gain = guess === TOP || top >= 1 ? 1 : (1 - top * (1 - hedge)) / (1 - top);
  const kept = guess === TOP ? 0 : top * (1 - hedge);
  const isThread = guess !== TOP && opensThread(out, from, end, guess, kept, gain * (1 - hedge));
  const unpointed = isSilent || isThread ? hedge : Math.max(hedge, trust.unpointed);
  let left = 1 - kept;
  let place = from;
  for (let at = from + 1; at < end; at++) {
    const j = parent[at] ?? TOP;
    if (j === guess) {
      place = at;
      continue;
    }
    const given = isPointedTo(page, pointers, i, j) ? hedge : unpointed;
    probability[at] = (probability[at] ?? 0) * gain * (1 - given);
    left -= probability[at] ?? 0;
  }
  probability[from] = kept;
  probability[place] = Math.max(0, left);
  if (trust.isRaw === true) return;
  const best = likeliest(probability, from, end);
  const j = parent[best] ?? TOP;
  const backing = backingOf(page, pointers, i, j);
  if (trust.isTold === true && (backing & BACKING.step) !== 0) return;
  const q = sureness(sure, probability[best] ?? 0, backing);
  const rival = strongestRival(page, sums, out, from, end, best);
  setMost(probability, from, end, best, q, rival);
}

/**
 * How much the likeliest parent must keep for its commenter to stay the likeliest: the largest sum of another
 * commenter less what else its own commenter has; 0 where another is likelier already.
 */
function strongestRival(
  { authors }: Page,
  sums: Float64Array,
  { parent, probability }: Posterior,
  from: number,
  end: number,
  best: number,
): number {
  const groupOf = (at: number): number => {
    const j = parent[at] ?? TOP;
    const author = j === TOP ? -2 : (authors.of[j] ?? -1);
    return author < 0 ? authors.count - 1 - author : author;
  };
  for (let at = from; at < end; at++) {
    const group = groupOf(at);
    sums[group] = (sums[group] ?? 0) + (probability[at] ?? 0);
  }
  const own = groupOf(best);
  let most = 0;
  for (let at = from; at < end; at++) {
    const group = groupOf(at);
    if (group !== own) most = Math.max(most, sums[group] ?? 0);
  }
  const total = sums[own] ?? 0;
  for (let at = from; at < end; at++) sums[groupOf(at)] = 0;
  return most > total ? 0 : Math.max(0, most - total + (probability[best] ?? 0));
}

/** Bits of BACKING for parent j of comment i, on which the pointers are. */
export function backingOf(page: Page, pointers: Pointers, i: number, j: number): number {
  if (j === TOP) return page.runs.startOf[i] === i ? BACKING.top | BACKING.step : BACKING.top;
  const next = j === i - 1 ? BACKING.next : 0;
  return isPointedTo(page, pointers, i, j) ? next | BACKING.pointed : next;
}

/** Whether top level is likeliest before replies give up shares that are not pointed to. */
function opensThread(
  { parent, probability }: Posterior,
  from: number,
  end: number,
  guess: number,
  top: number,
  scale: number,
): boolean {
  let left = 1 - top;
  for (let at = from + 1; at < end; at++) {
    if (parent[at] === guess) continue;
    const share = (probability[at] ?? 0) * scale;
    if (share >= top) return false;
    left -= share;
  }
  return left < top;
}

function likeliest(values: Float32Array, from: number, to: number): number {
  let best = from;
  for (let at = from; at < to; at++) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  return best;
}
