/**
 * Heights of the rows of a long list: an estimate for all, corrections for the measured ones, in a
 * Fenwick tree (Fenwick 1994), so that "where does row i start" and "which row is at y" cost log n.
 * Example: 3 rows of 100 px, row 1 measured at 160 → tops 0, 100, 260, total 360.
 * Memory: 16 bytes a row, kept when the list is made anew. Heights are CSS pixels ≥ 0.
 */
export class Heights {
  #count: number;
  #estimatePx: number;
  /** Height minus estimate, per row; as long as the longest list so far. */
  readonly #delta: Float64Array;
  /** Fenwick tree over #delta, 1-based. */
  readonly #tree: Float64Array;
  readonly #measured = new Set<number>();
  #totalDelta = 0;

  constructor(count: number, estimatePx: number) {
    this.#count = count;
    this.#estimatePx = estimatePx;
    this.#delta = new Float64Array(count);
    this.#tree = new Float64Array(count + 1);
  }

  get count(): number {
    return this.#count;
  }

  get totalPx(): number {
    return this.#count * this.#estimatePx + this.#totalDelta;
  }

  /** Forgets every measurement; the same object where its memory suffices, else a new one. */
  renewed(count: number, estimatePx: number): Heights {
    if (count > this.#delta.length) return new Heights(count, estimatePx);
    for (const index of this.#measured) this.#add(index, -(this.#delta[index] ?? 0));
    this.#measured.clear();
    this.#totalDelta = 0;
    this.#count = count;
    this.#estimatePx = estimatePx;
    return this;
  }

  heightOf(index: number): number {
    return this.#estimatePx + (this.#delta[index] ?? 0);
  }

  isMeasured(index: number): boolean {
    return this.#measured.has(index);
  }

  /** Returns by how much the row grew. */
  measure(index: number, heightPx: number): number {
    if (index < 0 || index >= this.#count) return 0;
    const growth = heightPx - this.heightOf(index);
    if (growth === 0) return 0;
    this.#measured.add(index);
    this.#totalDelta += growth;
    this.#add(index, growth);
    return growth;
  }

  /** Pixels above row `index`; `count` gives the total. */
  topOf(index: number): number {
    const end = Math.min(Math.max(index, 0), this.#count);
    let sum = 0;
    for (let at = end; at > 0; at -= at & -at) sum += this.#tree[at] ?? 0;
    return end * this.#estimatePx + sum;
  }

  /** The row that covers `yPx`, clamped to the list; 0 for an empty one. */
  indexAt(yPx: number): number {
    let index = 0;
    let left = yPx;
    let step = 1;
    while (step * 2 <= this.#count) step *= 2;
    for (; step > 0; step >>= 1) {
      const next = index + step;
      if (next > this.#count) continue;
      const height = step * this.#estimatePx + (this.#tree[next] ?? 0);
      if (height <= left) {
        index = next;
        left -= height;
      }
    }
    return Math.min(index, Math.max(this.#count - 1, 0));
  }

  #add(index: number, px: number): void {
    this.#delta[index] = (this.#delta[index] ?? 0) + px;
    for (let at = index + 1; at < this.#tree.length; at += at & -at) {
      this.#tree[at] = (this.#tree[at] ?? 0) + px;
    }
  }
}
