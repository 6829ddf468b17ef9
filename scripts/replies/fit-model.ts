import type { Layout, LayoutModel } from '../../src/core/replies/model.ts';
import { readPage, type Page } from '../../src/core/replies/page.ts';
import { SLOTS } from '../../src/core/replies/registry.ts';
import { runFirst } from '../../src/core/replies/order/run.ts';
import { stripped, withoutNames } from './augment.ts';
import type { GoldPage } from './data.ts';
import { addExamples } from './examples.ts';
import { addRuns, fitRuns, Runs } from './chains.ts';
import { Examples, fit } from './logit.ts';
import type { Pair } from './pairs.ts';
import { addWalk, fitWalks, Walks } from './walks.ts';

export interface TrainingPage {
  gold: GoldPage;
  page: Page;
  weight: number;
}

/** Pages for training, with copies that lost their quotations or some names: families differ most in these. */
export function augmented(pages: readonly GoldPage[], weight = 1): TrainingPage[] {
  return [
    ...prepare(pages, weight),
    ...prepare(pages.map(stripped), weight / 2),
    ...prepare(pages.map(withoutNames), weight / 4),
  ];
}

/** Reads pages once for training. */
export function prepare(pages: readonly GoldPage[], weight = 1): TrainingPage[] {
  return pages.map((gold) => ({ gold, page: readPage(gold.comments), weight }));
}

const FEW = 60;
const MANY = 300;

/** Fits first and second pass of one layout; `pairs` count in the second pass of comments decided one by one. */
export function fitLayout(
  pages: readonly TrainingPage[],
  layout: Layout,
  l2: number,
  prior?: LayoutModel,
  pairs: readonly Pair[] = [],
): LayoutModel {
  if (layout === 'one-level') return fitBlocks(pages, l2, prior);
  if (layout === 'nested') return fitNested(pages, l2, prior);
  const one = new Examples();
  for (const { gold, page, weight } of pages) addExamples(one, gold, page, layout, null, weight);
  const first = fit(one, SLOTS.length, { l2, ...(prior ? { prior: prior.first } : {}) });
  const two = new Examples();
  for (const { gold, page, weight } of pages) {
    const believed = runFirst(page, layout, first);
    addExamples(two, gold, page, layout, believed, weight, pairs);
  }
  const second = fit(two, SLOTS.length + pairs.length, {
    l2,
    iterations: pairs.length > 0 ? MANY : FEW,
    ...(prior ? { prior: prior.second } : {}),
  });
  if (pairs.length === 0) return { first, second, temperature: 1 };
  const crosses = {
    one: Uint16Array.from(pairs, ([slot]) => slot),
    two: Uint16Array.from(pairs, ([, slot]) => slot),
    weight: second.slice(SLOTS.length),
  };
  return { first, second: second.slice(0, SLOTS.length), temperature: 1, crosses };
}

function fitBlocks(pages: readonly TrainingPage[], l2: number, prior?: LayoutModel): LayoutModel {
  const one = new Runs();
  for (const { gold, page, weight } of pages) addRuns(one, gold, page, null, weight);
  const first = fitRuns(one, SLOTS.length, { l2, ...(prior ? { prior: prior.first } : {}) });
  const two = new Runs();
  for (const { gold, page, weight } of pages) {
    addRuns(two, gold, page, runFirst(page, 'one-level', first), weight);
  }
  const second = fitRuns(two, SLOTS.length, { l2, ...(prior ? { prior: prior.second } : {}) });
  return { first, second, temperature: 1 };
}

function fitNested(pages: readonly TrainingPage[], l2: number, prior?: LayoutModel): LayoutModel {
  const one = new Walks();
  for (const { gold, page, weight } of pages) addWalk(one, gold, page, null, weight);
  const first = fitWalks(one, SLOTS.length, { l2, ...(prior ? { prior: prior.first } : {}) });
  const two = new Walks();
  for (const { gold, page, weight } of pages) {
    addWalk(two, gold, page, runFirst(page, 'nested', first), weight);
  }
  const second = fitWalks(two, SLOTS.length, { l2, ...(prior ? { prior: prior.second } : {}) });
  return { first, second, temperature: 1 };
}
