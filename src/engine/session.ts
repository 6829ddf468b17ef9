import { Crossfilter } from '../core/crossfilter/crossfilter.ts';
import type { Filters } from '../core/crossfilter/filters.ts';
import {
  type Addressees,
  addressees,
  buildPairs,
  countPairs,
  type PairCounts,
  type Pairs,
  pairsInSlices,
} from '../core/graph/pairs.ts';
import type { Place } from '../core/graph/layout.ts';
import { drawnParents } from '../core/graph/replies.ts';
import type { Sort } from '../core/search/query-types.ts';
import { sortRows } from '../core/search/sort.ts';
import { buildForest, type Forest } from '../core/threads/forest.ts';
import { listRows, type ListPlaces, orderArticles, recordedOrder } from '../core/threads/lists.ts';
import type { MergeLedger } from '../core/names/merge-ledger.ts';
import { DEFAULT_VIEW, type ListOrder, type ViewState } from '../core/view.ts';
import type { QueryNotice } from './answers.ts';
import type { Verdict } from './decisions/corrections.ts';
import { KeyResolver } from './look/filters.ts';
import type { NameBook } from './decisions/name-verdicts.ts';
import type { OpenCorpus } from './open/open-corpus.ts';
import type { RepliesState } from './replies/replies-state.ts';
import type { LateSearch } from './search/late-search.ts';

/** Rows whose pairs are numbered at once: about five milliseconds. */
const SLICE_ROWS = 50_000;

/** One open corpus under one view: what is asked of it is derived once per change and kept. */
export class Session {
  readonly corpus: OpenCorpus;
  readonly replies: RepliesState;
  readonly search: LateSearch;
  readonly keys: KeyResolver;
  /** The reader's word, by row. */
  readonly verdicts: Map<number, Verdict>;
  /** The reader's word on nicknames. */
  readonly names: NameBook;
  /** The reader's word on who is one person. */
  readonly merges: MergeLedger;
  view: ViewState = DEFAULT_VIEW;
  notices: QueryNotice[] = [];
  /** The query is still being searched for: the filter holds only some of the rows the view asks for. */
  isPartial = false;
  epoch = 0;
  /** Places of commenters in the last network, so that a changed view moves nothing. */
  places: ReadonlyMap<number, Place> = new Map();
  readonly #derived = new Map<string, { key: string; value: unknown }>();

  constructor(
    corpus: OpenCorpus,
    replies: RepliesState,
    search: LateSearch,
    verdicts: Map<number, Verdict>,
    names: NameBook,
    merges: MergeLedger,
  ) {
    this.names = names;
    this.merges = merges;
    this.verdicts = verdicts;
    this.corpus = corpus;
    this.replies = replies;
    this.search = search;
    this.keys = new KeyResolver(corpus);
  }

  get filter(): Crossfilter {
    return this.corpus.filter;
  }

  get threshold(): number {
    return this.view.threshold;
  }

  pairs(): Pairs {
    const make = (): Pairs => buildPairs(this.corpus.columns, this.corpus.replies);
    return this.#derive('pairs', this.#pairsKey(), make);
  }

  /** The same, made in slices that let `pause` come between them. */
  async pairsSoon(pause: () => Promise<void> | void): Promise<Pairs> {
    const key = this.#pairsKey();
    if (this.#derived.get('pairs')?.key === key) return this.pairs();
    const building = pairsInSlices(this.corpus.columns, this.corpus.replies, SLICE_ROWS);
    for (;;) {
      const step = building.next();
      if (step.done && key === this.#pairsKey())
        return this.#derive('pairs', key, () => step.value);
      if (step.done || key !== this.#pairsKey()) return this.pairs();
      await pause();
    }
  }

  /** Replies by pair at the threshold, among all comments. */
  pairTotals(): PairCounts {
    const { replies } = this.corpus;
    const make = (): PairCounts => countPairs(this.pairs(), replies, this.threshold, null);
    return this.#derive('pair.totals', this.#drawnKey(), make);
  }

  /** By row, the commenters answered at the view's threshold. */
  addressee(): Addressees {
    const make = (): Addressees => addressees(this.pairs(), this.corpus.replies, this.threshold);
    return this.#derive('addressee', this.#drawnKey(), make);
  }

  forest(): Forest {
    const { corpus } = this;
    return this.#derive('forest', this.#drawnKey(), () =>
      buildForest(
        drawnParents(corpus.replies, this.threshold),
        corpus.pages,
        corpus.columns.article,
        this.articleOrder(),
      ),
    );
  }

  articleOrder(): Uint32Array {
    const { corpus } = this;
    return this.#derive('articles', '', () =>
      orderArticles(corpus.pages, corpus.filter.byTime, corpus.columns.article),
    );
  }

  /** 1 for each row that passes every filter. */
  mask(): Uint8Array {
    return this.#derive('mask', String(this.epoch), () => this.filter.mask());
  }

  /**
   * The comment list: rows and headings. By time, headings only where articles do not alternate. An order
   * in the query line (sort:) comes before the view's, without headings.
   */
  list(order: ListOrder): ListPlaces {
    const { sort } = this.search;
    if (sort !== null) return this.#sortedList(sort);
    const drawn = order === 'threads' ? this.#drawnKey() : '';
    return this.#derive(`list.${order}`, `${String(this.epoch)}|${drawn}`, () => {
      const { article } = this.corpus.columns;
      const places = listRows(this.#orderOf(order), article, this.mask(), true);
      if (order !== 'time') return places;
      const headings = places.length - this.filter.shown;
      const isPlain = headings <= this.#articlesShown();
      return isPlain ? places : listRows(this.filter.byTime, article, this.mask(), false);
    });
  }

  #sortedList(sort: Sort): ListPlaces {
    const key = `${String(this.epoch)}|${sort}|${this.#drawnKey()}`;
    return this.#derive('list.sorted', key, () => {
      const { columns, replies } = this.corpus;
      const { byTime } = this.filter;
      const { best } = this.search;
      const parents = sort === 'replies' ? drawnParents(replies, this.threshold) : replies.parent;
      const { time, words } = columns;
      const order = sortRows(sort, { byTime, time, words, parents, best });
      return listRows(order, columns.article, this.mask(), false);
    });
  }

  filters(view: ViewState, hits: Uint8Array | null): Filters {
    const keys = this.keys.resolve(view);
    const { fromMin, toMin, once } = view;
    const addressee = keys.edge ? this.addressee() : null;
    return { fromMin, toMin, once, hits, addressee, ...keys };
  }

  #articlesShown(): number {
    const shown = new Uint8Array(this.corpus.tables.articles.length);
    const { article } = this.corpus.columns;
    this.mask().forEach((isShown, row) => {
      if (isShown === 1) shown[article[row] ?? 0] = 1;
    });
    return shown.reduce((sum, isShown) => sum + isShown, 0);
  }

  #orderOf(order: ListOrder): Uint32Array {
    if (order === 'threads') return this.forest().order;
    if (order === 'time') return this.filter.byTime;
    return this.#derive('recorded', '', () => recordedOrder(this.corpus.columns.count));
  }

  #pairsKey(): string {
    return `${String(this.replies.version)}|${String(this.corpus.grouping)}`;
  }

  #drawnKey(): string {
    const { grouping } = this.corpus;
    return `${String(this.replies.version)}|${String(this.threshold)}|${String(grouping)}`;
  }

  #derive<T>(name: string, key: string, make: () => T): T {
    const known = this.#derived.get(name);
    if (known?.key === key) return known.value as T;
    const value = make();
    this.#derived.set(name, { key, value });
    return value;
  }
}
