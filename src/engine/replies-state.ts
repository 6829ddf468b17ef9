/**
 * Who answers whom, page by page: what a source states, what the reader settled, and what the model
 * infers from the rest. Pages are scored in slices that let messages in, those on screen first; the
 * columns of `corpus.replies` always hold the best that is known so far.
 * Limits: a page past MAX_PAGE comments is scored in blocks of equal size, and no reply crosses a block.
 */
import { PARENT_TOP, PARENT_UNKNOWN } from '../core/columns.ts';
import { putFact, REPLY } from '../core/graph/replies.ts';
import type { InferenceComment, InferOptions, OrderModel } from '../core/replies/inference.ts';
import type { ReplyChip } from './answers.ts';
import type { Verdict } from './corrections.ts';
import type { NameBook } from './name-verdicts.ts';
import { timeOfRow, type OpenCorpus } from './open-corpus.ts';
import type { PageExplainer, PageModel, PageScores } from './page-model.ts';
import { delay, nextTask, throwIfAborted } from './pause.ts';
import { blocksOf, MAX_PAGE, putGuess, sortByTime } from './reply-pages.ts';

const PENDING = 0;
const DONE = 1;

/** Pages up to this size are scored while their rows are being read; larger ones in the background. */
const INLINE_PAGE = 2000;
const KEPT_EXPLAINERS = 4;
const WAIT_MS = 20;
const TELL_MS = 400;

/** A row's best parent (negative = top level) and its probability; 0 where nobody can know. */
export interface Guess {
  parent: number;
  probability: number;
}

export interface PageInput {
  comments: InferenceComment[];
  options: InferOptions;
}

export class RepliesState {
  /** Goes up when any reply changed. */
  version = 0;
  readonly #corpus: OpenCorpus;
  readonly #model: PageModel;
  readonly #verdicts: ReadonlyMap<number, Verdict>;
  readonly #names: NameBook;
  readonly #state: Uint8Array;
  /** By article. */
  readonly #unknowable: Uint32Array;
  readonly #explainers = new Map<string, PageExplainer>();
  #orders: Readonly<Record<string, OrderModel>> = {};
  #done = 0;
  #next = 0;
  #isStopped = false;
  #isRunning = false;
  /** Goes up when pages are to be scored anew: what is being scored then starts over. */
  #generation = 0;

  constructor(
    corpus: OpenCorpus,
    model: PageModel,
    verdicts: ReadonlyMap<number, Verdict>,
    names: NameBook,
  ) {
    this.#names = names;
    this.#corpus = corpus;
    this.#model = model;
    this.#verdicts = verdicts;
    this.#state = new Uint8Array(corpus.tables.articles.length);
    this.#unknowable = new Uint32Array(corpus.tables.articles.length);
  }

  get isComplete(): boolean {
    return this.#done === this.#corpus.columns.count;
  }

  /** True when nothing in the view changes what the model says: the result may be kept. */
  get isPlain(): boolean {
    return Object.keys(this.#orders).length === 0;
  }

  progress(): { done: number; total: number; unknowable: number } {
    const unknowable = this.#unknowable.reduce((sum, count) => sum + count, 0);
    return { done: this.#done, total: this.#corpus.columns.count, unknowable };
  }

  /** Comments of an article of which nobody can say what they answer. */
  unknowableIn(article: number): number {
    return this.#unknowable[article] ?? 0;
  }

  kindOf(row: number): ReplyChip['kind'] {
    const kind = this.#corpus.replies.kind[row];
    if (kind === REPLY.stated) return 'stated';
    if (kind === REPLY.settled) return 'settled';
    if (kind === REPLY.inferred) return 'inferred';
    return this.#state[this.#corpus.columns.article[row] ?? 0] === PENDING
      ? 'pending'
      : 'unknowable';
  }

  orderOf(article: number): OrderModel {
    return this.#orders[this.#corpus.tables.articles[article]?.id ?? ''] ?? 'auto';
  }

  /** Takes over replies that were kept from an earlier visit. */
  restore(): void {
    this.#state.fill(DONE);
    this.#done = this.#corpus.columns.count;
    const { kind } = this.#corpus.replies;
    this.#corpus.columns.article.forEach((article, row) => {
      if (kind[row] === REPLY.none) this.#unknowable[article] = this.unknowableIn(article) + 1;
    });
    this.version++;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Marks pages to be scored again; until then their replies stay as they are. */
  rescore(articles: readonly number[]): void {
    this.#generation++;
    this.#explainers.clear();
    for (const article of articles) {
      if (this.#state[article] !== DONE) continue;
      this.#state[article] = PENDING;
      this.#done -= this.#sizeOf(article);
      this.#next = Math.min(this.#next, article);
    }
  }

  /**
   * Scores every page that is left, while nothing else is asked; tells now and then. Resolves when all is
   * done or stopped.
   */
  async run(
    onProgress: (done: number, total: number) => void,
    isIdle: () => boolean,
  ): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#runAll(onProgress, isIdle);
    } finally {
      this.#isRunning = false;
    }
  }

