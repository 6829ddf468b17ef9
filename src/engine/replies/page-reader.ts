import { PARENT_UNKNOWN } from '../../core/columns.ts';
import { REPLY } from '../../core/graph/replies.ts';
import type { InferOptions, OrderModel } from '../../core/replies/inference.ts';
import type { Verdict } from '../decisions/corrections.ts';
import type { NameBook } from '../decisions/name-verdicts.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import { packPage, type PackedPage } from './page-input.ts';
import { sortByTime } from './reply-pages.ts';

/** A parent that is known for sure. */
export interface Fact {
  parent: number;
  kind: typeof REPLY.stated | typeof REPLY.settled;
}

/** Pages as the model reads them: rows in order, and what source and reader say of them. */
export class PageReader {
  /** The reader's order models, by article key. */
  orders: Readonly<Record<string, OrderModel>> = {};
  readonly #corpus: OpenCorpus;
  readonly #verdicts: ReadonlyMap<number, Verdict>;
  readonly #names: NameBook;

  constructor(corpus: OpenCorpus, verdicts: ReadonlyMap<number, Verdict>, names: NameBook) {
    this.#corpus = corpus;
    this.#verdicts = verdicts;
    this.#names = names;
  }

  orderOf(article: number): OrderModel {
    return this.orders[this.#corpus.tables.articles[article]?.id ?? ''] ?? 'auto';
  }

  /** An article's rows as the page recorded them; where it is strictly by time, by time. */
  rowsOf(article: number, order: OrderModel): Uint32Array {
    const { pages, columns } = this.#corpus;
    const page = pages.rows.subarray(pages.start[article] ?? 0, pages.start[article + 1] ?? 0);
    return order === 'chronological' ? sortByTime(page, columns.time) : page;
  }

  /** Comments and options of a block of a page; `order` replaces the reader's choice. */
  pack(article: number, block: Uint32Array, order?: OrderModel): Promise<PackedPage> {
    const paragraphs = this.#corpus.tables.articles[article]?.paragraphs ?? [];
    return packPage(this.#corpus, block, {
      article: paragraphs.join('\n\n'),
      order: order ?? this.orderOf(article),
      ...this.#hardCues(block),
      ...this.#names.options(),
    });
  }

  #hardCues(block: Uint32Array): Required<Pick<InferOptions, 'settled' | 'rejected'>> {
    const settled = new Map<number, number | null>();
    const rejected = new Map<number, Set<number | null>>();
    let places: Map<number, number> | null = null;
    const placeOf = (row: number): number | null => {
      places ??= new Map(Array.from(block, (one, at) => [one, at]));
      return row < 0 ? null : (places.get(row) ?? null);
    };
    block.forEach((row, at) => {
      const verdict = this.#verdicts.get(row);
      const fact = this.factOf(row);
      if (fact) settled.set(at, placeOf(fact.parent));
      if (verdict && verdict.rejected.size > 0) {
        rejected.set(at, new Set(Array.from(verdict.rejected, placeOf)));
      }
    });
    return { settled, rejected };
  }

  /** What the reader, or else the source, says a row answers; null when neither does. */
  factOf(row: number): Fact | null {
    const verdict = this.#verdicts.get(row);
    const stated = this.#corpus.columns.stated[row] ?? PARENT_UNKNOWN;
    if (verdict?.parent !== undefined) return { parent: verdict.parent, kind: REPLY.settled };
    return stated === PARENT_UNKNOWN || verdict ? null : { parent: stated, kind: REPLY.stated };
  }
}
