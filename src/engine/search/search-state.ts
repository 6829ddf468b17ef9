import { PARENT_TOP, PARENT_UNKNOWN } from '../../core/columns.ts';
import { answeredRows, isDrawn, REPLY } from '../../core/graph/replies.ts';
import type { SearchIndex } from '../../core/search/index/search-index.ts';
import { noMarks } from '../../core/search/marks.ts';
import { Matcher } from '../../core/search/match.ts';
import { parseQuery, type Query, type QueryNode, type Sort } from '../../core/search/query.ts';
import { countRows, type RowSet } from '../../core/search/rows.ts';
import { findRemedies, type Remedy } from '../../core/search/remedies.ts';
import type { SearchContext } from '../../core/search/context.ts';
import { search, type SearchResult } from '../../core/search/search.ts';
import type { ViewState } from '../../core/view.ts';
import type { QueryNotice } from '../answers.ts';
import { LongSearch } from './long-search.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import { slicer, throwIfAborted } from '../pause.ts';
import type { RepliesState } from '../replies/replies-state.ts';

export interface Found {
  /** By row, non-zero where the query matches; null = no query. The same array for the same answer. */
  hits: Uint8Array | null;
  notices: QueryNotice[];
  /** The search is still going on: there are at least these. Asking again brings more. */
  isPartial: boolean;
}

interface Outcome {
  result: SearchResult;
  remedies: Remedy[];
}

/** Milliseconds until a search tells what it has found so far: at first, and after that. */
const FIRST_MS = 70;
const NEXT_MS = 400;
/** A slice of what is made ready between letters. */
const PREPARE_MS = 5;

/** The query of the view and its answer, kept until the query or what it depends on changes. */
export class SearchState {
  readonly #corpus: OpenCorpus;
  readonly #replies: RepliesState;
  readonly #index: () => Promise<SearchIndex>;
  #key = '';
  #found: Found = { hits: null, notices: [], isPartial: false };
  #running: LongSearch<Outcome> | null = null;
  /** Rows that the running search has found. */
  #sofar: RowSet | null = null;
  #matcher = new Matcher(noMarks());
  #sort: Sort | null = null;
  #best: Uint32Array = new Uint32Array(0);
  #isPreparing = false;

  /** `index` is called when the first query comes; it may load or build. */
  constructor(corpus: OpenCorpus, replies: RepliesState, index: () => Promise<SearchIndex>) {
    this.#corpus = corpus;
    this.#replies = replies;
    this.#index = index;
  }

