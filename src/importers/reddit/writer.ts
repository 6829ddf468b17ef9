import type { ImportedComment } from '../../core/corpus.ts';
import type { ImportSink } from '../importer.ts';
import { firstOf, paragraphsOf, placeOf, stringOf } from '../json/each-record.ts';
import { isObject } from '../json/records.ts';
import type { JsonRecord } from '../json/records.ts';
import { epoch } from '../times/parse.ts';

const GONE = new Set(['', '[deleted]', '[removed]']);

/**
 * Ids carry Reddit's prefixes (t1_ comment, t3_ submission). A parent that is the submission makes a
 * stated top-level comment; an author who deleted the account is nobody, not one commenter.
 */
export class RedditWriter {
  #sink: ImportSink;
  #articles = new Set<string>();

  constructor(sink: ImportSink) {
    this.#sink = sink;
  }

  /** A line of a dump, or a listing of the API with all that hangs below it. */
  visit(record: JsonRecord): void {
    const stack: Record<string, unknown>[] = [record.value];
    for (let value = stack.pop(); value; value = stack.pop()) {
      const data = isObject(value['data']) ? value['data'] : null;
      if (!data || typeof value['kind'] !== 'string') this.#write({ ...record, value });
      else if (value['kind'] === 'Listing') stack.push(...childrenOf(data));
      else if (value['kind'] === 'more') this.#sayMore(record.line, data);
      else {
        this.#write({ ...record, value: data });
        if (isObject(data['replies'])) stack.push(data['replies']);
      }
    }
  }

  #write(record: JsonRecord): void {
    const { value } = record;
    if ('body' in value) this.#comment(record);
    else if ('title' in value) this.#submission(record);
    else
      this.#sink.reject(
        record.line,
        'neither a comment nor a submission',
        JSON.stringify(value).slice(0, 300),
      );
  }

  #submission({ value, line }: JsonRecord): void {
    const id = `t3_${stringOf(value, 'id') ?? ''}`;
    this.#articles.add(id);
    const text = stringOf(value, 'selftext') ?? '';
    const paragraphs = GONE.has(text) ? [] : paragraphsOf(unescaped(text));
    this.#sink.article({ id, title: stringOf(value, 'title') ?? id, paragraphs, line });
  }

  #comment(record: JsonRecord): void {
    const { value, line } = record;
    const id = stringOf(value, 'id');
    const article = articleOf(value);
    if (id === undefined || article === null) {
      this.#sink.reject(
        line,
        'a comment without id or submission',
        JSON.stringify(value).slice(0, 300),
      );
      return;
    }
    if (!this.#articles.has(article)) {
      this.#articles.add(article);
      this.#sink.article({ id: article, title: titleOf(value) ?? article, paragraphs: [] });
    }
    const author = stringOf(value, 'author') ?? '';
    const time = epoch(Number(stringOf(value, 'created_utc') ?? NaN));
    const comment: ImportedComment = {
      id: `t1_${id}`,
      article,
      author: GONE.has(author) ? null : author,
      time: time.kind === 'time' ? time.time : null,
      body: unescaped(stringOf(value, 'body') ?? ''),
      ...placeOf(record),
    };
    const parent = stringOf(value, 'parent_id');
    if (parent) comment.parent = parentOf(parent);
    this.#sink.comment(comment);
  }

  #sayMore(line: number, data: Record<string, unknown>): void {
    const count = Number(data['count'] ?? 0);
    const message = `Reddit left out ${count} more comments here ("load more").`;
    this.#sink.warn({ code: 'more-comments', line, message });
  }
}

/** Dumps keep Reddit's own escapes: '&gt; what was quoted'. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Newer dumps write the parent comment as a number, which is its id in base 36. */
function parentOf(parent: string): string | null {
  if (parent.startsWith('t3_')) return null;
  if (parent.startsWith('t1_')) return parent;
  return /^\d{9,}$/.test(parent) ? `t1_${Number(parent).toString(36)}` : `t1_${parent}`;
}

function childrenOf(data: Record<string, unknown>): Record<string, unknown>[] {
  const { children } = data;
  return Array.isArray(children) ? children.filter(isObject).reverse() : [];
}

function articleOf(value: Record<string, unknown>): string | null {
  const link = stringOf(value, 'link_id');
  if (link) return link.startsWith('t3_') ? link : `t3_${link}`;
  const parent = stringOf(value, 'parent_id');
  return parent?.startsWith('t3_') ? parent : null;
}

function titleOf(value: Record<string, unknown>): string | null {
  const title = firstOf(value, 'link_title');
  if (title !== undefined) return title;
  const slug = /\/comments\/\w+\/([^/]+)\//.exec(stringOf(value, 'permalink') ?? '')?.[1];
  return slug === undefined ? null : slug.replaceAll('_', ' ');
}
