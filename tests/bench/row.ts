/** One line of the results table. Ratios are ours ÷ peer, from the same run. */
export interface Row {
  what: string;
  /** The peer's figure, or null when the goal is absolute. */
  peer: number | null;
  ours: number;
  ratio: number | null;
  goal: string;
  met: boolean | null;
  unit: string;
}

export interface BenchOptions {
  sizes: number[];
  quick: boolean;
}

export interface Bench {
  run(options: BenchOptions): Promise<Row[]>;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
