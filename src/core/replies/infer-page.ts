import type { FirstPass } from './first-pass.ts';
import type { InferenceComment, InferOptions } from './inference.ts';
import { believeLayouts, type LayoutBelief } from './layouts.ts';
import { mixParts, type Part } from './mix.ts';
import { SHIPPED, type Models } from './model.ts';
import { readPage, type Page } from './page.ts';
import type { Posterior } from './posterior.ts';
import { runLayouts } from './run.ts';
import { settleComment } from './settle.ts';

/** How the shipped model is toned down where it does not know the page. */
export interface Caution {
  /** Share of the plain guess. */
  hedge: number;
  /** Extra temperature. */
  temper: number;
}

const KNOWN_REPLIES = 20;
const HEDGE = 0.4;
const SMALL_PAGE = 50;

/** Hedge and temperature for a page of `n` comments with `settled` known parents. */
export function cautionFor(n: number, settled: number): Caution {
  return {
    hedge: settled >= KNOWN_REPLIES ? 0 : HEDGE,
    temper: n < SMALL_PAGE ? 1.3 : 1,
  };
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
  caution: Caution = cautionFor(comments.length, options.settled?.size ?? 0),
): InferredPage {
  let page = readPage(comments, options);
  const beliefs = believeLayouts(page, options);
  const isReversed = beliefs[0]?.isReversed === true;
  const own = isReversed ? reverseOptions(options, comments.length) : options;
  if (isReversed) page = readPage([...comments].reverse(), own);
  const ranked = [...beliefs].sort((a, b) => b.weight - a.weight);
  const runs = runLayouts(
    page,
    ranked.map(({ layout }) => ({ layout, model: models[layout] })),
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
    caution.hedge,
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
