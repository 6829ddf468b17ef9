import type { Layout, LayoutModel } from '../../src/core/replies/model.ts';
import { readPage, type Page } from '../../src/core/replies/page.ts';
import { SLOTS } from '../../src/core/replies/registry.ts';
import { runFirst } from '../../src/core/replies/order/run.ts';
import { stripped, withoutNames } from './augment.ts';
import type { GoldPage } from './data.ts';
import { addExamples } from './examples.ts';
import { addRuns, fitRuns, Runs } from './chains.ts';
import { Examples, fit } from './logit.ts';
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

/** Fits first and second pass of one layout. */
export function fitLayout(
  pages: readonly TrainingPage[],
  layout: Layout,
  l2: number,
  prior?: LayoutModel,
): LayoutModel {
  if (layout === 'one-level') return fitBlocks(pages, l2, prior);
  if (layout === 'nested') return fitNested(pages, l2, prior);
  const one = new Examples();
  for (const { gold, page, weight } of pages) addExamples(one, gold, page, layout, null, weight);
  const first = fit(one, SLOTS.length, { l2, ...(prior ? { prior: prior.first } : {}) });
  const two = new Examples();
  for (const { gold, page, weight } of pages) {
    const believed = runFirst(page, layout, first);
    addExamples(two, gold, page, layout, believed, weight);
  }
  const second = fit(two, SLOTS.length, { l2, ...(prior ? { prior: prior.second } : {}) });
  return { first, second, temperature: 1 };
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
