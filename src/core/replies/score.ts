import { createSink, dot, writeCandidate, writeTopLevel } from './features.ts';
import type { FirstPass } from './first-pass.ts';
import { createFocus, focusOn, MAX_CANDIDATES } from './focus.ts';
import type { InferOptions } from './inference.ts';
import type { Layout } from './model.ts';
import { TOP, type Page } from './page.ts';
import { createPosterior, type Posterior } from './posterior.ts';

const RULED_OUT = -1e9;

/** Earliest comment that may be i's parent under a layout: in two-level pages replies never cross a step back. */
export function lowOf(page: Page, layout: Layout, i: number): number {
  return layout === 'one-level' ? (page.runs.startOf[i] ?? 0) : 0;
}

/** Log-odds of every candidate of every comment under one layout, not yet normalised. O(comments × candidates). */
export function scorePage(
  page: Page,
  layout: Layout,
  weights: Float32Array,
  first: FirstPass | null,
  options: InferOptions,
): Posterior {
  const out = createPosterior(page.n, page.n * (MAX_CANDIDATES + 1));
  const focus = createFocus(page);
  const context = { page, focus, first };
  const sink = createSink();
  let at = 0;
  for (let i = 0; i < page.n; i++) {
    const original = page.duplicates.of[i] ?? -1;
    if (original >= lowOf(page, layout, i)) {
      at = copyEntries(out, original, at);
      out.start[i + 1] = at;
      continue;
    }
    focusOn(page, focus, i, lowOf(page, layout, i));
    writeTopLevel(context, sink);
    out.parent[at] = TOP;
    out.probability[at++] = dot(sink, weights);
    for (let k = 0; k < focus.count; k++) {
      writeCandidate(context, k, sink);
      out.parent[at] = focus.parent[k] ?? 0;
      out.probability[at++] = dot(sink, weights);
    }
    out.start[i + 1] = at;
    applyHardCues(out, i, options);
  }
  return out;
}

function copyEntries(out: Posterior, original: number, to: number): number {
  const from = out.start[original] ?? 0;
  const end = out.start[original + 1] ?? 0;
  out.parent.copyWithin(to, from, end);
  out.probability.copyWithin(to, from, end);
  return to + end - from;
}

/** Settled parents win outright, rejected ones cannot; a settled parent outside the candidates is left to `infer`. */
function applyHardCues(out: Posterior, i: number, options: InferOptions): void {
  const settled = options.settled?.get(i);
  const rejected = options.rejected?.get(i);
  if (settled === undefined && rejected === undefined) return;
  for (let at = out.start[i] ?? 0; at < (out.start[i + 1] ?? 0); at++) {
    const parent = out.parent[at] === TOP ? null : (out.parent[at] ?? 0);
    const isWrong = settled !== undefined && parent !== settled;
    if (isWrong || rejected?.has(parent) === true) out.probability[at] = RULED_OUT;
  }
}
