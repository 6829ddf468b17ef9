import type { Filters } from '../../core/crossfilter/filters.ts';
import type { ViewState } from '../../core/view.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';

/** A key that names nothing in this corpus keeps nothing; no commenter or article has this index. */
const NOBODY = -9;

type KeyFilters = Pick<Filters, 'by' | 'notBy' | 'in' | 'notIn' | 'edge'>;

/**
 * Resolves a view's keys to indices, a merged commenter's to the one it counts as. Equal keys give the same
 * arrays again, so nothing is recounted.
 */
export class KeyResolver {
  readonly #corpus: OpenCorpus;
  #grouping = 0;
  readonly #known = new Map<string, { text: string; value: unknown }>();

  constructor(corpus: OpenCorpus) {
    this.#corpus = corpus;
  }

  resolve(view: ViewState): KeyFilters {
    const { commenterByKey, articleByKey, countsAs, grouping } = this.#corpus;
    if (this.#grouping !== grouping) this.#known.clear();
    this.#grouping = grouping;
    const find = (index: ReadonlyMap<string, number>, keys: readonly string[]): number[] =>
      keys.map((key) => index.get(key) ?? NOBODY);
    const findCommenters = (keys: readonly string[]): number[] =>
      find(commenterByKey, keys).map((one) => countsAs[one] ?? one);
    return {
      by: this.#memo('by', view.by, () => findCommenters(view.by)),
      notBy: this.#memo('notBy', view.notBy, () => findCommenters(view.notBy)),
      in: this.#memo('in', view.in, () => find(articleByKey, view.in)),
      notIn: this.#memo('notIn', view.notIn, () => find(articleByKey, view.notIn)),
      edge: this.#memo('edge', view.edge, () => {
        if (!view.edge) return null;
        const [from = NOBODY, to = NOBODY] = findCommenters(view.edge);
        return { from, to };
      }),
    };
  }

  #memo<T>(name: string, keys: unknown, make: () => T): T {
    const text = JSON.stringify(keys);
    const known = this.#known.get(name);
    if (known?.text === text) return known.value as T;
    const value = make();
    this.#known.set(name, { text, value });
    return value;
  }
}
