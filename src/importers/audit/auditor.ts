import type { Article, ImportedComment, ImportWarning, Receipt } from '../../core/corpus.ts';
import { parseFloating } from '../../core/dates.ts';
import type { ImportSink, SinkFacts } from '../importer.ts';
import { isWellFormed, toWellFormed } from '../text/well-formed.ts';
import { DuplicateFinder } from './duplicates.ts';
import { IdTable } from './ids.ts';
import { ReceiptBuilder } from './receipt.ts';
import { RepliesAudit } from './replies-audit.ts';

/** An error of the place where comments are stored, as against one of the content that is read. */
export class SinkError extends Error {
  constructor(cause: unknown) {
    super('storing failed', { cause });
    this.name = 'SinkError';
  }
}

/**
 * Stands between an importer and the sink of the caller: keeps ids unique, marks double posts, checks
 * stated replies and time order, makes strings well formed, counts, and builds the receipt.
 */
export class Auditor implements ImportSink {
  #target: ImportSink;
  #signal: AbortSignal | undefined;
  #receipt = new ReceiptBuilder();
  #ids = new IdTable();
  #replies = new RepliesAudit(this.#ids);
  #repeats = new DuplicateFinder();
  #articles = new Set<string>();
  #lastTime = new Map<string, number>();
  #duplicates = 0;
  #inversions = 0;

  constructor(target: ImportSink, signal?: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  article(article: Article): void {
    if (this.#articles.has(article.id)) return;
    this.#articles.add(article.id);
    const title = this.#wellFormed(article.title, article.line);
    const paragraphs = article.paragraphs.map((text) => this.#wellFormed(text, article.line));
    guard(() => this.#target.article({ ...article, title, paragraphs }));
  }

  comment(comment: ImportedComment): void {
    const { line } = comment;
    if (!this.#articles.has(comment.article)) {
      this.article({ id: comment.article, title: comment.article, paragraphs: [] });
    }
    comment.body = this.#wellFormed(comment.body, line);
    if (comment.author !== null) comment.author = this.#wellFormed(comment.author, line);
    this.#claimId(comment);
    const problem = this.#replies.add(this.#receipt.found, comment.id, comment.parent, line ?? 0);
    if (problem) this.warn(problem);
    const timeMin = comment.time === null ? null : parseFloating(comment.time);
    this.#markRepeat(comment, timeMin);
    this.#watchClock(comment.article, timeMin);
    this.#receipt.found++;
    guard(() => this.#target.comment(comment));
  }

  reject(line: number, reason: string, text: string): void {
    this.#receipt.reject(line, reason, text);
    guard(() => this.#target.reject(line, reason, text));
  }

  furniture(line: number, reason: string, text: string): void {
    this.#receipt.furniture(line, reason, text);
    guard(() => this.#target.furniture(line, reason, text));
  }

  warn(warning: ImportWarning): void {
    this.#receipt.warn(warning);
    guard(() => this.#target.warn(warning));
  }

  describe(facts: SinkFacts): void {
    this.#receipt.describe(facts);
    guard(() => this.#target.describe(facts));
  }

  async ready(): Promise<void> {
    this.#signal?.throwIfAborted();
    try {
      await this.#target.ready();
    } catch (error) {
      throw new SinkError(error);
    }
    this.#signal?.throwIfAborted();
  }

  /** The receipt; call once, after the importer has finished. */
  finish(): Receipt {
    this.#replies.finish((warning) => this.warn(warning));
    return this.#receipt.build({
      duplicates: this.#duplicates,
      inversions: this.#inversions,
      orphans: this.#replies.orphans,
    });
  }

  #claimId(comment: ImportedComment): void {
    const ordinal = this.#receipt.found;
    if (this.#ids.add(comment.id, ordinal)) return;
    const taken = comment.id;
    for (let copy = 2; !this.#ids.add(comment.id, ordinal); copy++)
      comment.id = `${taken}~${copy}.${ordinal}`;
    const message = `The id ${taken} is used twice; this comment is kept as ${comment.id}.`;
    this.warn({ code: 'duplicate-id', message, ...at(comment.line) });
  }

  #markRepeat(comment: ImportedComment, timeMin: number | null): void {
    const earlier = comment.duplicateOf ?? this.#repeats.find(comment, timeMin);
    if (earlier === null) return;
    comment.duplicateOf = earlier;
    this.#duplicates++;
    const message = `Says the same as ${earlier} a moment before; both are kept.`;
    this.warn({ code: 'duplicate-comment', message, ...at(comment.line) });
  }

  #watchClock(article: string, timeMin: number | null): void {
    if (timeMin === null) return;
    const before = this.#lastTime.get(article);
    if (before !== undefined && timeMin < before) this.#inversions++;
    this.#lastTime.set(article, timeMin);
  }

  #wellFormed(text: string, line: number | undefined): string {
    if (isWellFormed(text)) return text;
    const message = 'Half a character (a lone surrogate) was replaced by U+FFFD.';
    this.warn({ code: 'lone-surrogate', message, ...at(line) });
    return toWellFormed(text);
  }
}

function at(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}

function guard(push: () => void): void {
  try {
    push();
  } catch (error) {
    throw new SinkError(error);
  }
}
