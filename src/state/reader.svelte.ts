import type { ListOrder } from '../core/view.ts';
import { isAborted, type EngineClient } from '../engine/client.ts';
import type { CommentRow, ListRow, Look } from '../engine/protocol.ts';

const PAGE = 20;
const PAGES_KEPT = 30;
/** Most pages asked for at once, so that an answer is never long in coming. */
const RUN = 5;
/** Rows fetched beyond those in sight. */
const AHEAD = 30;
/** A list up to this long is fetched whole before it is shown. */
const SHORT = 60;

/** The comment list as it stands: rows in pages, fetched as they come into sight. */
export interface ListSnapshot {
  /** Changes whenever rows may stand elsewhere; the list is then laid out anew. */
  version: number;
  order: ListOrder;
  length: number;
  pages: ReadonlyMap<number, readonly ListRow[]>;
  /** Row to be in sight. */
  startIndex: number;
  /** The same list as before, refreshed: `startIndex` is what stood at the top, and stays there. */
  isHeld: boolean;
}

const EMPTY: ListSnapshot = {
  version: 0,
  order: 'threads',
  length: 0,
  pages: new Map(),
  startIndex: 0,
  isHeld: false,
};

export function keyOfRow(row: ListRow): string {
  return row.kind === 'comment' ? row.id : `article:${row.index}`;
}

/** Rows of the comment list under the current look. */
export class Reader {
  list = $state.raw<ListSnapshot>(EMPTY);
  /** Row that a key or a link asked for; the list brings it into sight. */
  target = $state.raw<{ index: number; align: 'start' | 'nearest'; focus: boolean } | null>(null);
  /** First row in sight, to hold the place when the list is made anew. */
  topIndex = 0;
  readonly #engine: EngineClient;
  /** Rows in sight; what is missing of them is fetched one run at a time, the newest wish first. */
  #wanted = { first: 0, last: 0, ahead: AHEAD };
  #isFetching = false;
  #abort = new AbortController();

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  clear(): void {
    this.#abort.abort();
    this.list = { ...EMPTY, version: this.list.version + 1 };
    this.target = null;
    this.topIndex = 0;
  }

  row(index: number): ListRow | null {
    const page = Math.floor(index / PAGE);
    return this.list.pages.get(page)?.[index - page * PAGE] ?? null;
  }

  /** Index of a comment in the list; -1 when it is filtered out. */
  async indexOf(id: string): Promise<number> {
    for (const [page, rows] of this.list.pages) {
      const at = rows.findIndex((row) => row.kind === 'comment' && row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return this.#engine.call(this.#abort.signal, 'locate', { id });
  }

  /**
   * A new look: the rows that will be in sight are fetched before the list changes. `superseded` breaks that
   * off; the list as it stands goes on fetching.
   */
  async show(
    look: Look,
    order: ListOrder,
    keepId: string | null,
    isRefresh = false,
    superseded?: AbortSignal,
  ): Promise<void> {
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const stop = (): void => abort.abort();
    superseded?.addEventListener('abort', stop);
    try {
      await this.#show(look, order, keepId, isRefresh, abort.signal);
    } finally {
      superseded?.removeEventListener('abort', stop);
    }
  }

  async #show(
    look: Look,
    order: ListOrder,
    keepId: string | null,
    isRefresh: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const isMoved = (): boolean => isRefresh && this.topIndex !== top;
    let top = this.topIndex;
    let startIndex = await this.#startOf(isRefresh ? this.#topId() : keepId, isRefresh, signal);
    let pages = await this.#pagesAround(startIndex, look.listLength, order, signal);
    for (let tries = 0; isMoved() && tries < 3; tries++) {
      top = this.topIndex;
      startIndex = await this.#startOf(this.#topId(), true, signal);
      pages = await this.#pagesAround(startIndex, look.listLength, order, signal);
    }
    if (isMoved()) startIndex = this.topIndex;
    this.list = {
      version: this.list.version + 1,
      order,
      length: look.listLength,
      pages,
      startIndex,
      isHeld: isRefresh,
    };
  }

  async #pagesAround(
    index: number,
    length: number,
    order: ListOrder,
    signal: AbortSignal,
  ): Promise<Map<number, readonly ListRow[]>> {
    const from = length <= SHORT ? 0 : Math.max(0, index - PAGE / 2);
    const start = from - (from % PAGE);
    const end = Math.min(length, length <= SHORT ? length : start + 2 * PAGE);
    if (start >= end) return new Map();
    return inPages(start, end, await this.#engine.call(signal, 'rows', { order, start, end }));
  }

  /** Id of the comment at the top; null when a heading stands there or it is not fetched yet. */
  #topId(): string | null {
    const row = this.row(this.topIndex);
    return row?.kind === 'comment' ? row.id : null;
  }

