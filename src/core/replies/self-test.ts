/**
 * "How good is it here?": on pages whose replies the source states, hide them, infer, compare. Nothing stored
 * is touched. Intervals are Wilson's for 95 %: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).
 * Example: 8 of 10 right → .80 [.49–.94]. Trials come one by one; of the wrong ones the most confident are kept.
 */

/** One stated reply against what was inferred without it. `Row` is whatever names the comment. */
export interface Trial<Row> {
  row: Row;
  said: Row;
  truth: Row;
  probability: number;
  isParentRight: boolean;
  /** The right commenter, whichever of their comments: what the network rests on. */
  isCommenterRight: boolean;
}

export interface Share {
  value: number;
  low: number;
  high: number;
}

/** Guesses whose probability lies in [from, to): their mean probability and the share that was right. */
export interface CalibrationBin extends Share {
  from: number;
  to: number;
  count: number;
  mean: number;
}

export interface SelfTestResult<Row> {
  tested: number;
  /** Comments of which the model would not say what they answer. */
  unknowable: number;
  parent: Share;
  commenter: Share;
  bins: CalibrationBin[];
  /** Mean distance of what was said from what was right, each guess counted once. */
  calibrationError: number;
  /** Most confident first. */
  worst: Trial<Row>[];
}

const BINS = 10;
const Z = 1.959964;

/** Counts trials; keeps the `kept` most confident mistakes. */
export class SelfTestTally<Row> {
  #tested = 0;
  #unknowable = 0;
  #parentRight = 0;
  #commenterRight = 0;
  readonly #count = new Float64Array(BINS);
  readonly #sum = new Float64Array(BINS);
  readonly #right = new Float64Array(BINS);
  readonly #worst: Trial<Row>[] = [];
  readonly #kept: number;

  constructor(kept: number) {
    this.#kept = kept;
  }

  get tested(): number {
    return this.#tested;
  }

  /** The model would not say; that is no mistake, and no success. */
  skip(): void {
    this.#unknowable++;
  }

  add(trial: Trial<Row>): void {
    const { probability, isParentRight, isCommenterRight } = trial;
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    this.#tested++;
    this.#count[bin] = (this.#count[bin] ?? 0) + 1;
    this.#sum[bin] = (this.#sum[bin] ?? 0) + probability;
    if (isCommenterRight) this.#commenterRight++;
    if (isParentRight) {
      this.#parentRight++;
      this.#right[bin] = (this.#right[bin] ?? 0) + 1;
    } else this.#keepMistake(trial);
  }

  read(): SelfTestResult<Row> {
    const bins = Array.from({ length: BINS }, (_, bin) => this.#binAt(bin)).filter(
      ({ count }) => count > 0,
    );
    const off = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.mean - bin.value), 0);
    return {
      tested: this.#tested,
      unknowable: this.#unknowable,
      parent: wilson(this.#parentRight, this.#tested),
      commenter: wilson(this.#commenterRight, this.#tested),
      bins,
      calibrationError: this.#tested === 0 ? 0 : off / this.#tested,
      worst: [...this.#worst],
    };
  }

  #binAt(bin: number): CalibrationBin {
    const count = this.#count[bin] ?? 0;
    const mean = count === 0 ? 0 : (this.#sum[bin] ?? 0) / count;
    const share = wilson(this.#right[bin] ?? 0, count);
    return { from: bin / BINS, to: (bin + 1) / BINS, count, mean, ...share };
  }

  #keepMistake(trial: Trial<Row>): void {
    const worst = this.#worst;
    let at = worst.length;
    while (at > 0 && (worst[at - 1]?.probability ?? 1) < trial.probability) at--;
    worst.splice(at, 0, trial);
    if (worst.length > this.#kept) worst.length = this.#kept;
  }
}

/** A share with its 95 % Wilson interval; [0, 1] when nothing was counted. */
export function wilson(right: number, of: number): Share {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const value = right / of;
  const scale = 1 + Z ** 2 / of;
  const middle = value + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((value * (1 - value)) / of + Z ** 2 / (4 * of * of));
  return {
    value,
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}
