import { decodeBlocks } from '../decode/decode-blocks.ts';
import { decodeChain } from '../decode/decode-chain.ts';
import { decodeStack } from '../decode/decode-stack.ts';
import { readFirstPass, type FirstPass } from '../first-pass.ts';
import type { InferOptions } from '../inference.ts';
import type { Layout, LayoutModel } from '../model.ts';
import { TOP, type Page } from '../page.ts';
import type { Posterior } from '../decode/posterior.ts';
import { scoreLayouts, scoreSecond } from '../score.ts';

const RULED_OUT = -1e9;

export interface LayoutRun {
  posterior: Posterior;
  first: FirstPass;
}

/** Both passes under each layout: score, decode by the layout's own structure, and again with what that says. */
export function runLayouts(
  page: Page,
  layouts: readonly { layout: Layout; model: LayoutModel }[],
  options: InferOptions = {},
): LayoutRun[] {
  return scoreLayouts(page, layouts).map((scores) => {
    const { layout, model } = scores;
    finish(page, layout, scores.first, model.first, options);
    const first = readFirstPass(page, scores.first);
    const posterior = scoreSecond(page, scores, first);
    finish(page, layout, posterior, model.second, options);
    return { posterior, first };
  });
}

/** The first pass alone, for training the second. */
export function runFirst(page: Page, layout: Layout, weights: Float32Array): FirstPass {
  const model = { first: weights, second: weights, temperature: 1 };
  for (const scores of scoreLayouts(page, [{ layout, model }])) {
    finish(page, layout, scores.first, weights, {});
    return readFirstPass(page, scores.first);
  }
  throw new Error('no layout');
}

function finish(
  page: Page,
  layout: Layout,
  scores: Posterior,
  weights: Float32Array,
  options: InferOptions,
): void {
  if (options.settled ?? options.rejected) {
    for (let i = 0; i < page.n; i++) applyHardCues(scores, i, options);
  }
  if (layout === 'one-level') decodeBlocks(page, scores, weights);
  else if (layout === 'nested') decodeStack(page, scores, weights);
  else decodeChain(scores);
  copyDuplicates(page, scores);
}

/** Settled parents win outright, rejected ones cannot; a settled parent outside the candidates is left to `settle`. */
function applyHardCues(out: Posterior, i: number, options: InferOptions): void {
  const settled = options.settled?.get(i);
  const rejected = options.rejected?.get(i);
  if (settled === undefined && rejected === undefined) return;
  for (let at = out.start[i] ?? 0; at < (out.start[i + 1] ?? 0); at++) {
    const parent = out.parent[at] === TOP ? null : (out.parent[at] ?? 0);
    const isWrong = settled !== undefined && parent !== settled;
    if (isWrong || rejected?.has(parent) === true) out.probability[at] = RULED_OUT;
  }
}

/** A double post answers what its first copy answers. */
function copyDuplicates(page: Page, out: Posterior): void {
  const { of } = page.duplicates;
  const share = new Map<number, number>();
  for (let i = 0; i < page.n; i++) {
    const original = of[i] ?? -1;
    if (original < 0) continue;
    share.clear();
    for (let at = out.start[original] ?? 0; at < (out.start[original + 1] ?? 0); at++) {
      share.set(out.parent[at] ?? TOP, out.probability[at] ?? 0);
    }
    let sum = 0;
    const from = out.start[i] ?? 0;
    const to = out.start[i + 1] ?? 0;
    for (let at = from; at < to; at++) sum += share.get(out.parent[at] ?? TOP) ?? 0;
    if (sum < 0.5) continue;
    for (let at = from; at < to; at++) {
      out.probability[at] = (share.get(out.parent[at] ?? TOP) ?? 0) / sum;
    }
  }
}
