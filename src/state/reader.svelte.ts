import type { ListOrder } from '../core/view.ts';
import { isAborted, type EngineClient } from '../engine/client.ts';
import type { CommentRow, ListRow, Look } from '../engine/protocol.ts';

const PAGE = 100;
const PAGES_KEPT = 30;

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
  readonly #asked = new Set<number>();
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

  /** A new look: the rows that will be in sight are fetched before the list changes. */
  async show(
    look: Look,
    order: ListOrder,
    keepId: string | null,
    isRefresh = false,
  ): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
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
    this.#asked.clear();
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
    const pages = new Map<number, readonly ListRow[]>();
    const first = Math.floor(index / PAGE);
    for (const page of [first, first + 1]) {
      const start = page * PAGE;
      if (start >= length) continue;
      const end = Math.min(length, start + PAGE);
      pages.set(page, await this.#engine.call(signal, 'rows', { order, start, end }));
    }
    return pages;
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

  /** Fetches what is missing of [first, last). */
  ensure(first: number, last: number): void {
    for (let page = Math.floor(first / PAGE); page * PAGE < last; page++) {
      if (!this.list.pages.has(page) && !this.#asked.has(page)) void this.#fetch(page);
    }
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

  async #fetch(page: number): Promise<void> {
    const { version, order, length } = this.list;
    const start = page * PAGE;
    const end = Math.min(length, start + PAGE);
    if (start < 0 || start >= end) return;
    this.#asked.add(page);
    try {
      const rows = await this.#engine.call(this.#abort.signal, 'rows', { order, start, end });
      if (this.list.version !== version) return;
      const pages = new Map(this.list.pages).set(page, rows);
      this.list = { ...this.list, pages: nearest(pages, page) };
    } catch (error) {
      if (!isAborted(error)) throw error;
    } finally {
      this.#asked.delete(page);
    }
  }
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
