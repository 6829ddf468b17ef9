/**
 * Conditional logit by L-BFGS: maximise Σ log Σ_{right answers} P(answer) − ½ Σ λ (w − w0)², convex for single
 * right answers. Deterministic: fixed order of sums, no random start. Examples are stored flat: example e has
 * alternatives altStart[e]…altStart[e+1), alternative a has features featStart[a]…featStart[a+1).
 */
export class Examples {
  count = 0;
  alternatives = 0;
  features = 0;
  altStart = new Uint32Array(1024);
  featStart = new Uint32Array(4096);
  right = new Uint8Array(4096);
  slot = new Uint16Array(65_536);
  value = new Float32Array(65_536);
  weight = new Float32Array(1024);

  /** Starts an alternative of the current example with the given features. */
  add(slots: Uint16Array, values: Float32Array, count: number, isRight: boolean): void {
    if (this.alternatives + 2 > this.featStart.length) {
      this.featStart = grow(this.featStart, Uint32Array);
      this.right = grow(this.right, Uint8Array);
    }
    while (this.features + count > this.slot.length) {
      this.slot = grow(this.slot, Uint16Array);
      this.value = grow(this.value, Float32Array);
    }
    this.right[this.alternatives] = isRight ? 1 : 0;
    this.slot.set(slots.subarray(0, count), this.features);
    this.value.set(values.subarray(0, count), this.features);
    this.features += count;
    this.featStart[++this.alternatives] = this.features;
  }

  /** Ends the current example. */
  close(weight = 1): void {
    if (this.count + 2 > this.altStart.length) {
      this.altStart = grow(this.altStart, Uint32Array);
      this.weight = grow(this.weight, Float32Array);
    }
    this.weight[this.count] = weight;
    this.altStart[++this.count] = this.alternatives;
  }
}

function grow<T extends { length: number; set(from: T): void }>(
  array: T,
  make: new (length: number) => T,
): T {
  const next = new make(array.length * 2);
  next.set(array);
  return next;
}

export interface FitOptions {
  l2: number;
  /** Weights to shrink to; zero when absent. */
  prior?: Float32Array;
  /** Where to begin; at the prior when absent. */
  start?: Float32Array;
  iterations?: number;
}

/** The penalty of large weights; sets the gradient to its own. */
export function penalty(w: Float64Array, gradient: Float64Array, options: FitOptions): number {
  let loss = 0;
  for (let s = 0; s < w.length; s++) {
    const off = (w[s] ?? 0) - (options.prior?.[s] ?? 0);
    loss += 0.5 * options.l2 * off * off;
    gradient[s] = options.l2 * off;
  }
  return loss;
}

/** Negative penalised log-likelihood, and its gradient in `gradient`. */
function objective(
  examples: Examples,
  w: Float64Array,
  gradient: Float64Array,
  options: FitOptions,
): number {
  let loss = penalty(w, gradient, options);
  const { altStart, featStart, right, slot, value } = examples;
  const score = new Float64Array(512);
  for (let e = 0; e < examples.count; e++) {
    const from = altStart[e]!;
    const to = altStart[e + 1]!;
    let most = -Infinity;
    for (let a = from; a < to; a++) {
      let sum = 0;
      for (let f = featStart[a]!, end = featStart[a + 1]!; f < end; f++)
        sum += w[slot[f]!]! * value[f]!;
      score[a - from] = sum;
      if (sum > most) most = sum;
    }
    let all = 0;
    let good = 0;
    for (let a = from; a < to; a++) {
      const p = Math.exp(score[a - from]! - most);
      score[a - from] = p;
      all += p;
      if (right[a] === 1) good += p;
    }
    const importance = examples.weight[e]!;
    loss -= importance * Math.log(Math.max(good, 1e-300) / all);
    for (let a = from; a < to; a++) {
      const p = score[a - from]!;
      const pull = importance * (p / all - (right[a] === 1 ? p / good : 0));
      if (pull < 1e-7 && pull > -1e-7) continue;
      for (let f = featStart[a]!, end = featStart[a + 1]!; f < end; f++) {
        gradient[slot[f]!]! += pull * value[f]!;
      }
    }
  }
  return loss;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < a.length; s++) sum += a[s]! * b[s]!;
  return sum;
}

/** Fits weights to examples. */
export function fit(examples: Examples, slots: number, options: FitOptions): Float32Array {
  return minimise(slots, options, (w, gradient) => objective(examples, w, gradient, options));
}

/** Minimises a smooth function of the weights by L-BFGS; `objective` sets the gradient. */
export function minimise(
  slots: number,
  options: FitOptions,
  objective: (w: Float64Array, gradient: Float64Array) => number,
): Float32Array {
  let w = Float64Array.from(
    { length: slots },
    (_, s) => options.start?.[s] ?? options.prior?.[s] ?? 0,
  );
  let gradient = new Float64Array(slots);
  let loss = objective(w, gradient);
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let round = 0; round < (options.iterations ?? 60); round++) {
    const direction = twoLoop(gradient, steps);
    const slope = inner(direction, gradient);
    let size = steps.length === 0 ? 1 / Math.max(1, Math.sqrt(inner(gradient, gradient))) : 1;
    const nextGradient = new Float64Array(slots);
    let next = w;
    let nextLoss = Infinity;
    for (let attempt = 0; attempt < 20; attempt++) {
      next = w.map((value, s) => value + size * direction[s]!);
      nextLoss = objective(next, nextGradient);
      if (nextLoss <= loss + 1e-4 * size * slope) break;
      size /= 2;
    }
    const s = next.map((value, at) => value - w[at]!);
    const y = nextGradient.map((value, at) => value - gradient[at]!);
    const sy = inner(s, y);
    if (sy > 1e-10) {
      steps.push({ s, y, rho: 1 / sy });
      if (steps.length > 8) steps.shift();
    }
    const gain = loss - nextLoss;
    w = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain < 1e-5 * Math.abs(loss)) break;
  }
  return Float32Array.from(w);
}

function twoLoop(
  gradient: Float64Array,
  steps: { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (const step of [...steps].reverse()) {
    const alpha = step.rho * inner(step.s, q);
    alphas.push(alpha);
    for (let at = 0; at < q.length; at++) q[at]! -= alpha * step.y[at]!;
  }
  const last = steps[steps.length - 1];
  if (last) {
    const scale = 1 / (last.rho * inner(last.y, last.y));
    for (let at = 0; at < q.length; at++) q[at]! *= scale;
  }
  steps.forEach((step, at) => {
    const beta = step.rho * inner(step.y, q);
    const alpha = alphas[steps.length - 1 - at] ?? 0;
    for (let k = 0; k < q.length; k++) q[k]! += step.s[k]! * (alpha - beta);
  });
  return q;
}
