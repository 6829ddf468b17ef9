/**
 * What a chart is given and what it gives back. A chart gets plain data, a slice of the view and
 * callbacks; it reads no global state, so that it can be drawn, tested and exported anywhere.
 */
import type { Histogram, Lanes, Network, Overlay } from '../core/results.ts';
import type { NetworkChart, TimeChart } from '../core/view.ts';

/** What a `*.chart.svelte` file says of itself: `export const chart` of its module script. */
export interface ChartDefinition {
  id: string;
  /** Name of the region it stands in. */
  title: string;
  /** Modes in the order of the switch; the first is the default. */
  modes: readonly { id: string; label: string; hint: string }[];
  /** Where it stands among the charts. */
  order: number;
}

/** Floating minutes, `toMin` exclusive; null on an end = open. */
export interface TimeRange {
  fromMin: number;
  toMin: number;
}

/** A cell of counts: a stretch of time, and keys of the commenters it counts. */
export interface ChartCell {
  range: TimeRange;
  /** Only these; empty = all but `without`. */
  only: readonly string[];
  without: readonly string[];
}

/** A page whose title stands above its stretch of time. */
export interface ChartArticle {
  key: string;
  title: string;
  fromMin: number | null;
  toMin: number | null;
}

/**
 * `<ActivityChart>` of `activity.chart.svelte`. It draws its own heading row (h2, finding, switch of
 * modes with "Show as table"), the plot with the brush, the sliders "From" and "To" and the two typed
 * date fields, and fills its parent (which must have a height). Pass null while data is not there.
 */
export interface ActivityChartProps {
  mode: TimeChart;
  histogram: Histogram | null;
  lanes: Lanes | null;
  overlay: Overlay | null;
  articles: readonly ChartArticle[];
  /** All of them; `articles` holds the first of a large corpus only. */
  articleCount?: number;
  /** The brush: `view.fromMin`/`toMin`; an open end is the end of the axis. */
  view: { fromMin: number | null; toMin: number | null };
  /** Replies below it are not drawn; the caption says so. */
  threshold: number;
  /** Row of the selected comment. */
  selectedRow: number | null;
  /** id of the h2, for the region's aria-labelledby. */
  headingId?: string;
  onmode: (mode: TimeChart) => void;
  /** While dragging `isCommitted` is false (every frame); on release, key up, typed date: true. */
  onbrush: (range: TimeRange | null, isCommitted: boolean) => void;
  /** A mark of the lane view: the comment's row. */
  onselect: (row: number) => void;
  /** A cell of counts: to show exactly the comments it counts. */
  oncell?: (cell: ChartCell) => void;
  /** A lane's label: the commenter's key. */
  oncommenter?: (key: string) => void;
  /** Pointer or focus enters (true) or leaves (false) the brush area: time to fetch a brush index. */
  onbrushready?: (isActive: boolean) => void;
}

/** Counts during a drag, parallel to `network.commenters` and `network.edges`. */
export interface NetworkLive {
  commenterShown: Uint32Array;
  edgeShown: Uint32Array;
}

/** `<NetworkChart>` of `network.chart.svelte`; draws its own heading row and fills its parent. */
export interface NetworkChartProps {
  mode: NetworkChart;
  network: Network | null;
  /** While the brush is dragged; null otherwise. */
  live: NetworkLive | null;
  threshold: number;
  /** `view.edge`: keys of the one who answers and the one who is answered. */
  selectedEdge: readonly [from: string, to: string] | null;
  /** `view.by`. */
  selectedCommenters: readonly string[];
  /** Whether any filter is on: the captions say "in this view" then. */
  isFiltered: boolean;
  headingId?: string;
  onmode: (mode: NetworkChart) => void;
  /** Null = the selected edge was clicked again. */
  onedge: (edge: readonly [from: string, to: string] | null) => void;
  oncommenter: (key: string) => void;
}
