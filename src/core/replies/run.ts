import { decodeBlocks } from './decode-blocks.ts';
import { decodeChain } from './decode-chain.ts';
import { decodeStack } from './decode-stack.ts';
import { readFirstPass, type FirstPass } from './first-pass.ts';
import type { InferOptions } from './inference.ts';
import type { Layout, LayoutModel } from './model.ts';
import type { Page } from './page.ts';
import type { Posterior } from './posterior.ts';
import { scorePage } from './score.ts';

/** Decodes scores by the layout's own structure, in place. */
export function decode(page: Page, layout: Layout, scores: Posterior, weights: Float32Array): void {
  if (layout === 'one-level') decodeBlocks(page, scores, weights);
  else if (layout === 'nested') decodeStack(page, scores, weights);
  else decodeChain(scores);
}

/** One pass over the page under one layout. */
export function runPass(
  page: Page,
  layout: Layout,
  weights: Float32Array,
  first: FirstPass | null,
  options: InferOptions,
): Posterior {
  const scores = scorePage(page, layout, weights, first, options);
  decode(page, layout, scores, weights);
  return scores;
}

/** Both passes. */
export function runModel(
  page: Page,
  layout: Layout,
  model: LayoutModel,
  options: InferOptions,
): { posterior: Posterior; first: FirstPass } {
  const first = readFirstPass(page, runPass(page, layout, model.first, null, options));
  return { posterior: runPass(page, layout, model.second, first, options), first };
}
