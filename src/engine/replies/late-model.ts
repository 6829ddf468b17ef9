import { late } from '../late.ts';
import { MODEL_VERSION } from './model-version.ts';
import type { PageModel } from './page-model.ts';

const fetchModel = async (): Promise<PageModel> =>
  (await late(() => import('./page-model.ts'))).PAGE_MODEL;

/** The shipped model, fetched when a page is first scored or explained: stored inferences need neither. */
export const LATE_MODEL: PageModel = {
  version: MODEL_VERSION,
  prepare() {
    fetchModel().catch(() => undefined);
  },
  score: async (comments, options) => (await fetchModel()).score(comments, options),
  explainer: async (comments, options) => (await fetchModel()).explainer(comments, options),
};
