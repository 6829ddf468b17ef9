import type { SearchIndex } from '../../core/search/index/search-index.ts';
import type { Sort } from '../../core/search/query.ts';
import type { ViewState } from '../../core/view.ts';
import { late } from '../late.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import type { RepliesState } from '../replies/replies-state.ts';
import type { Found, SearchState } from './search-state.ts';

const NO_QUERY = { hits: null, notices: [], isPartial: false };
/** From this many comments on the index is fetched before the first query: it takes longer than a letter may. */
const WARM_FROM = 20_000;
const WARM_MS = 1500;

const NO_ROWS = new Uint32Array(0);

/** The query of the view and its answer; how to search is fetched when the first query comes. */
export class LateSearch {
  readonly index: () => Promise<SearchIndex>;
  readonly #corpus: OpenCorpus;
  readonly #replies: RepliesState;
  #state: SearchState | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `index` is called when the first query comes; it may load or build. */
  constructor(corpus: OpenCorpus, replies: RepliesState, index: () => Promise<SearchIndex>) {
    this.#corpus = corpus;
    this.#replies = replies;
    this.index = index;
  }

  async find(view: ViewState, signal: AbortSignal): Promise<Found> {
    if (!this.#state && view.query.trim() === '') {
      if (this.#corpus.columns.count >= WARM_FROM) this.#warmSoon();
      return NO_QUERY;
    }
    return (this.#state ?? (await this.#fetch())).find(view, signal);
  }

  async #fetch(): Promise<SearchState> {
    const { SearchState } = await late(() => import('./search-state.ts'));
    return (this.#state ??= new SearchState(this.#corpus, this.#replies, this.index));
  }

  #warmSoon(): void {
    if (this.#timer !== null) return;
    const warm = (): void => {
      Promise.all([this.#fetch(), this.index()]).catch(() => undefined);
    };
    this.#timer = setTimeout(warm, WARM_MS);
  }

  /** The order the view's query asks for; null = none, so the view's own order holds. */
  get sort(): Sort | null {
    return this.#state?.sort ?? null;
  }

  /** Rows of the view's query, best first, when it asks for that order. */
  get best(): Uint32Array {
    return this.#state?.best ?? NO_ROWS;
  }

  /** Where the view's query matches in a body. */
  marks(body: string): (readonly [number, number])[] {
    return this.#state?.marks(body) ?? [];
  }
}
