import type { Article, ImportedComment } from '../../core/corpus.ts';
import { formatFloating } from '../../core/dates.ts';
import type { ImportSink } from '../importer.ts';
import { articleIdOf } from '../text/hash.ts';
import type { PageLine } from './each-line.ts';
import { furnitureReason } from './furniture.ts';
import { guestMismatch, parseHeader } from './header.ts';
import { orderOf } from './order.ts';
import type { PageOrder } from './order.ts';
import type { PagePlan } from './resolve.ts';
import type { Survey } from './survey.ts';

/** Second pass: hands article and comments to the sink as their last line has gone by. */
export class PageWriter {
  #sink: ImportSink;
  #plan: PagePlan;
  #survey: Survey;
  #order: PageOrder;
  #article: Article = { id: '', title: '', paragraphs: [] };
  #isArticleOut = false;
  #paragraph: string[] = [];
  #comment: ImportedComment | null = null;
  #body: string[] = [];
  #bodyLength = 0;
  #ordinal = 0;
  #hasRelative = false;

  constructor(sink: ImportSink, plan: PagePlan, survey: Survey) {
    this.#sink = sink;
    this.#plan = plan;
    this.#survey = survey;
    this.#order = orderOf(plan.timeMin);
  }

  visit(line: PageLine): void {
    if (line.isOversize) {
      this.#sink.reject(line.no, 'line is longer than can be read', line.text);
      return;
    }
    if (this.#plan.kind === 'index') {
      if (!line.isBlank) this.#sink.furniture(line.no, 'index page, not a story', line.text);
      return;
    }
    if (line.no === this.#plan.headerLines[this.#ordinal]) this.#openComment(line);
    else if (this.#comment) this.#addToBody(line);
    else this.#addToArticle(line);
  }

  finish(): void {
    this.#closeComment();
    if (!this.#isArticleOut) this.#closeArticle();
  }

  #addToArticle(line: PageLine): void {
    const { heading, titleLine } = this.#survey;
    if (line.isBlank) return this.#closeParagraph();
    if (line.no === titleLine) {
      this.#article.title = line.text.trim().normalize('NFC');
      this.#article.line = line.no;
      return;
    }
    const isHeading = heading && (line.no === heading.line || line.no === heading.numberLine);
    const reason = isHeading ? 'comments heading' : furnitureReason(line.text);
    if (reason !== null) {
      this.#closeParagraph();
      return this.#sink.furniture(line.no, reason, line.text);
    }
    if (heading && line.no > heading.line) {
      return this.#sink.reject(line.no, 'a comment header that is cut off', line.text);
    }
    this.#paragraph.push(line.text.trimEnd().normalize('NFC'));
  }

  #closeParagraph(): void {
    if (this.#paragraph.length === 0) return;
    this.#article.paragraphs.push(this.#paragraph.join('\n'));
    this.#paragraph = [];
  }

  #closeArticle(): void {
    this.#isArticleOut = true;
    this.#closeParagraph();
    if (this.#survey.titleLine === 0 || this.#plan.kind === 'index') return;
    this.#article.id = articleIdOf(this.#article.title, this.#article.paragraphs);
    this.#sink.article(this.#article);
  }

  #openComment(line: PageLine): void {
    this.#closeComment();
    if (!this.#isArticleOut) this.#closeArticle();
    const header = parseHeader(line.text);
    if (!header) throw new Error(`Line ${line.no} changed between two readings.`);
    const row = this.#ordinal++;
    const { timeMin, text } = header.when;
    const mismatch = guestMismatch(header);
    if (mismatch !== null) this.#warn('guest-mismatch', line.no, mismatch);
    if (timeMin === null && !this.#hasRelative) {
      this.#hasRelative = true;
      const message =
        'Times are relative ("over 8 years"): kept as words, left out of time charts.';
      this.#warn('relative-times', line.no, message);
    }
    this.#comment = {
      id: `c${row + 1}`,
      article: this.#article.id,
      author: header.author,
      avatar: header.avatar,
      guest: header.hasGuestMarker || header.avatar === 'Default-user-icon',
      time: timeMin === null ? null : formatFloating(timeMin),
      ...(timeMin === null ? { timeText: text } : {}),
      body: '',
      line: line.no,
      lineEnd: line.no,
      bytes: [line.start, line.end],
      ...(this.#order.isTimed
        ? {
            segment: this.#order.segment[row] ?? 0,
            cannotBeRoot: this.#order.cannotBeRoot[row] === 1,
          }
        : {}),
    };
  }

  #addToBody(line: PageLine): void {
    if (line.isBlank) {
      if (this.#body.length > 0) this.#body.push('');
      return;
    }
    this.#body.push(line.text.trimEnd());
    this.#bodyLength = this.#body.length;
    if (!this.#comment) return;
    this.#comment.lineEnd = line.no;
    this.#comment.bytes = [this.#comment.bytes?.[0] ?? NaN, line.end];
  }

  #closeComment(): void {
    const comment = this.#comment;
    if (!comment) return;
    comment.body = this.#body.slice(0, this.#bodyLength).join('\n').normalize('NFC');
    this.#body = [];
    this.#bodyLength = 0;
    this.#comment = null;
    if (Number.isNaN(comment.bytes?.[0] ?? NaN)) delete comment.bytes;
    if (comment.body === '') {
      this.#warn('empty-body', comment.line ?? 0, 'This comment has a header and no text.');
    }
    this.#sink.comment(comment);
  }

  #warn(code: string, line: number, message: string): void {
    this.#sink.warn({ code, line, message });
  }
}
