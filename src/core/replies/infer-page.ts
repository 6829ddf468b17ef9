import type { FirstPass } from './first-pass.ts';
import type { InferenceComment, InferOptions } from './inference.ts';
import { believeLayouts, type LayoutBelief } from './order/layouts.ts';
import type { Trust } from './caution/lean.ts';
import { mixParts, type Part } from './decode/mix.ts';
import { SHIPPED, type Layout, type LayoutModel, type Models } from './model.ts';
import { readPage, type Page } from './page.ts';
import type { Posterior } from './decode/posterior.ts';
import { slotNumber } from './registry.ts';
import { runLayouts } from './order/run.ts';
import { settleComment } from './caution/settle.ts';

/** How the shipped model is toned down where it does not know the page's family. */
export interface Caution extends Trust {
  /** Temperature of the model before the hedge: how readily it contradicts the plain guess. */
  temper: number;
  /** Log-odds taken from top level: how many threads a page has is what families differ in most. */
  topOff: number;
}

const KNOWN_REPLIES = 20;
const TOP_OFF = 0.6;
const BIAS = slotNumber('root.bias');
const KNOWN: Readonly<Caution> = { hedge: 0, unpointed: 0, temper: 1, topOff: 0 };
/** Steps back to earlier and later threads alike: they tell nearly all new threads. */
const MIXED: Caution = { hedge: 0.3, unpointed: 0.55, temper: 1.3, topOff: TOP_OFF };
const ASCENDING: Caution = { hedge: 0.4, unpointed: 0.55, temper: 1.6, topOff: TOP_OFF };
/** Share of quoting comments from which on the model needs no hedge. */
const MUCH_QUOTING = 0.15;

/**
 * Chat with names is the family its weights were trained on, and 20 settled replies make any page known: no caution.
 * Otherwise less the more a page quotes, for quotations carry over between families; but what nothing in words
 * speaks for never outweighs the plain guess.
 */
export function cautionFor(page: Page, layout: Layout, settled: number): Caution {
  const isKnownChat = layout === 'chat' && 2 * page.authors.nameless < page.n;
  if (isKnownChat || settled >= KNOWN_REPLIES) return { ...KNOWN };
  const { hedge, unpointed, temper, topOff } =
    page.runs.stepsBack > 0 && page.runs.ascending < 1 ? MIXED : ASCENDING;
  const share = Math.max(0, 1 - page.habits.quoting / MUCH_QUOTING);
  return {
    hedge: hedge * share,
    unpointed,
    temper: 1 + (temper - 1) * share,
    topOff: topOff * share,
  };
}

/** The model with top level made less likely. */
export function cautious(model: LayoutModel, { topOff }: Caution): LayoutModel {
  if (topOff === 0) return model;
  const less = (weights: Float32Array): Float32Array => {
    const own = weights.slice();
    own[BIAS] = (own[BIAS] ?? 0) - topOff;
    return own;
  };
  return { ...model, first: less(model.first), second: less(model.second) };
}

/** A page with its probabilities and what is needed to explain them. Indices are the page's own. */
export interface InferredPage {
  page: Page;
  /** Index on the page ↔ index in recorded order differ only on newest-first pages. */
  isReversed: boolean;
  posterior: Posterior;
  /** 1 = settled by a hard cue. */
  isHard: Uint8Array;
  /** Most believed first. */
  beliefs: readonly LayoutBelief[];
  /** First pass under the layout believed most. */
  first: FirstPass;
}

/** Runs the model over one page. O(comments × candidates × layouts). */
export function inferPage(
  comments: readonly InferenceComment[],
  options: InferOptions = {},
  models: Models = SHIPPED,
  trustOf: typeof cautionFor = cautionFor,
): InferredPage {
  let page = readPage(comments, options);
  const beliefs = believeLayouts(page, options);
  const isReversed = beliefs[0]?.isReversed === true;
  const own = isReversed ? reverseOptions(options, comments.length) : options;
  if (isReversed) page = readPage([...comments].reverse(), own);
  const ranked = [...beliefs].sort((a, b) => b.weight - a.weight);
  const caution = trustOf(page, ranked[0]?.layout ?? 'one-level', options.settled?.size ?? 0);
  if (options.order === 'one-level') caution.isTold = true;
  const runs = runLayouts(
    page,
    ranked.map(({ layout }) => ({ layout, model: cautious(models[layout], caution) })),
    own,
  );
  const parts = ranked.flatMap((belief, at): Part[] => {
    const run = runs[at];
    return run ? [{ belief, posterior: run.posterior }] : [];
  });
  const first = runs[0]?.first;
  if (!first) throw new Error('no layout to infer under');
  const posterior = mixParts(
    page,
    parts,
    caution,
    (belief) => models[belief.layout].temperature * caution.temper,
  );
  const isHard = new Uint8Array(page.n);
  for (let i = 0; i < page.n; i++) isHard[i] = settleComment(posterior, i, own) ? 1 : 0;
  return { page, isReversed, posterior, isHard, beliefs: ranked, first };
}

function reverseOptions(options: InferOptions, n: number): InferOptions {
  const turn = (i: number): number => n - 1 - i;
  const turnParent = (parent: number | null): number | null =>
    parent === null ? null : turn(parent);
  return {
    ...options,
    ...(options.settled && {
      settled: new Map([...options.settled].map(([i, parent]) => [turn(i), turnParent(parent)])),
    }),
    ...(options.rejected && {
      rejected: new Map(
        [...options.rejected].map(([i, parents]) => [
          turn(i),
          new Set([...parents].map((parent) => turnParent(parent))),
        ]),
      ),
    }),
  };
}
