import type { OrderModel } from './replies/inference.ts';

export type ListOrder = 'threads' | 'time' | 'recorded';
export type TimeChart = 'lanes' | 'histogram' | 'overlay';
export type NetworkChart = 'graph' | 'matrix' | 'pairs';

/**
 * What the reader asked for: permalink, undo and captions all use it. Keys of commenters and articles
 * are those of the corpus summary; times are floating minutes, `toMin` exclusive.
 */
export interface ViewState {
  query: string;
  fromMin: number | null;
  toMin: number | null;
  by: readonly string[];
  notBy: readonly string[];
  in: readonly string[];
  notIn: readonly string[];
  /** Only replies from one commenter to another. */
  edge: readonly [from: string, to: string] | null;
  /** Replies below this probability are not drawn or counted; 1 = stated or settled only. */
  threshold: number;
  /** Count a double post once. */
  once: boolean;
  selected: string | null;
  listOrder: ListOrder;
  timeChart: TimeChart;
  networkChart: NetworkChart;
  /** Order model by article key, where the reader chose one. */
  orderModels: Readonly<Record<string, OrderModel>>;
}

export const DEFAULT_VIEW: ViewState = {
  query: '',
  fromMin: null,
  toMin: null,
  by: [],
  notBy: [],
  in: [],
  notIn: [],
  edge: null,
  threshold: 0.5,
  once: false,
  selected: null,
  listOrder: 'threads',
  timeChart: 'lanes',
  networkChart: 'graph',
  orderModels: {},
};
