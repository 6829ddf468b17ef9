/**
 * Scrolling of a list too long for the browser, as a pure reducer.
 *
 * Browsers cap an element's height (~17.9 M px in Firefox), and 1,000,000 comments are higher. So two
 * spaces: the *list* (real pixels of all rows) and the *canvas* (the scrolled element, ≤ CANVAS_MAX_PX).
 * What is seen hangs on an anchor, a row and how far its top lies above the viewport's top edge. Short scrolls
 * move the anchor by real pixels; long ones (dragging the scrollbar) jump in proportion. The two drift
 * apart in a scaled list and are brought together when scrolling rests, or an end is near. While list
 * and canvas are of one height they are the same, and nothing of this shows.
 *
 *   canvas 0 ├──────▓▓──────┤ 15 M      scrollTop
 *   list   0 ├──────────────▓▓───────────────┤ 120 M      listTop = topOf(anchor) + offset
 *
 * A jump to rows that are not there yet may wait: the rows in sight are *carried* along under the scrolled
 * canvas until it *lands*.
 *
 * Measured heights above the anchor never move what is read; a list at its end stays there while its last
 * rows are measured for the first time. States share their `heights`: only the
 * newest state may be reduced further. Cost: log n an event.
 */
import { Heights } from './heights.ts';

export const CANVAS_MAX_PX = 15_000_000;
/** A list this short is rendered whole: printing and the browser's own search then find everything. */
export const WHOLE_COUNT = 200;
const OVERSCAN_PX = 600;

export interface ListState {
  readonly heights: Heights;
  readonly viewportPx: number;
  /** Where the canvas should be scrolled to; when it differs from the element's, the element follows. */
  readonly scrollTop: number;
  readonly anchor: { readonly index: number; readonly offsetPx: number };
  /** Rows to render, [first, last). */
  readonly first: number;
  readonly last: number;
  /** The canvas has gone on without the rows in sight. */
  readonly isCarried: boolean;
}

export type ListEvent =
  /** A new list; with `hold` row `index` stands where the anchor stood, else it is under the upper edge. */
  | { type: 'reset'; count: number; estimatePx: number; index?: number; hold?: boolean }
  | { type: 'resize'; viewportPx: number }
  | { type: 'scroll'; scrollTop: number }
  /** The canvas is scrolled and the rows in sight stay in sight. */
  | { type: 'carry'; scrollTop: number }
  /** What `at`, an earlier outcome of a scroll, would have shown is shown now. */
  | { type: 'land'; at: ListState }
  /** Scrolling has rested: a moment to bring canvas and list together. */
  | { type: 'rest' }
  | { type: 'measure'; rows: readonly { index: number; heightPx: number }[] }
  /** `nearest` moves as little as shows the row, `start` puts its top `marginPx` under the viewport's. */
  | { type: 'reveal'; index: number; align: 'start' | 'nearest'; marginPx?: number };

export function emptyList(estimatePx: number): ListState {
  const heights = new Heights(0, estimatePx);
  const anchor = { index: 0, offsetPx: 0 };
  return { heights, viewportPx: 0, scrollTop: 0, anchor, first: 0, last: 0, isCarried: false };
}

export function canvasPx(state: ListState): number {
  return Math.min(state.heights.totalPx, CANVAS_MAX_PX);
}

/** Pixels of the list above the viewport. */
export function listTop(state: ListState): number {
  return state.heights.topOf(state.anchor.index) + state.anchor.offsetPx;
}

/** Where row `first` is drawn inside the canvas. */
export function blockTop(state: ListState): number {
  return state.scrollTop + state.heights.topOf(state.first) - listTop(state);
}

export function reduceList(state: ListState, event: ListEvent): ListState {
  switch (event.type) {
    case 'reset': {
      const heights = state.heights.renewed(event.count, event.estimatePx);
      const index = Math.min(event.index ?? 0, Math.max(0, event.count - 1));
      const offsetPx = event.hold ? state.anchor.offsetPx : 0;
      return moveTo({ ...state, heights }, heights.topOf(index) + offsetPx, 'synced', index);
    }
    case 'resize': {
      const resized = { ...state, viewportPx: event.viewportPx };
      return moveTo(resized, listTop(resized), isApart(resized) ? 'kept' : 'synced');
    }
    case 'scroll':
      return scrollTo(state, event.scrollTop);
    case 'carry':
      return { ...state, scrollTop: event.scrollTop, isCarried: true };
    case 'land': {
      const isCarried = state.scrollTop !== event.at.scrollTop;
      return moveTo({ ...state, isCarried }, listTop(event.at), 'kept', event.at.anchor.index);
    }
    case 'rest':
      return isScaled(state) && !state.isCarried ? moveTo(state, listTop(state), 'synced') : state;
    case 'measure':
      return measure(state, event.rows);
    case 'reveal':
      return reveal(state, event);
  }
}

