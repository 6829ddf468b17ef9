import { parseQuery } from '../core/search/query.ts';
import type { ViewState } from '../core/view.ts';
import type { QueryNotice } from './answers.ts';
import type { OpenCorpus } from './open-corpus.ts';

export interface Found {
  /** By row, non-zero where the query matches; null = no query. */
  hits: Uint8Array | null;
  notices: QueryNotice[];
}

export class SearchState {
  readonly #corpus: OpenCorpus;

  constructor(corpus: OpenCorpus) {
    this.#corpus = corpus;
  }

  async find(view: ViewState, _signal: AbortSignal): Promise<Found> {
    if (view.query.trim() === '') return { hits: null, notices: [] };
    const parsed = parseQuery(view.query);
    if ('error' in parsed) {
      const { message, at } = parsed.error;
      return { hits: null, notices: [{ message, start: at, end: at }] };
    }
    const rows = Uint32Array.from({ length: this.#corpus.columns.count }, (_, row) => row);
    const bodies = await this.#corpus.text.bodies(rows);
    const wanted = view.query.toLowerCase();
    const hits = Uint8Array.from(bodies, (body) =>
      body?.toLowerCase().includes(wanted) === true ? 1 : 0,
    );
    return { hits, notices: parsed.query.notices };
  }

  marks(_row: number, _body: string): (readonly [number, number])[] {
    return [];
  }
}
