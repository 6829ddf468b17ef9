/**
 * Who answers whom, page by page: what a source states, what the reader settled, and what the model
 * infers from the rest. Many pages are scored in threads of their own, few in this one in slices that let
 * messages in, those on screen first; pages of which all is known not at all. The columns of
 * `corpus.replies` always hold the best that is known so far.
 * Limits: a page past MAX_PAGE comments is scored in blocks of equal size, and no reply crosses a block.
 */
import { PARENT_TOP } from '../../core/columns.ts';
import { REPLY } from '../../core/graph/replies.ts';
import type { OrderModel } from '../../core/replies/inference.ts';
import type { ReplyChip } from '../answers.ts';
import type { Verdict } from '../decisions/corrections.ts';
import type { NameBook } from '../decisions/name-verdicts.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import { type PageInput, unpackPage } from './page-input.ts';
import type { PageExplainer, PageModel, PageScores } from './page-model.ts';
import { PageReader } from './page-reader.ts';
import { delay, nextTask, throwIfAborted } from '../pause.ts';
import { blocksOf, eachOf, JOB_COMMENTS, jobsOf, writeBlock } from './reply-pages.ts';
import type { ScorePool, ScorerThreads } from './score-pool.ts';
import { hereScorer, openPool, poolScorer, type Scorer } from './scorers.ts';

const PENDING = 0;
const DONE = 1;

/** Pages up to this size are scored while their rows are being read; larger ones in the background. */
const INLINE_PAGE = 2000;
/** Comments from which on threads of their own are worth starting. */
const POOL_COMMENTS = 5000;
const KEPT_EXPLAINERS = 4;
const WAIT_MS = 20;
/** The engine has little to do for threads of their own: they wait only until an answer is drawn. */
const POOL_QUIET_MS = 30;
/** The page counts and draws all anew each time it is told. */
const TELL_MS = 1000;
const MOST_TELL_MS = 3200;

/** A row's best parent (negative = top level) and its probability; 0 where nobody can know. */
export interface Guess {
  parent: number;
  probability: number;
}

export interface RunOptions {
  onProgress: (done: number, total: number) => void;
  /** Whether nothing is asked, nor was so many milliseconds ago. */
  isIdle: (quietMs?: number) => boolean;
  /** Where many pages are scored; in this thread when not given. */
  threads?: ScorerThreads | undefined;
  /** Threads that are there already. */
  pool?: ScorePool | null;
}