function maxListTop(state: ListState): number {
  return Math.max(0, state.heights.totalPx - state.viewportPx);
}

function maxScrollTop(state: ListState): number {
  return Math.max(0, canvasPx(state) - state.viewportPx);
}

function isScaled(state: ListState): boolean {
  return state.heights.totalPx > CANVAS_MAX_PX;
}

/** Whether canvas and list may stand at different places. */
function isApart(state: ListState): boolean {
  return isScaled(state) || state.isCarried;
}

/** Canvas position that stands for a list position. */
function toCanvas(state: ListState, listTopPx: number): number {
  if (!isScaled(state)) return listTopPx;
  const range = maxListTop(state);
  return range === 0 ? 0 : (listTopPx / range) * maxScrollTop(state);
}

function scrollTo(state: ListState, scrollTop: number): ListState {
  const delta = scrollTop - state.scrollTop;
  if (delta === 0 && !state.isCarried) return state;
  const free = { ...state, scrollTop, isCarried: false };
  if (!isScaled(state)) return moveTo(free, scrollTop, 'kept');
  const range = maxScrollTop(state);
  const isJump = state.isCarried || Math.abs(delta) > state.viewportPx * 4;
  const target = isJump
    ? (scrollTop / Math.max(range, 1)) * maxListTop(state)
    : listTop(state) + delta;
  const moved = moveTo(free, target, 'kept');
  const isAtEnd = scrollTop <= state.viewportPx || scrollTop >= range - state.viewportPx;
  return isAtEnd ? moveTo(moved, endOf(moved, scrollTop, range), 'synced') : moved;
}

/** Where the canvas is at its very end and the list less than a sight from its own: that end. */
function endOf(state: ListState, scrollTop: number, range: number): number {
  const top = listTop(state);
  const rest = maxListTop(state) - top;
  if (scrollTop <= 0 && top < state.viewportPx) return 0;
  return scrollTop >= range && rest < state.viewportPx ? top + rest : top;
}

/** Puts a list position at the viewport's top; `synced` moves the canvas along. Hangs on row `held`. */
function moveTo(
  state: ListState,
  listTopPx: number,
  canvas: 'synced' | 'kept',
  held?: number,
): ListState {
  const top = Math.min(Math.max(listTopPx, 0), maxListTop(state));
  const index = held ?? state.heights.indexAt(top);
  const anchor = { index, offsetPx: top - state.heights.topOf(index) };
  if (canvas === 'kept') return withRange({ ...state, anchor });
  const scrollTop = toCanvas(state, top);
  // Elements stand at whole pixels: less than one is no reason to move the canvas under what is read.
  const isThere = isScaled(state) && Math.abs(scrollTop - state.scrollTop) < 1;
  const at = isThere ? state.scrollTop : scrollTop;
  return withRange({ ...state, anchor, scrollTop: at, isCarried: false });
}

function withRange(state: ListState): ListState {
  const { heights } = state;
  if (heights.count <= WHOLE_COUNT) return { ...state, first: 0, last: heights.count };
  const top = listTop(state);
  const first = heights.indexAt(top - OVERSCAN_PX);
  const last = heights.indexAt(top + state.viewportPx + OVERSCAN_PX) + 1;
  return { ...state, first, last };
}

function measure(
  state: ListState,
  rows: readonly { index: number; heightPx: number }[],
): ListState {
  const isAtEnd = listTop(state) > 0 && listTop(state) >= maxListTop(state) - 1;
  let growth = 0;
  let isNew = false;
  for (const { index, heightPx } of rows) {
    const isKnown = state.heights.isMeasured(index);
    const grown = Math.abs(state.heights.measure(index, heightPx));
    growth += grown;
    isNew ||= grown > 0 && !isKnown;
  }
  if (growth === 0) return state;
  if (isAtEnd && isNew) return moveTo(state, maxListTop(state), 'synced');
  return moveTo(state, listTop(state), isApart(state) ? 'kept' : 'synced', state.anchor.index);
}

function reveal(state: ListState, event: ListEvent & { type: 'reveal' }): ListState {
  const { heights, viewportPx } = state;
  const marginPx = event.marginPx ?? 0;
  if (event.index < 0 || event.index >= heights.count) return state;
  const top = heights.topOf(event.index);
  const bottom = top + heights.heightOf(event.index);
  const seenTop = listTop(state);
  const isAbove = top - marginPx < seenTop;
  if (event.align === 'nearest' && !isAbove && bottom + marginPx <= seenTop + viewportPx) {
    return state;
  }
  const isTaller = bottom - top + 2 * marginPx > viewportPx;
  const isAtTop = event.align === 'start' || isAbove || isTaller;
  const target = isAtTop ? top - marginPx : bottom + marginPx - viewportPx;
  return moveTo(state, target, 'synced', event.index);
}
