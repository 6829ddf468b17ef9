import type { Article, ImportedComment } from '../../core/corpus.ts';
import { isObject } from '../json/records.ts';

type Value = Record<string, unknown>;

/** A line as a JSON object; null when it is none. */
export function parsed(text: string): Value | null {
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** An article of a backup, or null when it is not one. */
export function toArticle(value: unknown): Article | null {
  if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['title'] !== 'string')
    return null;
  const { paragraphs, line } = value;
  if (!Array.isArray(paragraphs) || !paragraphs.every((text) => typeof text === 'string'))
    return null;
  const article: Article = { id: value['id'], title: value['title'], paragraphs };
  if (isCount(line)) article.line = line;
  return article;
}

/** A comment of a backup with all its known fields and no others, or null when it is not one. */
export function toComment(value: unknown): ImportedComment | null {
  if (!isObject(value)) return null;
  const { id, article, author, time, body } = value;
  if (typeof id !== 'string' || typeof article !== 'string' || typeof body !== 'string')
    return null;
  if (!isTextOrNull(author) || !isTextOrNull(time)) return null;
  const comment: ImportedComment = { id, article, author, time, body };
  addTexts(comment, value);
  addNumbers(comment, value);
  return comment;
}

function addTexts(comment: ImportedComment, value: Value): void {
  const { avatar, timeText, duplicateOf, parent } = value;
  if (typeof avatar === 'string') comment.avatar = avatar;
  if (typeof timeText === 'string') comment.timeText = timeText;
  if (typeof duplicateOf === 'string') comment.duplicateOf = duplicateOf;
  if (isTextOrNull(parent)) comment.parent = parent;
}

function addNumbers(comment: ImportedComment, value: Value): void {
  const { guest, line, lineEnd, bytes, segment, cannotBeRoot } = value;
  if (typeof guest === 'boolean') comment.guest = guest;
  if (isCount(line)) comment.line = line;
  if (isCount(lineEnd)) comment.lineEnd = lineEnd;
  if (Array.isArray(bytes) && isCount(bytes[0]) && isCount(bytes[1]))
    comment.bytes = [bytes[0], bytes[1]];
  if (isCount(segment)) comment.segment = segment;
  if (typeof cannotBeRoot === 'boolean') comment.cannotBeRoot = cannotBeRoot;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
