/**
 * Replies inferred while the rest of their file is still being read, on what reading leaves idle of the
 * cores. What a page will be is only known at the end, so a page is scored as it stands in one chunk, and
 * its scores count only if in the end it is the same page: same rows, same names, same article, nothing
 * stated or decided. All other pages are scored later, as if nothing had been.
 * Limits: pages across two chunks wait; of pages that wait for a thread at most BACKLOG_BYTES are kept.
 */
import { PARENT_UNKNOWN } from '../../core/columns.ts';
import { articleText, type FreshTables, type MadeChunk } from '../storage/chunk-maker.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import { nextTask } from '../pause.ts';
import type { Session } from '../session.ts';
import { type EarlyPage, packEarly, pagesOf } from './early-pages.ts';
import type { PageScores } from './page-model.ts';
import { JOB_COMMENTS } from './reply-pages.ts';
import { ScorePool, type ScorerThreads } from './score-pool.ts';

const BACKLOG_BYTES = 16_000_000;
const PAGES_A_SLICE = 100;
/** Below this, left to score times threads to start, compiling them takes more CPU time than they save. */
const MANY_LEFT = 100_000;

interface Scored {
  article: number;
  start: number;
  end: number;
  scores: PageScores;
}

export class EarlyScores {
  readonly #threads: ScorerThreads;
  readonly #known: FreshTables = { names: [], articles: [] };
  #pool: ScorePool | null = null;
  #waiting: EarlyPage[] = [];
  #waitingBytes = 0;
  #jobs = 0;
  #scored: Scored[] = [];
  /** Comments read and not scored. */
  #left = 0;
  #isOver = false;

  constructor(threads: ScorerThreads) {
    this.#threads = threads;
  }

  /** Takes a chunk as it was read, with the names and articles that are new in it. */
  add(chunk: MadeChunk, { names, articles }: FreshTables): void {
    this.#known.names.push(...names);
    this.#known.articles.push(...articles);
    this.#left += chunk.end - chunk.start;
    for (const page of pagesOf(chunk)) {
      if (this.#waitingBytes + page.bytes > BACKLOG_BYTES) break;
      this.#waiting.push(page);
      this.#waitingBytes += page.bytes;
    }
    if (chunk.end > this.#threads.earlyFrom && !this.#isOver) {
      this.#pool ??= new ScorePool(this.#threads, 1);
    }
    this.#next();
  }

  /** All is read: its core is free for another thread. */
  readAll(): void {
    if (this.#left * (this.#threads.count - 1) > MANY_LEFT) this.#pool?.grow();
    this.#next();
  }

  /** Ends the threads, unless they were given away. */
  end(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#pool?.close();
    this.#pool = null;
  }

  /** Writes what holds of the finished corpus, and gives away the threads; null when there are none. */
  async handOver({ corpus, replies, verdicts, names }: Session): Promise<ScorePool | null> {
    this.#isOver = true;
    this.#waiting = [];
    const { aliases, turnedDown } = names.options();
    const isPlain = verdicts.size + aliases.size + turnedDown.size + corpus.grouping === 0;
    if (isPlain && this.#isSameNames(corpus)) {
      for (const [at, page] of this.#scored.entries()) {
        if (at % PAGES_A_SLICE === 0) await nextTask();
        if (this.#isSame(corpus, page)) replies.take(page.article, page.scores);
      }
    }
    this.#scored = [];
    const pool = this.#pool;
    this.#pool = null;
    return pool;
  }

  #isSameNames({ tables }: OpenCorpus): boolean {
    return this.#known.names.every((name, at) => name === tables.commenters[at]?.name);
  }

  #isSame({ pages, columns, tables }: OpenCorpus, { article, start, end }: Scored): boolean {
    const from = pages.start[article] ?? 0;
    const to = pages.start[article + 1] ?? 0;
    const isWhole = pages.rows[from] === start && pages.rows[to - 1] === end - 1;
    const stated = columns.stated.subarray(start, end);
    return (
      isWhole &&
      to - from === end - start &&
      articleText(tables.articles[article]) === this.#known.articles[article] &&
      stated.every((one) => one === PARENT_UNKNOWN)
    );
  }

  #next(): void {
    while (this.#pool && !this.#pool.isLost && this.#jobs < this.#pool.lanes) {
      const pages = this.#takeJob();
      if (pages.length === 0) return;
      this.#jobs++;
      this.#pool
        .score(pages.map((page) => packEarly(page, this.#known)))
        .then((scores) => {
          this.#keep(pages, scores);
        })
        .catch(() => undefined)
        .finally(() => {
          this.#jobs--;
          this.#next();
        });
    }
  }

  #takeJob(): EarlyPage[] {
    const pages: EarlyPage[] = [];
    for (let size = 0; size < JOB_COMMENTS;) {
      const page = this.#waiting.shift();
      if (!page) break;
      pages.push(page);
      size += page.end - page.start;
      this.#waitingBytes -= page.bytes;
    }
    return pages;
  }

  #keep(pages: readonly EarlyPage[], scores: readonly PageScores[]): void {
    if (this.#isOver) return;
    pages.forEach(({ article, start, end }, at) => {
      const own = scores[at];
      if (!own) return;
      this.#scored.push({ article, start, end, scores: own });
      this.#left -= end - start;
    });
  }
}