  async #startOf(id: string | null, isRefresh: boolean, signal: AbortSignal): Promise<number> {
    if (id === null) return isRefresh ? this.topIndex : 0;
    const found = await this.#engine.call(signal, 'locate', { id });
    return Math.max(0, found);
  }

  /** Whether rows [first, last) are here. */
  has(first: number, last: number): boolean {
    const end = Math.ceil(Math.min(last, this.list.length) / PAGE);
    for (let page = Math.max(0, Math.floor(first / PAGE)); page < end; page++)
      if (!this.list.pages.has(page)) return false;
    return true;
  }

  /** Fetches what is missing of [first, last), then (but for a jump) some rows around; a newer wish first. */
  ensure(first: number, last: number, isJump = false): void {
    this.#wanted = { first, last, ahead: isJump ? 0 : AHEAD };
    if (!this.#isFetching) void this.#fetchWanted();
  }

  async #fetchWanted(): Promise<void> {
    this.#isFetching = true;
    const { version } = this.list;
    try {
      for (let run = this.#missing(); run && this.list.version === version; run = this.#missing())
        if (!(await this.#fetch(run.page, run.count))) return;
    } finally {
      this.#isFetching = false;
    }
  }

  /** The first run of pages to be fetched: in sight, then below it, then above. */
  #missing(): { page: number; count: number } | null {
    const { first, last, ahead } = this.#wanted;
    const { pages, length } = this.list;
    for (const [from, to] of [
      [first, last],
      [last, last + ahead],
      [first - ahead, first],
    ] as const) {
      const end = Math.ceil(Math.min(to, length) / PAGE);
      for (let page = Math.max(0, Math.floor(from / PAGE)); page < end; page++) {
        if (pages.has(page)) continue;
        let count = 1;
        while (count < RUN && page + count < end && !pages.has(page + count)) count++;
        return { page, count };
      }
    }
    return null;
  }

  /** The comment `step` comments on from `fromIndex` (-1: before the first), over headings; null at an end. */
  async neighbour(
    fromIndex: number,
    step: 1 | -1,
  ): Promise<{ index: number; row: CommentRow } | null> {
    for (let index = fromIndex + step; index >= 0 && index < this.list.length; index += step) {
      const page = Math.floor(index / PAGE);
      if (!this.list.pages.has(page)) await this.#fetch(page);
      const row = this.row(index);
      if (row?.kind === 'comment') return { index, row };
      if (row === null) return null;
    }
    return null;
  }

  /** Says whether the rows are there now; a list that changed meanwhile is left alone. */
  async #fetch(page: number, count = 1): Promise<boolean> {
    const { version, order, length } = this.list;
    const start = page * PAGE;
    const end = Math.min(length, start + count * PAGE);
    if (start < 0 || start >= end) return false;
    try {
      const rows = await this.#engine.call(this.#abort.signal, 'rows', { order, start, end });
      if (this.list.version !== version) return false;
      const pages = new Map([...this.list.pages, ...inPages(start, end, rows)]);
      this.list = { ...this.list, pages: nearest(pages, page) };
      return true;
    } catch (error) {
      if (!isAborted(error)) throw error;
      return false;
    }
  }
}

/** Rows [start, end) by page; a page is there even when the engine had fewer rows than were asked for. */
function inPages(
  start: number,
  end: number,
  rows: readonly ListRow[],
): Map<number, readonly ListRow[]> {
  const pages = new Map<number, readonly ListRow[]>();
  for (let at = start; at < end; at += PAGE)
    pages.set(at / PAGE, rows.slice(at - start, at - start + PAGE));
  return pages;
}

/** Keeps the pages nearest to the one just read. */
function nearest(
  pages: Map<number, readonly ListRow[]>,
  page: number,
): Map<number, readonly ListRow[]> {
  if (pages.size <= PAGES_KEPT) return pages;
  const far = [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
  for (const key of far.slice(0, pages.size - PAGES_KEPT)) pages.delete(key);
  return pages;
}
