/** One line of the results table. Ratios are ours ÷ peer, from the same run. */
export interface Row {
  what: string;
  /** Comments it was measured with; null where that means nothing. */
  comments: number | null;
  /** The peer's figure, or null when there is no peer. */
  peer: number | null;
  ours: number;
  unit: string;
  /** Measurements behind the figures. */
  samples: number;
  ratio: number | null;
  /** Empty where there is none. */
  goal: string;
  met: boolean | null;
  /** How much the figure may grow from 100,000 to 1,000,000 comments; rates count as their inverse. */
  growth?: number;
  /** The version of the code it was measured with. */
  version?: string;
  /** Why it could not be measured. */
  failure?: string;
}

export interface BenchOptions {
  comments: number;
  /** Few samples, for a run that only shows that everything runs. */
  quick: boolean;
}

/** A subject: `perSize` runs for every size, `once` at the start. */
export interface Bench {
  perSize?(options: BenchOptions): Promise<Row[]>;
  once?(options: Omit<BenchOptions, 'comments'>): Promise<Row[]>;
}

export interface Figure {
  what: string;
  comments: number | null;
  ours: number;
  unit: string;
  samples: number;
  growth?: number;
}

/** A figure that nothing is asked of. */
export function plain(figure: Figure): Row {
  return { ...figure, peer: null, ratio: null, goal: '', met: null };
}

/** What could not be measured, and why. */
export function failed(what: string, comments: number | null, failure: string): Row {
  return { ...plain({ what, comments, ours: NaN, unit: '', samples: 0 }), failure };
}

/** A figure with an absolute goal: at most `limit`, or at least with a negative one. */
export function absolute(figure: Figure, limit: number): Row {
  const isFloor = limit < 0;
  const goal = `${isFloor ? '≥' : '≤'} ${Math.abs(limit).toLocaleString('en')} ${figure.unit}`;
  const met = isFloor ? figure.ours >= -limit : figure.ours <= limit;
  return { ...plain(figure), goal, met };
}

/** A figure beside a peer's; `goal` = the most that ours ÷ peer may be, null for none. */
export function against(figure: Figure, peer: number, goal: number | null): Row {
  const ratio = figure.ours / peer;
  const asked = goal === null ? '' : `≤ ${String(goal)}`;
  return { ...figure, peer, ratio, goal: asked, met: goal === null ? null : ratio <= goal };
}

/** The goal where it holds: at `from` comments and more. */
export function goalFrom(from: number, comments: number, goal: number): number | null {
  return comments >= from ? goal : null;
}

export const MILLION = 1_000_000;

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const p95 = (values: readonly number[]): number => percentile(values, 0.95);

/** Results of `runs` runs, one after the other. */
export async function repeated<T>(runs: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < runs; run++) results.push(await work(run));
  return results;
}

/** How often something is measured: once in a quick run, less often where each time takes long. */
export function runsOf({ comments, quick }: BenchOptions): number {
  if (quick) return 1;
  return comments >= MILLION ? 3 : 5;
}
