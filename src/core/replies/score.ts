import {
  createSink,
  dot,
  liveWriters,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from './features.ts';
import type { FirstPass } from './first-pass.ts';
import { createFocus, focusOn, MAX_CANDIDATES, narrow } from './focus.ts';
import type { Layout, LayoutModel } from './model.ts';
import { TOP, type Page } from './page.ts';
import { createPosterior, type Posterior } from './posterior.ts';
import type { Sink } from './rule.ts';

/** Scores of a page under one layout: those of the first pass, and the part of the second's that needs no first pass. */
export interface LayoutScores {
  layout: Layout;
  model: LayoutModel;
  first: Posterior;
  base: Float32Array;
}

/** Earliest comment that may be i's parent under a layout: in two-level pages replies never cross a step back. */
export function lowOf(page: Page, layout: Layout, i: number): number {
  return layout === 'one-level' ? (page.runs.startOf[i] ?? 0) : 0;
}

/**
 * Log-odds of every candidate of every comment under each layout, not yet normalised. Features are read once
 * for both passes. O(comments × candidates).
 */
export function scoreLayouts(
  page: Page,
  layouts: readonly { layout: Layout; model: LayoutModel }[],
): LayoutScores[] {
  const out = layouts.map(({ layout, model }) => {
    const first = createPosterior(page.n, page.n * (MAX_CANDIDATES + 1));
    return { layout, model, first, base: new Float32Array(first.parent.length) };
  });
  // Widest candidate sets first: narrowing a focus cannot be undone.
  const order = [...out].sort(
    (a, b) => Number(a.layout === 'one-level') - Number(b.layout === 'one-level'),
  );
  const focus = createFocus(page);
  const context = { page, focus, first: null };
  const sink = createSink();
  const widest = order[0]?.layout ?? 'nested';
  for (let i = 0; i < page.n; i++) {
    focusOn(page, focus, i, lowOf(page, widest, i));
    for (const scores of order) {
      const low = lowOf(page, scores.layout, i);
      if (low > focus.low) narrow(focus, low);
      let at = scores.first.start[i] ?? 0;
      sink.count = 0;
      writeTopLevel(context, sink);
      record(scores, at++, TOP, sink);
      const writers = liveWriters(context);
      for (let k = 0; k < focus.count; k++) {
        sink.count = 0;
        writeCandidate(context, k, sink, writers);
        record(scores, at++, focus.parent[k] ?? 0, sink);
      }
      scores.first.start[i + 1] = at;
    }
  }
  return out;
}

function record(scores: LayoutScores, at: number, parent: number, sink: Sink): void {
  const { first, second } = scores.model;
  let one = 0;
  let two = 0;
  for (let f = 0; f < sink.count; f++) {
    const slot = sink.slot[f] ?? 0;
    const value = sink.value[f] ?? 0;
    one += (first[slot] ?? 0) * value;
    two += (second[slot] ?? 0) * value;
  }
  scores.first.parent[at] = parent;
  scores.first.probability[at] = one;
  scores.base[at] = two;
}

/** Scores of the second pass: the base plus what the first pass believes. */
export function scoreSecond(page: Page, scores: LayoutScores, first: FirstPass): Posterior {
  const { start, parent } = scores.first;
  const out: Posterior = { start, parent, probability: scores.base };
  const focus = createFocus(page);
  const context = { page, focus, first };
  const sink = createSink();
  const weights = scores.model.second;
  for (let i = 0; i < page.n; i++) {
    const from = start[i] ?? 0;
    focus.i = i;
    focus.low = lowOf(page, scores.layout, i);
    focus.count = (start[i + 1] ?? 0) - from - 1;
    for (let k = 0; k < focus.count; k++) focus.parent[k] = parent[from + 1 + k] ?? 0;
    sink.count = 0;
    writeTopLevel(context, sink, SECOND_WRITERS);
    out.probability[from] = (out.probability[from] ?? 0) + dot(sink, weights);
    const writers = liveWriters(context, SECOND_WRITERS);
    for (let k = 0; k < focus.count; k++) {
      sink.count = 0;
      writeCandidate(context, k, sink, writers);
      const at = from + 1 + k;
      out.probability[at] = (out.probability[at] ?? 0) + dot(sink, weights);
    }
  }
  return out;
}
