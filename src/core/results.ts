/** Bins of equal nature; silence between segments is folded. Times in floating minutes. */
export interface TimeAxis {
  segments: { startMin: number; endMin: number }[];
  binStart: Float64Array;
  binEnd: Float64Array;
  /** Segment index of each bin. */
  binSegment: Uint32Array;
  /** '30 min', 'day', 'month' … */
  unit: string;
}

export interface Histogram {
  axis: TimeAxis;
  all: Uint32Array;
  /** Passing every filter but time. */
  shown: Uint32Array;
}

/** A reply count: `low` = stated, settled or strong; `high` = all at or above the threshold. */
export interface ReplyRange {
  stated: number;
  /** Settled by the reader; absent = none, or not told apart. */
  settled?: number;
  low: number;
  high: number;
}

/** One comment as a mark of the lane view. Arrays run in parallel, one entry a mark. */
export interface Lanes {
  lanes: { key: string; name: string | null; hue: number; isOthers: boolean; count: number }[];
  axis: TimeAxis;
  row: Uint32Array;
  lane: Uint16Array;
  time: Float64Array;
  /** 1 = passes every filter but time: the chart itself dims what lies outside the brush. */
  shown: Uint8Array;
  /** 1 = starts a thread (or its parent is below the threshold). */
  root: Uint8Array;
  /** Arcs: child and parent as indices of marks. */
  arcFrom: Uint32Array;
  arcTo: Uint32Array;
  arcProbability: Float32Array;
  arcStated: Uint8Array;
  /** Past ~2,000 marks: counts per lane × bin instead of marks (row-major by lane). */
  density: { all: Uint32Array; shown: Uint32Array } | null;
}

/** Comments by time since the first one of their article (or thread, when there is one article). */
export interface Overlay {
  by: 'article' | 'thread';
  series: {
    key: string;
    label: string;
    hue: number;
    elapsedMin: Float64Array;
    shown: Uint8Array;
  }[];
  leftOut: number;
}

export interface NetworkCommenter {
  index: number;
  key: string;
  name: string | null;
  people: readonly [number, number];
  hue: number;
  comments: number;
  shown: number;
  /** −1…1, to be scaled into the panel. */
  x: number;
  y: number;
}

export interface NetworkEdge {
  from: number;
  to: number;
  /** Keys of the two commenters. */
  fromKey: string;
  toKey: string;
  /** Under the current filters. */
  shown: ReplyRange;
  /** Without filters, at the current threshold. */
  total: ReplyRange;
  isReciprocal: boolean;
  /** Mean probability of its replies. */
  probability: number;
}

/** Strongest first; `left out` says what the cap hides. `from`/`to` index `commenters`. */
export interface Network {
  commenters: NetworkCommenter[];
  edges: NetworkEdge[];
  leftOut: { commenters: number; edges: number };
  /** Comments looked at so far; of how many of them nobody can say whom they answer. */
  inferred: { done: number; total: number; unknowable?: number };
  reciprocity: number | null;
}

/** Cumulative counts over the active dimension (time): entry i counts what lies before edge i. */
export interface BrushIndex {
  epoch: number;
  /** Floating minutes of each step, ascending. */
  edges: Float64Array;
  total: Uint32Array;
  /** Row-major: group × edges.length. */
  commenters: { index: Uint32Array; counts: Uint32Array };
  articles: { index: Uint32Array; counts: Uint32Array };
  pairs: { from: Uint32Array; to: Uint32Array; counts: Uint32Array };
}
