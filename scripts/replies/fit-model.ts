import type { Layout, LayoutModel } from '../../src/core/replies/model.ts';
import { readPage, type Page } from '../../src/core/replies/page.ts';
import { SLOTS } from '../../src/core/replies/registry.ts';
import { runFirst } from '../../src/core/replies/run.ts';
import { stripped, withoutNames } from './augment.ts';
import type { GoldPage } from './data.ts';
import { addExamples } from './examples.ts';
import { Examples, fit } from './logit.ts';

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