  async find(view: ViewState, signal: AbortSignal): Promise<Found> {
    const parsed = parseQuery(view.query);
    const query = 'query' in parsed ? parsed.query : null;
    const key = this.#keyOf(view, query);
    if (key === this.#key) return this.#found;
    let found: Found = { hits: null, notices: [], isPartial: false };
    let matcher = new Matcher(noMarks());
    let best: Uint32Array = new Uint32Array(0);
    if ('error' in parsed) {
      const { message, at } = parsed.error;
      found.notices = [{ message, start: at, end: Math.max(at + 1, view.query.length) }];
    } else if (parsed.query.root.kind === 'all') found.notices = parsed.query.notices;
    else {
      const outcome = await this.#outcome(key, parsed.query, view, signal);
      if (outcome === null) return this.#partial();
      this.#prepare();
      const { result, remedies } = outcome;
      matcher = new Matcher(result.marks);
      best = result.top.rows;
      const notices = noticesOf(view.query, parsed.query, result);
      found = {
        hits: this.#hitsOf(result.rows),
        notices: [...notices, ...remedyNotices(view.query, remedies)],
        isPartial: false,
      };
    }
    throwIfAborted(signal);
    this.#key = key;
    this.#found = found;
    this.#matcher = matcher;
    const sort = query?.sort ?? null;
    this.#sort = sort === 'relevance' && found.hits === null ? null : sort;
    this.#best = best;
    return found;
  }

  /** The whole answer, or null while only a part of it is known. One search runs at a time. */
  async #outcome(
    key: string,
    query: Query,
    view: ViewState,
    signal: AbortSignal,
  ): Promise<Outcome | null> {
    if (this.#running?.key !== key) {
      this.#running?.stop();
      this.#sofar = null;
      this.#running = new LongSearch(key, (stopped, onMore) => {
        const context = this.#contextOf(query, view, stopped);
        context.onFound = (rows) => {
          this.#sofar = rows;
          if (countRows(rows) > 0) onMore();
        };
        return this.#search(query, context, stopped);
      });
    }
    const running = this.#running;
    try {
      const outcome = await running.answer(running.told === 0 ? FIRST_MS : NEXT_MS, signal);
      if (outcome !== null) this.#running = null;
      return outcome;
    } catch (error) {
      running.stop();
      if (this.#running === running) this.#running = null;
      throw error;
    }
  }

  /** Half a word is often misspelled: what finds near words is made between the letters. */
  #prepare(): void {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    const prepare = async (): Promise<void> => {
      const { vocabulary } = await this.#index();
      await vocabulary.prepareNear(slicer(undefined, PREPARE_MS));
    };
    setTimeout(() => {
      prepare().catch(() => undefined);
    }, FIRST_MS);
  }

  /** What is known of the running search; its own order and marks come with the whole answer. */
  #partial(): Found {
    this.#key = '';
    this.#matcher = new Matcher(noMarks());
    this.#sort = null;
    return { hits: this.#sofar && this.#hitsOf(this.#sofar), notices: [], isPartial: true };
  }

  /** The order the view's query asks for; null = none, so the view's own order holds. */
  get sort(): Sort | null {
    return this.#sort;
  }

  /** Rows of the view's query, best first, when it asks for that order. */
  get best(): Uint32Array {
    return this.#best;
  }

  /** The index; loaded or made when nothing asked for it yet. */
  index(): Promise<SearchIndex> {
    return this.#index();
  }

  /** Where the view's query matches in a body. */
  marks(body: string): (readonly [number, number])[] {
    return this.#matcher.spans(body);
  }

  #keyOf(view: ViewState, query: Query | null): string {
    const isAboutReplies = query !== null && readsReplies(query.root);
    const replies = isAboutReplies
      ? `${String(this.#replies.version)}|${String(view.threshold)}`
      : '';
    return `${String(this.#corpus.grouping)}|${replies}|${view.query}`;
  }

  async #search(query: Query, context: SearchContext, signal: AbortSignal): Promise<Outcome> {
    const index = await this.#index();
    throwIfAborted(signal);
    try {
      const top = query.sort === 'relevance' ? index.count : 0;
      const result = await search(index, query, context, { top });
      const remedies = result.count === 0 ? await findRemedies(index, query, context) : [];
      return { result, remedies };
    } finally {
      throwIfAborted(signal);
    }
  }

  #contextOf(query: Query, view: ViewState, signal: AbortSignal): SearchContext {
    const { columns, tables, text, replies, countsAs, merged } = this.#corpus;
    const pause = slicer(signal);
    return {
      columns,
      commenters: tables.commenters,
      together: (commenter) => [
        countsAs[commenter] ?? commenter,
        ...(merged.get(countsAs[commenter] ?? commenter) ?? []),
      ],
      articles: tables.articles,
      parents: readsReplies(query.root) ? this.#parentsAt(view.threshold) : replies.parent,
      answered: () => answeredRows(replies, view.threshold),
      confidence: replies.probability,
      textOf: async (rows: Uint32Array) => {
        const bodies = await text.bodies(rows);
        return bodies.map((body) => body ?? '');
      },
      signal,
      pause: async () => {
        await pause();
      },
    };
  }

  /** Parents as they are drawn: what is below the threshold starts a thread, as in the charts. */
  #parentsAt(threshold: number): Int32Array {
    const { replies } = this.#corpus;
    return replies.parent.map((parent, row) => {
      if (replies.kind[row] === REPLY.none) return PARENT_UNKNOWN;
      return isDrawn(replies, row, threshold) ? parent : PARENT_TOP;
    });
  }

  #hitsOf(rows: RowSet): Uint8Array {
    const hits = new Uint8Array(this.#corpus.columns.count);
    for (const [at, word] of rows.words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) {
        hits[(at << 5) + 31 - Math.clz32(rest & -rest)] = 1;
      }
    }
    return hits;
  }
}

/** Whether the answer changes with replies or the threshold. */
function readsReplies(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.parts.some(readsReplies);
    case 'not':
      return readsReplies(node.part);
    case 'to':
      return true;
    case 'is':
      return node.what === 'reply' || node.what === 'root';
    case 'number':
      return node.field !== 'words';
    default:
      return false;
  }
}

/** For a query that finds nothing: the part whose loss would bring most comments. */
function remedyNotices(text: string, remedies: readonly Remedy[]): QueryNotice[] {
  const [best] = remedies;
  if (!best) return [];
  const at = text.indexOf(best.part);
  const start = at < 0 ? 0 : at;
  const end = at < 0 ? text.length : at + best.part.length;
  const comments = best.count === 1 ? '1 comment' : `${best.count.toLocaleString('en')} comments`;
  return [
    { message: `Nothing matches all of this. Without “${best.part}”: ${comments}.`, start, end },
  ];
}

function noticesOf(text: string, query: Query, result: SearchResult): QueryNotice[] {
  const notices: QueryNotice[] = [...query.notices];
  const lower = text.toLowerCase();
  for (const { word, instead } of result.substitutions) {
    if (instead.length === 0) continue;
    const at = lower.indexOf(word);
    const start = at < 0 ? 0 : at;
    const end = at < 0 ? text.length : at + word.length;
    const words = instead.map((one) => `“${one}”`).join(', ');
    notices.push({ message: `No comment has “${word}”; shown instead: ${words}.`, start, end });
  }
  for (const { word, instead } of result.unknownNames) {
    const at = Math.max(0, text.indexOf(word));
    const names = instead.map((one) => `“${one}”`).join(', ');
    const hint = names === '' ? '' : ` Did you mean ${names}?`;
    const message = `No commenter is called “${word}”.${hint}`;
    notices.push({ message, start: at, end: Math.min(text.length, at + word.length) });
  }
  for (const message of result.patternProblems) {
    notices.push({ message, start: 0, end: text.length });
  }
  return notices;
}
