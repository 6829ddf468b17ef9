/** The best rows by score, ties by row, kept in a heap of bounded size: one comparison for most rows. */
export class TopRows {
  private readonly scores: Float64Array;
  private readonly rows: Uint32Array;
  private size = 0;

  constructor(limit: number) {
    this.scores = new Float64Array(limit);
    this.rows = new Uint32Array(limit);
  }

  /** Whether a row of this score, or one after it, can still be among the best. */
  takes(row: number, score: number): boolean {
    const { scores, rows } = this;
    if (this.size < scores.length) return true;
    return scores.length > 0 && isWorse(scores[0] ?? 0, rows[0] ?? 0, score, row);
  }

  /** The least score of those kept; lower ones are not taken. -Infinity while there is room. */
  get least(): number {
    return this.size < this.scores.length ? -Infinity : (this.scores[0] ?? Infinity);
  }

  /** Offers a row. */
  offer(row: number, score: number): void {
    const { scores, rows } = this;
    if (this.size === scores.length) {
      if (this.takes(row, score)) this.sink(0, row, score);
      return;
    }
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(score, row, scores[parent] ?? 0, rows[parent] ?? 0)) break;
      scores[at] = scores[parent] ?? 0;
      rows[at] = rows[parent] ?? 0;
      at = parent;
    }
    scores[at] = score;
    rows[at] = row;
  }

  /** Offers many rows with scores by row, times a factor by row where there is one (0 = 1). */
  offerAll(rows: Uint32Array, byRow: Float64Array, factors: Uint16Array | null): void {
    let least = -Infinity;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      let score = byRow[row] ?? 0;
      if (factors) score *= factors[row] || 1;
      if (score < least) continue;
      this.offer(row, score);
      least = this.least;
    }
  }

  /** Offers some rows with scores by their place among them, times a factor where there is one (0 = 1). */
  offerListed(rows: Uint32Array, scores: Float64Array, factors: Uint16Array | null): void {
    let least = -Infinity;
    for (let at = 0; at < rows.length; at += 1) {
      let score = scores[at] ?? 0;
      if (factors) score *= factors[at] || 1;
      if (score < least) continue;
      this.offer(rows[at] ?? 0, score);
      least = this.least;
    }
  }

  /** Rows and their scores, best first. */
  sorted(): { rows: Uint32Array; scores: Float64Array } {
    const order = Array.from({ length: this.size }, (_, at) => at);
    const { scores, rows } = this;
    order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (rows[a] ?? 0) - (rows[b] ?? 0));
    return {
      rows: Uint32Array.from(order, (at) => rows[at] ?? 0),
      scores: Float64Array.from(order, (at) => scores[at] ?? 0),
    };
  }

  private sink(start: number, row: number, score: number): void {
    const { scores, rows, size } = this;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        isWorse(scores[right] ?? 0, rows[right] ?? 0, scores[child] ?? 0, rows[child] ?? 0)
      ) {
        child = right;
      }
      if (!isWorse(scores[child] ?? 0, rows[child] ?? 0, score, row)) break;
      scores[at] = scores[child] ?? 0;
      rows[at] = rows[child] ?? 0;
      at = child;
    }
    scores[at] = score;
    rows[at] = row;
  }
}

function isWorse(scoreA: number, rowA: number, scoreB: number, rowB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && rowA > rowB);
}
