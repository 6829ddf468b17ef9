/** Seeded chance (mulberry32). Only integer arithmetic and division, so every engine agrees. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ number < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Integer from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  /** Heavy-tailed positive number with the given median, held at `most`. */
  wait(median: number, most: number): number {
    const share = this.next();
    return Math.min(most, (median * share) / (1 - share));
  }
}

/** Draws indices in proportion to 1 / (index + shift), in constant time (Walker's alias method). */
export class ZipfDraw {
  #cut: Float64Array;
  #alias: Uint32Array;

  constructor(size: number, shift: number) {
    const weights = Float64Array.from({ length: size }, (_, i) => 1 / (i + shift));
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / size;
    this.#cut = weights.map((weight) => weight / mean);
    this.#alias = new Uint32Array(size);
    const small: number[] = [];
    const large: number[] = [];
    this.#cut.forEach((cut, i) => (cut < 1 ? small : large).push(i));
    for (let poor = small.pop(); poor !== undefined; poor = small.pop()) {
      const rich = large.at(-1);
      if (rich === undefined) break;
      this.#alias[poor] = rich;
      const left = (this.#cut[rich] ?? 0) + (this.#cut[poor] ?? 0) - 1;
      this.#cut[rich] = left;
      if (left < 1) {
        large.pop();
        small.push(rich);
      }
    }
    for (const rich of large) this.#cut[rich] = 1;
  }

  draw(chance: Chance): number {
    const at = chance.below(this.#cut.length);
    return chance.next() < (this.#cut[at] ?? 1) ? at : (this.#alias[at] ?? at);
  }
}
