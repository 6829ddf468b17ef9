import type { Posterior } from './posterior.ts';

/** Turns scores into probabilities, comment by comment. */
export function decodeChain(scores: Posterior): void {
  const { start, probability } = scores;
  for (let i = 0; i + 1 < start.length; i++)
    normalise(probability, start[i] ?? 0, start[i + 1] ?? 0);
}

/** Softmax of values[from…to) in place. */
export function normalise(values: Float32Array, from: number, to: number): void {
  let most = -Infinity;
  for (let at = from; at < to; at++) most = Math.max(most, values[at] ?? 0);
  let sum = 0;
  for (let at = from; at < to; at++) {
    const weight = Math.exp((values[at] ?? 0) - most);
    values[at] = weight;
    sum += weight;
  }
  for (let at = from; at < to; at++) values[at] = (values[at] ?? 0) / sum;
}
