/**
 * How often a likeliest parent of probability p is right on a page of an unknown family: a logit of p, of the
 * page's size and order, and of what the comment's words say. Fitted on what models that had not seen a family
 * say of it, in many layouts and with names, times or quotations lost (scripts/replies/fit-sureness.ts).
 * Limits: families differ more than these few numbers tell; what is left is .03 to .13 either way.
 */
import type { Page } from '../page.ts';

export const SURENESS = {
  bias: -0.35,
  slope: 0.9,
  flat: 0.42,
  size: -0.69,
  flatSize: -1.07,
  pointed: 0.84,
  top: -0.54,
};

/** Log-odds that depend on the page alone. */
export function pageSureness({ n, runs }: Page): number {
  const { bias, flat, size, flatSize } = SURENESS;
  const length = Math.log2(Math.max(1, n)) / 8;
  return bias + size * length + (runs.stepsBack === 0 ? flat + flatSize * length : 0);
}

/** The share of such guesses that are right. `base` is `pageSureness`. */
export function sureness(base: number, p: number, isTop: boolean, isPointed: boolean): number {
  const { slope, top, pointed } = SURENESS;
  const inside = Math.min(0.999, Math.max(0.001, p));
  const odds = slope * Math.log(inside / (1 - inside));
  return 1 / (1 + Math.exp(-(base + odds + (isTop ? top : 0) + (isPointed ? pointed : 0))));
}

/**
 * Gives the likeliest of values[from…to), which sum to 1, the probability q and scales the others; less where
 * q would bring it below another.
 */
export function setMost(
  values: Float32Array,
  from: number,
  to: number,
  best: number,
  q: number,
): void {
  let second = 0;
  for (let at = from; at < to; at++) if (at !== best) second = Math.max(second, values[at] ?? 0);
  const rest = 1 - (values[best] ?? 0);
  if (!(rest > 1e-9)) {
    if (to - from > 1) spreadRest(values, from, to, best, q);
    return;
  }
  const ratio = second / rest;
  const most = Math.max(q, (1.0001 * ratio) / (1 + 1.0001 * ratio));
  for (let at = from; at < to; at++) {
    if (at !== best) values[at] = ((values[at] ?? 0) / rest) * (1 - most);
  }
  values[best] = most;
}

/** Nothing to scale: the others get equal shares. */
function spreadRest(values: Float32Array, from: number, to: number, best: number, q: number): void {
  const most = Math.max(q, 1.001 / (to - from));
  values.fill((1 - most) / (to - from - 1), from, to);
  values[best] = most;
}
