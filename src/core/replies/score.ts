import {
  BASE_WRITERS,
  type CandidateWriter,
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  type Writers,
  writeTopLevel,
} from './features.ts';
import { createCrossTable, marksOf, sumCrosses, type CrossTable } from './crosses.ts';
import type { FirstPass } from './first-pass.ts';
import { createFocus, focusOn, MAX_CANDIDATES, narrow } from './focus.ts';
import type { Layout, LayoutModel } from './model.ts';
import { TOP, type Page } from './page.ts';
import { createPosterior, type Posterior } from './decode/posterior.ts';
import type { RuleContext, Sink } from './rule.ts';

/** Scores of a page under one layout: those of the first pass, and the part of the second's that needs no first pass. */
export interface LayoutScores {
  layout: Layout;
  model: LayoutModel;
  first: Posterior;
  base: Float32Array;
  /** Where the model has pairs of features: which of them each candidate has so far. */
  pairs: Pairs | null;
}

interface Pairs {
  table: CrossTable;
  marks: Int32Array;
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
    const size = first.parent.length;
    const pairs: Pairs | null = model.crosses
      ? { table: createCrossTable(model.crosses), marks: new Int32Array(size) }
      : null;
    return { layout, model, first, base: new Float32Array(size), pairs };
  });
  // Widest candidate sets first: narrowing a focus cannot be undone.
  const order = [...out].sort(
    (a, b) => Number(a.layout === 'one-level') - Number(b.layout === 'one-level'),
  );
  const focus = createFocus(page);
  const context: RuleContext = { page, focus, first: null };
  const widest = order[0]?.layout ?? 'nested';
  for (let i = 0; i < page.n; i++) {
    focusOn(page, focus, i, lowOf(page, widest, i));
    for (const scores of order) scoreComment(context, scores, i);
  }
  return out;
}

/** Writes what a layout says of comment i, on which the focus is. */
function scoreComment(context: RuleContext, scores: LayoutScores, i: number): void {
  const { page, focus } = context;
  const { first, base, model, layout, pairs } = scores;
  const low = lowOf(page, layout, i);
  if (low > focus.low) narrow(focus, low);
  scoreFocus(context, BASE_WRITERS, model.first, model.second, pairs?.table);
  const { count, parent } = focus;
  const at = first.start[i] ?? 0;
  first.parent[at] = TOP;
  for (let k = 0; k < count; k++) first.parent[at + 1 + k] = parent[k] ?? 0;
  for (let k = 0; k <= count; k++) {
    first.probability[at + k] = ONE[k] ?? 0;
    base[at + k] = TWO[k] ?? 0;
  }
  pairs?.marks.set(MARKS.subarray(0, count + 1), at);
  first.start[i + 1] = at + 1 + count;
}

/** Sums of the focus at hand, top level first, under two models: sums are kept in double precision. */
const ONE = new Float64Array(MAX_CANDIDATES + 1);
const TWO = new Float64Array(MAX_CANDIDATES + 1);
const SINK = createSink();
/** Which features of pairs each has. */
const MARKS = new Int32Array(MAX_CANDIDATES + 1);

/** Weight × value of all features, rule by rule: what a rule reads stays at hand from candidate to candidate. */
function scoreFocus(
  context: RuleContext,
  writers: Writers,
  one: Float32Array,
  two: Float32Array,
  table?: CrossTable,
): void {
  const { count } = context.focus;
  for (let k = 0; k <= count; k++) ONE[k] = TWO[k] = 0;
  const sink = SINK;
  sink.count = 0;
  writeTopLevel(context, sink, writers);
  addTo(0, sink, one, two);
  if (table) MARKS.fill(0, 1, count + 1)[0] = marksOf(table, sink);
  for (const { base, write, isLive } of writers.candidate) {
    if (isLive && !isLive(context)) continue;
    sink.base = base;
    if (table) markRule(write, context, table, one, two);
    else scoreRule(write, context, count, one, two);
  }
}

/** One rule at a time: a loop of its own, which calls one function, is compiled once and soon. */
function scoreRule(
  write: CandidateWriter['write'],
  context: RuleContext,
  count: number,
  one: Float32Array,
  two: Float32Array,
): void {
  const sink = SINK;
  for (let k = 0; k < count; k++) {
    sink.count = 0;
    write(context, k, sink);
    if (sink.count > 0) addTo(k + 1, sink, one, two);
  }
}

/** The same, keeping which features of pairs there are. */
function markRule(
  write: CandidateWriter['write'],
  context: RuleContext,
  table: CrossTable,
  one: Float32Array,
  two: Float32Array,
): void {
  const sink = SINK;
  for (let k = 0; k < context.focus.count; k++) {
    sink.count = 0;
    write(context, k, sink);
    if (sink.count === 0) continue;
    addTo(k + 1, sink, one, two);
    MARKS[k + 1] = (MARKS[k + 1] ?? 0) | marksOf(table, sink);
  }
}

function addTo(place: number, sink: Sink, first: Float32Array, second: Float32Array): void {
  let one = ONE[place] ?? 0;
  let two = TWO[place] ?? 0;
  for (let f = 0; f < sink.count; f++) {
    const slot = sink.slot[f] ?? 0;
    const value = sink.value[f] ?? 0;
    one += (first[slot] ?? 0) * value;
    two += (second[slot] ?? 0) * value;
  }
  ONE[place] = one;
  TWO[place] = two;
}

/** Scores of the second pass: the base plus what the first pass believes. */
export function scoreSecond(page: Page, scores: LayoutScores, first: FirstPass): Posterior {
  const { start, parent } = scores.first;
  const out: Posterior = { start, parent, probability: scores.base };
  const focus = createFocus(page);
  const context: RuleContext = { page, focus, first };
  for (let i = 0; i < page.n; i++) {
    focus.low = lowOf(page, scores.layout, i);
    addSecond(context, out, i, scores.model.second, scores.pairs);
  }
  return out;
}

function addSecond(
  context: RuleContext,
  { start, parent, probability }: Posterior,
  i: number,
  weights: Float32Array,
  pairs: Pairs | null,
): void {
  const { focus } = context;
  const from = start[i] ?? 0;
  const count = (start[i + 1] ?? 0) - from - 1;
  focus.i = i;
  focus.count = count;
  for (let k = 0; k < count; k++) focus.parent[k] = parent[from + 1 + k] ?? 0;
  if (pairs) scorePairs(context, pairs, from, weights);
  else scoreFocus(context, SECOND_WRITERS, weights, weights);
  for (let k = 0; k <= count; k++) {
    probability[from + k] = (probability[from + k] ?? 0) + (ONE[k] ?? 0);
  }
}

/** The second pass candidate by candidate, with what pairs of features count. */
function scorePairs(
  context: RuleContext,
  { table, marks }: Pairs,
  from: number,
  weights: Float32Array,
): void {
  const sink = SINK;
  for (let k = 0; k <= context.focus.count; k++) {
    sink.count = 0;
    if (k === 0) writeTopLevel(context, sink, SECOND_WRITERS);
    else writeCandidate(context, k - 1, sink, SECOND_WRITERS);
    ONE[k] = sumCrosses(table, marks[from + k] ?? 0, sink);
    addTo(k, sink, weights, weights);
  }
}
