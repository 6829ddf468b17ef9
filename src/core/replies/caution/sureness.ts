/**
 * How often a likeliest parent of probability p is right on a page of an unknown family: a logit of p, of the
 * page's size and order, and of what speaks for the parent. Fitted on what models that had not seen a family
 * say of it, in many layouts and with names, times or quotations lost (scripts/replies/fit-sureness.ts). "Strong"
 * (.8) is only what words point to and the logit puts at .88: such guesses were right .95 of the time in every
 * kept-out family, those that only stand well .82, step backs .75.
 * Limits: families differ more than these few numbers tell; what is left is .03 to .13 either way.
 */
import type { Page } from '../page.ts';

export const SURENESS = {
  bias: -1.45,
  slope: 0.89,
  flat: 0.41,
  size: -0.22,
  flatSize: -0.86,
  pointed: 1.05,
  top: 0.94,
  next: 1.11,
  step: -0.55,
};

/** What speaks for a likeliest parent. */
export const BACKING = { pointed: 1, top: 2, next: 4, step: 8 } as const;
const NEARLY_STRONG = 0.79;
const LEAST_STRONG = 0.88;
const LEAST_SQUEEZED = 0.75;

/** Log-odds that depend on the page alone. */
export function pageSureness({ n, runs }: Page): number {
  const { bias, flat, size, flatSize } = SURENESS;
  const length = Math.log2(Math.max(1, n)) / 8;
  return bias + size * length + (runs.stepsBack === 0 ? flat + flatSize * length : 0);
}

/**
 * The share of such guesses that are right, from a probability; `base` is `pageSureness`, `backing` bits of
 * BACKING: pointed to by words, top level, the comment right before, a step back in time.
 */
export function sureness(base: number, p: number, backing: number): number {
  const q = fittedSureness(base, p, backing);
  if ((backing & BACKING.pointed) === 0) return Math.min(q, NEARLY_STRONG);
  if (q >= LEAST_STRONG || q <= LEAST_SQUEEZED) return q;
  const share = (q - LEAST_SQUEEZED) / (LEAST_STRONG - LEAST_SQUEEZED);
  return LEAST_SQUEEZED + share * (NEARLY_STRONG - LEAST_SQUEEZED);
}

function fittedSureness(base: number, p: number, backing: number): number {
  const { slope, pointed, top, next, step } = SURENESS;
  const inside = Math.min(0.999, Math.max(0.001, p));
  const odds = slope * Math.log(inside / (1 - inside));
  let sum = base + odds;
  if ((backing & BACKING.pointed) !== 0) sum += pointed;
  if ((backing & BACKING.top) !== 0) sum += top;
  if ((backing & BACKING.next) !== 0) sum += next;
  if ((backing & BACKING.step) !== 0) sum += step;
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Gives the likeliest of values[from…to), which sum to 1, the probability q and scales the others; less where
 * q would bring it below another, or below `rival`, which is scaled with the others.
 */
export function setMost(
  values: Float32Array,
  from: number,
  to: number,
  best: number,
  q: number,
  rival = 0,
): void {
  let second = rival;
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
