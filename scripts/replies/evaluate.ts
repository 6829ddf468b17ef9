import { cautionFor, cautious as cautiousModel } from '../../src/core/replies/infer-page.ts';
import type { LayoutBelief } from '../../src/core/replies/order/layouts.ts';
import { mixParts } from '../../src/core/replies/decode/mix.ts';
import type { Layout, LayoutModel } from '../../src/core/replies/model.ts';
import type { Page } from '../../src/core/replies/page.ts';
import { runLayouts } from '../../src/core/replies/order/run.ts';
import { settleComment } from '../../src/core/replies/caution/settle.ts';
import { BASELINES } from './baselines.ts';
import { calibrate, calibrationError, createCalibration, type Calibration } from './calibration.ts';
import { fitLayout, prepare, type TrainingPage } from './fit-model.ts';
import {
  countPage,
  guessesFrom,
  guessesOf,
  sumCounts,
  type Counts,
  type Guesses,
  type Score,
} from './metrics.ts';
import type { GoldPage } from './data.ts';

/** Counts by page, and how well probabilities hold. */
export interface Evaluation {
  counts: Counts[];
  calibration: Calibration;
}

/** What a model says of a page. With caution: hedged and tempered as on a page of an unknown family. */
export function guess(page: Page, layout: Layout, model: LayoutModel, cautious: boolean): Guesses {
  const caution = cautionFor(page, layout, cautious ? 0 : Infinity);
  caution.isTold = layout === 'one-level';
  const [run] = runLayouts(page, [{ layout, model: cautiousModel(model, caution) }]);
  if (!run) throw new Error('no run');
  const belief: LayoutBelief = { layout, weight: 1, isReversed: false };
  const temperature = model.temperature * caution.temper;
  const posterior = mixParts(
    page,
    [{ belief, posterior: run.posterior }],
    caution,
    () => temperature,
  );
  if (cautious) for (let i = 0; i < page.n; i++) settleComment(posterior, i, {});
  return guessesFrom(page, posterior);
}

export function evaluate(
  pages: readonly TrainingPage[],
  layout: Layout,
  model: LayoutModel,
  cautious: boolean,
  into: Evaluation = { counts: [], calibration: createCalibration() },
): Evaluation {
  for (const { gold, page } of pages) {
    const guesses = guess(page, layout, model, cautious);
    into.counts.push(countPage(gold, page, guesses));
    calibrate(into.calibration, gold, guesses);
  }
  return into;
}

const FOLDS = 5;

/**
 * Five folds by thread: trained on the other folds of the set in all its orders, tested on the fold in each
 * order; one evaluation an order.
 */
export function crossValidate(
  orders: readonly GoldPage[][],
  layout: Layout,
  l2: number,
): Evaluation[] {
  const own = orders.map((pages) => prepare(pages));
  const out = own.map((): Evaluation => ({ counts: [], calibration: createCalibration() }));
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = own.flatMap((pages) => pages.filter((_, at) => at % FOLDS !== fold));
    const model = fitLayout(kept, layout, l2);
    own.forEach((pages, at) => {
      const tested = pages.filter((_, place) => place % FOLDS === fold);
      evaluate(tested, layout, model, false, out[at]);
    });
  }
  return out;
}

/** The best one-line baseline on these pages by `score`: its name and counts. */
export function bestBaseline(
  pages: readonly TrainingPage[],
  score: Score,
): { name: string; counts: Counts[] } {
  let best: { name: string; counts: Counts[] } | null = null;
  for (const [name, baseline] of Object.entries(BASELINES)) {
    const counts = pages.map(({ gold, page }) => countPage(gold, page, guessesOf(baseline(page))));
    if (!best || score(sumCounts(counts)) > score(sumCounts(best.counts))) best = { name, counts };
  }
  if (!best) throw new Error('no baselines');
  return best;
}

/** Counts of one baseline by name. */
export function baselineCounts(pages: readonly TrainingPage[], name: string): Counts[] {
  const baseline = BASELINES[name];
  if (!baseline) throw new Error(`no baseline ${name}`);
  return pages.map(({ gold, page }) => countPage(gold, page, guessesOf(baseline(page))));
}

export { calibrationError };