export class RepliesState {
  /** Goes up when any reply changed. */
  version = 0;
  readonly #corpus: OpenCorpus;
  readonly #model: PageModel;
  readonly #reader: PageReader;
  readonly #here: Scorer;
  readonly #state: Uint8Array;
  /** By article. */
  readonly #unknowable: Uint32Array;
  readonly #explainers = new Map<string, PageExplainer>();
  /** By article, what scores it at last: what was begun before has nothing to say any more. */
  readonly #running = new Map<number, { done: Promise<void> }>();
  #pool: ScorePool | null = null;
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
    this.#corpus = corpus;
    this.#model = model;
    this.#reader = new PageReader(corpus, verdicts, names);
    this.#here = hereScorer(model, this.#reader);
    this.#state = new Uint8Array(corpus.tables.articles.length);
    this.#unknowable = new Uint32Array(corpus.tables.articles.length);
  }

  get isComplete(): boolean {
    return this.#done === this.#corpus.columns.count;
  }

  /** True when nothing in the view changes what the model says: the result may be kept. */
  get isPlain(): boolean {
    return Object.keys(this.#reader.orders).length === 0;
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
    return this.#reader.orderOf(article);
  }

  /** Takes over replies that were kept from an earlier visit. */
  restore(): void {
    this.#state.fill(DONE);
    this.#done = this.#corpus.columns.count;
    const { kind } = this.#corpus.replies;
    const { article } = this.#corpus.columns;
    for (let row = 0; row < kind.length; row++) {
      const page = article[row] ?? 0;
      if (kind[row] === REPLY.none) this.#unknowable[page] = this.unknowableIn(page) + 1;
    }
    this.version++;
  }

  /** Takes over what was scored of a whole page before. */
  take(article: number, scores: PageScores): void {
    this.#write(this.#reader.rowsOf(article, 'auto'), scores);
    this.#finish(article);
  }

  stop(): void {
    this.#isStopped = true;
    this.#pool?.close();
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
  async run(options: RunOptions): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      const left = this.#corpus.columns.count - this.#done;
      this.#pool =
        options.pool ?? (await openPool(left > POOL_COMMENTS ? options.threads : undefined));
      if (!this.#isStopped) await this.#runAll(options, this.#pool);
    } catch (error) {
      if (!this.#isStopped) throw error;
    } finally {
      this.#pool?.close();
      this.#pool = null;
      this.#isRunning = false;
    }
  }

  async #runAll({ onProgress, isIdle }: RunOptions, pool: ScorePool | null): Promise<void> {
    let told = performance.now();
    let waitMs = TELL_MS;
    let toldDone = -1;
    const tell = (): void => {
      if (this.#isStopped || toldDone === this.#done) return;
      told = performance.now();
      toldDone = this.#done;
      onProgress(this.#done, this.#corpus.columns.count);
    };
    const quietMs = pool ? POOL_QUIET_MS : undefined;
    const scorer = pool ? poolScorer(pool, this.#reader, this.#here) : this.#here;
    const lane = async (): Promise<void> => {
      for (;;) {
        while (!isIdle(quietMs) && !this.#isStopped) await delay(WAIT_MS);
        const articles = this.#isStopped ? [] : this.#takePending();
        if (articles.length === 0) return;
        await this.#begin(articles, scorer);
        await nextTask();
        if (performance.now() - told < waitMs) continue;
        tell();
        waitMs = Math.min(MOST_TELL_MS, waitMs * 2);
      }
    };
    await Promise.all(Array.from({ length: scorer.atOnce }, lane));
    // The last page may have been scored because it was on screen: that all is done is told even so.
    tell();
  }

  /** The next pages nobody scores, about a job of them. */
  #takePending(): number[] {
    const articles: number[] = [];
    let size = 0;
    while (this.#next < this.#state.length && size < JOB_COMMENTS) {
      const article = this.#next++;
      if (this.#state[article] !== PENDING || this.#running.has(article)) continue;
      articles.push(article);
      size += this.#sizeOf(article);
    }
    return articles;
  }

  /** Scores the pages of these rows now, unless they are large. */
  async want(rows: readonly number[], signal?: AbortSignal): Promise<void> {
    const articles = new Set(rows.map((row) => this.#corpus.columns.article[row] ?? 0));
    for (const article of articles) {
      throwIfAborted(signal);
      if (this.#state[article] !== PENDING) continue;
      if (this.#sizeOf(article) > INLINE_PAGE) this.#next = Math.min(this.#next, article);
      else await (this.#running.get(article)?.done ?? this.infer(article));
    }
  }

  /** Uses the reader's order models, by article key; pages whose model changed are scored again. */
  async useOrders(
    orders: Readonly<Record<string, OrderModel>>,
    signal: AbortSignal,
  ): Promise<void> {
    const changed = new Set([...Object.keys(orders), ...Object.keys(this.#reader.orders)]);
    const last = this.#reader.orders;
    if (JSON.stringify(last) === JSON.stringify(orders)) return;
    this.#reader.orders = { ...orders };
    for (const key of changed) {
      const article = this.#corpus.articleByKey.get(key);
      if (article === undefined || last[key] === orders[key]) continue;
      throwIfAborted(signal);
      const isKnown = this.#state[article] !== PENDING || this.#running.has(article);
      if (isKnown) await this.infer(article);
    }
  }

  /** Scores one page, in this thread, and writes its replies. */
  infer(article: number): Promise<void> {
    return this.#begin([article], this.#here);
  }

  #begin(articles: readonly number[], scorer: Scorer): Promise<void> {
    const run = { done: Promise.resolve() };
    for (const article of articles) this.#running.set(article, run);
    run.done = this.#inferAll(articles, scorer, run).finally(() => {
      for (const article of articles) {
        if (this.#running.get(article) === run) this.#running.delete(article);
      }
    });
    return run.done;
  }

  async #inferAll(
    articles: readonly number[],
    scorer: Scorer,
    run: { done: Promise<void> },
  ): Promise<void> {
    const generation = this.#generation;
    const isLast = (article: number): boolean => this.#running.get(article) === run;
    this.#explainers.clear();
    const blocks = articles.flatMap((article) =>
      blocksOf(this.#reader.rowsOf(article, this.orderOf(article))).map((rows) => ({
        article,
        rows,
      })),
    );
    await eachOf(jobsOf(blocks), scorer.atOnce, async (job) => {
      const open = job.filter(({ rows }) => rows.some((row) => !this.#reader.factOf(row)));
      const scores = open.length > 0 ? await scorer.score(open) : [];
      if (this.#isStopped) return;
      for (const block of job) {
        if (isLast(block.article)) this.#write(block.rows, scores[open.indexOf(block)] ?? null);
      }
    });
    if (this.#isStopped) return;
    const own = articles.filter(isLast);
    if (generation !== this.#generation && own.length > 0) await this.#begin(own, scorer);
    else for (const article of own) this.#finish(article);
    // Whoever waits for a page waits for what scores it at last.
    for (const article of articles) if (!isLast(article)) await this.#running.get(article)?.done;
  }

  #finish(article: number): void {
    const { pages, replies } = this.#corpus;
    const from = pages.start[article] ?? 0;
    const end = pages.start[article + 1] ?? 0;
    let unknowable = 0;
    for (let at = from; at < end; at++) {
      if (replies.kind[pages.rows[at] ?? 0] === REPLY.none) unknowable++;
    }
    if (this.#state[article] === PENDING) this.#done += end - from;
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
    const page = this.#reader.rowsOf(article, this.orderOf(article));
    const blocks = blocksOf(page);
    return blocks[Math.floor(page.indexOf(row) / (blocks[0]?.length ?? 1))] ?? page;
  }

  /** Parents and their probabilities under an order model, by row; nothing is written. */
  async trial(article: number, order: OrderModel): Promise<Map<number, Guess>> {
    const guesses = new Map<number, Guess>();
    for (const block of blocksOf(this.#reader.rowsOf(article, order))) {
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

  /** Comments and options of a block of a page; `order` replaces the reader's choice. */
  async pageInput(article: number, block: Uint32Array, order?: OrderModel): Promise<PageInput> {
    return unpackPage(await this.#reader.pack(article, block, order));
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

  #write(block: Uint32Array, scores: PageScores | null): void {
    writeBlock(this.#corpus.replies, block, (row) => this.#reader.factOf(row), scores);
  }
}
