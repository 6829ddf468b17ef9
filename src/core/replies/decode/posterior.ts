/** Probabilities of parents: entries start[i]…start[i+1) of comment i, top level (TOP) first, then nearest first. */
export interface Posterior {
  start: Uint32Array;
  parent: Int32Array;
  /** Scores (log-odds) until decoded, then probabilities. */
  probability: Float32Array;
}

/** An empty posterior with room for `capacity` entries. */
export function createPosterior(n: number, capacity: number): Posterior {
  return {
    start: new Uint32Array(n + 1),
    parent: new Int32Array(capacity),
    probability: new Float32Array(capacity),
  };
}