  async #runAll(
    onProgress: (done: number, total: number) => void,
    isIdle: () => boolean,
  ): Promise<void> {
    let told = performance.now();
    let toldDone = -1;
    const tell = (): void => {
      if (this.#isStopped || toldDone === this.#done) return;
      told = performance.now();
      toldDone = this.#done;
      onProgress(this.#done, this.#corpus.columns.count);
    };
    while (this.#next < this.#state.length && !this.#isStopped) {
      const article = this.#next++;
      if (this.#state[article] !== PENDING) continue;
      while (!isIdle() && !this.#isStopped) await delay(WAIT_MS);
      await this.infer(article);
      await nextTask();
      if (performance.now() - told >= TELL_MS) tell();
    }
    // The last page may have been scored because it was on screen: that all is done is told even so.
    tell();
  }

  /** Scores the pages of these rows now, unless they are large. */
  async want(rows: readonly number[], signal?: AbortSignal): Promise<void> {
    const articles = new Set(rows.map((row) => this.#corpus.columns.article[row] ?? 0));
    for (const article of articles) {
      throwIfAborted(signal);
      if (this.#state[article] !== PENDING) continue;
      if (this.#sizeOf(article) <= INLINE_PAGE) await this.infer(article);
      else this.#next = Math.min(this.#next, article);
    }
  }

  /** Uses the reader's order models, by article key; pages whose model changed are scored again. */
  async useOrders(
    orders: Readonly<Record<string, OrderModel>>,
    signal: AbortSignal,
  ): Promise<void> {
    const changed = new Set([...Object.keys(orders), ...Object.keys(this.#orders)]);
    const last = this.#orders;
    if (JSON.stringify(last) === JSON.stringify(orders)) return;
    this.#orders = { ...orders };
    for (const key of changed) {
      const article = this.#corpus.articleByKey.get(key);
      if (article === undefined || last[key] === orders[key]) continue;
      throwIfAborted(signal);
      if (this.#state[article] !== PENDING) await this.infer(article);
    }
  }

  /** Scores one page and writes its replies. */
  async infer(article: number): Promise<void> {
    const page = this.#pageOf(article, this.orderOf(article));
    const generation = this.#generation;
    this.#explainers.clear();
    let unknowable = 0;
    for (const block of blocksOf(page)) {
      const scores = await this.score(article, block);
      if (this.#isStopped) return;
      this.#write(block, scores);
      for (const row of block) {
        if (this.#corpus.replies.kind[row] === REPLY.none) unknowable++;
      }
      if (page.length > MAX_PAGE) await nextTask();
    }
    if (generation !== this.#generation) return this.infer(article);
    if (this.#state[article] === PENDING) this.#done += page.length;
    this.#unknowable[article] = unknowable;
    this.#state[article] = DONE;
    this.version++;
  }

  /** Scores of a block of a page, under the reader's order model or another one. */
  async score(article: number, block: Uint32Array, order?: OrderModel): Promise<PageScores> {
    const { comments, options } = await this.pageInput(article, block, order);
    return this.#model.score(comments, options);
  }

  /** Scores of a block as if nothing were stated or settled. */
  async scoreBlind(article: number, block: Uint32Array): Promise<PageScores> {
    const { comments, options } = await this.pageInput(article, block);
    const { settled: _settled, rejected: _rejected, ...rest } = options;
    return this.#model.score(comments, rest);
  }

  /** The rows that are scored together with a row: its page, or its block of a large one. */
  blockOf(row: number): Uint32Array {
    const article = this.#corpus.columns.article[row] ?? 0;
    const page = this.#pageOf(article, this.orderOf(article));
    const blocks = blocksOf(page);
    return blocks[Math.floor(page.indexOf(row) / (blocks[0]?.length ?? 1))] ?? page;
  }

  /** Parents and their probabilities under an order model, by row; nothing is written. */
  async trial(article: number, order: OrderModel): Promise<Map<number, Guess>> {
    const guesses = new Map<number, Guess>();
    for (const block of blocksOf(this.#pageOf(article, order))) {
      const scores = await this.score(article, block, order);
      block.forEach((row, at) => {
        const isKnown = scores.isUnknowable[at] !== 1;
        const parent = scores.parent[at] ?? -1;
        guesses.set(row, {
          parent: isKnown && parent >= 0 ? (block[parent] ?? PARENT_TOP) : PARENT_TOP,
          probability: isKnown ? (scores.probability[at] ?? 0) : 0,
        });
      });
      await nextTask();
    }
    return guesses;
  }

  /** An article's rows as the page recorded them; where it is strictly by time, by time. */
  #pageOf(article: number, order: OrderModel): Uint32Array {
    const { pages, columns } = this.#corpus;
    const page = pages.rows.subarray(pages.start[article] ?? 0, pages.start[article + 1] ?? 0);
    return order === 'chronological' ? sortByTime(page, columns.time) : page;
  }

  /** Comments and options of a block of a page; `order` replaces the reader's choice. */
  async pageInput(article: number, block: Uint32Array, order?: OrderModel): Promise<PageInput> {
    const { columns, tables, text } = this.#corpus;
    const bodies = await text.bodies(block);
    const comments = Array.from(block, (row, at): InferenceComment => {
      const author = tables.commenters[columns.commenter[row] ?? 0]?.name ?? null;
      return { author, time: timeOfRow(this.#corpus, row), body: bodies[at] ?? '' };
    });
    const places = new Map(Array.from(block, (row, at) => [row, at]));
    const { settled, rejected } = this.#hardCues(block, places);
    const paragraphs = tables.articles[article]?.paragraphs ?? [];
    const chosen = order ?? this.orderOf(article);
    return {
      comments,
      options: {
        article: paragraphs.join('\n\n'),
        order: chosen,
        settled,
        rejected,
        ...this.#names.options(),
      },
    };
  }

  /** Explains the block of a row; kept while that block is on screen. */
  async explainerOf(row: number): Promise<{ block: Uint32Array; explainer: PageExplainer }> {
    const block = this.blockOf(row);
    const key = `${String(block[0])}|${String(this.version)}`;
    const known = this.#explainers.get(key);
    if (known) return { block, explainer: known };
    const article = this.#corpus.columns.article[row] ?? 0;
    const { comments, options } = await this.pageInput(article, block);
    const explainer = await this.#model.explainer(comments, options);
    this.#explainers.set(key, explainer);
    for (const oldest of this.#explainers.keys()) {
      if (this.#explainers.size > KEPT_EXPLAINERS) this.#explainers.delete(oldest);
    }
    return { block, explainer };
  }

  /** A few words of evidence for each row's best parent. */
  async gists(
    rows: readonly number[],
    signal?: AbortSignal,
  ): Promise<{ gist: string; isHard: boolean }[]> {
    const gists: { gist: string; isHard: boolean }[] = [];
    for (const row of rows) {
      throwIfAborted(signal);
      const kind = this.kindOf(row);
      if (kind === 'stated') gists.push({ gist: 'as the source says', isHard: true });
      else if (kind === 'pending' || kind === 'unknowable') gists.push({ gist: '', isHard: false });
      else {
        const { block, explainer } = await this.explainerOf(row);
        const [best] = explainer.explain(block.indexOf(row)).candidates;
        const evidence = best?.evidence ?? [];
        const isHard = evidence.some(({ hard }) => hard);
        gists.push({ gist: evidence[0]?.gist ?? '', isHard });
      }
    }
    return gists;
  }

  #sizeOf(article: number): number {
    return this.#corpus.articleCounts[article] ?? 0;
  }

  #hardCues(
    block: Uint32Array,
    places: ReadonlyMap<number, number>,
  ): Required<Pick<InferOptions, 'settled' | 'rejected'>> {
    const settled = new Map<number, number | null>();
    const rejected = new Map<number, Set<number | null>>();
    const placeOf = (row: number): number | null => (row < 0 ? null : (places.get(row) ?? null));
    block.forEach((row, at) => {
      const stated = this.#corpus.columns.stated[row] ?? PARENT_UNKNOWN;
      const verdict = this.#verdicts.get(row);
      if (verdict && verdict.parent !== undefined) settled.set(at, placeOf(verdict.parent));
      else if (stated !== PARENT_UNKNOWN && !verdict) settled.set(at, placeOf(stated));
      if (verdict && verdict.rejected.size > 0) {
        rejected.set(at, new Set(Array.from(verdict.rejected, placeOf)));
      }
    });
    return { settled, rejected };
  }

  #write(block: Uint32Array, scores: PageScores): void {
    const { replies, columns } = this.#corpus;
    block.forEach((row, at) => {
      const verdict = this.#verdicts.get(row);
      const stated = columns.stated[row] ?? PARENT_UNKNOWN;
      if (verdict && verdict.parent !== undefined) {
        putFact(replies, row, verdict.parent, REPLY.settled);
      } else if (stated !== PARENT_UNKNOWN && !verdict) putFact(replies, row, stated, REPLY.stated);
      else putGuess(replies, row, block, scores, at);
    });
  }
}
