import { NAMED } from '../names/address.ts';
import { MAX_CANDIDATES } from '../focus.ts';
import { createLean, leanComment, type Trust } from '../caution/lean.ts';
import type { LayoutBelief } from '../order/layouts.ts';
import { TOP, type Page } from '../page.ts';
import { createPosterior, type Posterior } from './posterior.ts';

const SCRATCH = new Float64Array(MAX_CANDIDATES + 1);

export interface Part {
  posterior: Posterior;
  belief: LayoutBelief;
}

/** "A step back opens a thread, else it answers the last other author of the run": parents by one line of code. */
export function plainGuess(page: Page): Int32Array {
  const guess = new Int32Array(page.n).fill(TOP);
  for (let i = 1; i < page.n; i++) {
    const low = page.runs.startOf[i] ?? 0;
    const other = page.authors.previousOther[i] ?? -1;
    if (low !== i && other >= low) guess[i] = other;
  }
  return guess;
}

/** The plain guess, except that a comment that addresses somebody answers their latest comment of the run. */
export function hedgeGuess(page: Page): Int32Array {
  const guess = plainGuess(page);
  const latest = new Int32Array(page.authors.count).fill(-1);
  const { start, author, kind } = page.mentions;
  for (let i = 0; i < page.n; i++) {
    const low = page.runs.startOf[i] ?? 0;
    for (let at = (start[i + 1] ?? 0) - 1; at >= (start[i] ?? 0); at--) {
      const named = latest[author[at] ?? 0] ?? -1;
      if (kind[at] === NAMED.addressed && named >= low && low !== i) guess[i] = named;
    }
    const original = page.duplicates.of[i] ?? -1;
    if (original >= low) guess[i] = guess[original] ?? TOP;
    const own = page.authors.of[i] ?? -1;
    if (own >= 0) latest[own] = i;
  }
  return guess;
}

/**
 * Averages the layouts' posteriors, each softened by its temperature, and leans towards the plain guess.
 * Entries of a comment: top level first, then nearest first.
 */
export function mixParts(
  page: Page,
  parts: readonly Part[],
  trust: Trust,
  temperature: (belief: LayoutBelief) => number,
): Posterior {
  const capacity = parts.reduce((sum, part) => sum + part.posterior.parent.length, page.n * 2);
  const out = createPosterior(page.n, Math.min(capacity, page.n * 96 + 96));
  const plain = trust.hedge + trust.unpointed > 0 ? hedgeGuess(page) : null;
  const lean = plain && createLean(page, trust);
  const placeOf = new Int32Array(page.n + 1).fill(-1);
  let end = 0;
  for (let i = 0; i < page.n; i++) {
    const from = end;
    end = addEntry(out, placeOf, from, end, TOP, 0);
    for (const { posterior, belief } of parts) {
      const sum = softenInto(posterior, i, temperature(belief));
      if (!(sum > 0)) continue;
      const start = posterior.start[i] ?? 0;
      const stop = posterior.start[i + 1] ?? 0;
      for (let at = start; at < stop; at++) {
        const share = (belief.weight * (SCRATCH[at - start] ?? 0)) / sum;
        end = addEntry(out, placeOf, from, end, posterior.parent[at] ?? TOP, share);
      }
    }
    normaliseRange(out.probability, from, end);
    if (lean) {
      const guess = plain[i] ?? TOP;
      const possible = isPossible(parts, i, guess) ? guess : TOP;
      end = addEntry(out, placeOf, from, end, possible, 0);
      leanComment(page, lean, i, out, from, end, possible);
    }
    out.start[i + 1] = end;
  }
  return out;
}

/** Adds to the entry of a parent among from…end, or a new one; returns the new end. */
function addEntry(
  out: Posterior,
  placeOf: Int32Array,
  from: number,
  end: number,
  parent: number,
  weight: number,
): number {
  const place = placeOf[parent + 1] ?? -1;
  if (place >= from && place < end && out.parent[place] === parent) {
    out.probability[place] = (out.probability[place] ?? 0) + weight;
    return end;
  }
  placeOf[parent + 1] = end;
  out.parent[end] = parent;
  out.probability[end] = weight;
  return end + 1;
}

function isPossible(parts: readonly Part[], i: number, parent: number): boolean {
  return parts.some(({ posterior }) => {
    for (let at = posterior.start[i] ?? 0; at < (posterior.start[i + 1] ?? 0); at++) {
      if (posterior.parent[at] === parent) return true;
    }
    return false;
  });
}

/** Puts the probabilities of comment i, softened, into SCRATCH; returns their sum. */
function softenInto(posterior: Posterior, i: number, temperature: number): number {
  const from = posterior.start[i] ?? 0;
  const to = posterior.start[i + 1] ?? 0;
  let sum = 0;
  const power = 1 / temperature;
  for (let at = from; at < to; at++) {
    const p = posterior.probability[at] ?? 0;
    const value = p <= 0 ? 0 : power === 1 ? p : p ** power;
    SCRATCH[at - from] = value;
    sum += value;
  }
  return sum;
}

function normaliseRange(values: Float32Array, from: number, to: number): void {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at] ?? 0;
  if (sum <= 0) values[from] = sum = 1;
  for (let at = from; at < to; at++) values[at] = (values[at] ?? 0) / sum;
}
