/**
 * Comments inside one JSON object: the records of its largest list of objects, and below them the records
 * of their own lists of replies, in page order, each with the id of what it answers. Walks with a stack
 * of its own, so nesting can't overflow; lists deeper than 64 levels of wrapping are not looked for.
 * Example: {"comments":[{"id":1,"text":"a","replies":[{"id":2,"text":"b"}]}]} → 1, 2 (parent 1).
 */
import { isObject } from './records.ts';

const REPLY_LISTS = ['replies', 'children', 'comments', 'kids', 'responses', 'answers'];
const MAX_DEPTH = 64;

export interface Nested {
  value: Record<string, unknown>;
  /** The record this one stands under; null at the top. */
  above: Record<string, unknown> | null;
}

/** The longest list of objects anywhere in the value, with the path to it; null when there is none. */
export function findList(root: Record<string, unknown>): { path: string; list: unknown[] } | null {
  let best: { path: string; list: unknown[] } | null = null;
  const stack: { value: unknown; path: string; depth: number }[] = [
    { value: root, path: '', depth: 0 },
  ];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { value, path, depth } = top;
    if (Array.isArray(value)) {
      const objects = value.filter(isObject).length;
      if (objects > 0 && objects > (best?.list.length ?? 0)) best = { path, list: value };
      continue;
    }
    if (!isObject(value) || depth >= MAX_DEPTH) continue;
    for (const [key, inner] of Object.entries(value)) {
      stack.push({ value: inner, path: path === '' ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
  return best;
}

/** Records of a list and of the reply lists below them, in page order. */
export function* flatten(list: readonly unknown[]): Generator<Nested> {
  const stack: Nested[] = toNested(list, null);
  for (let top = stack.pop(); top; top = stack.pop()) {
    yield top;
    const replies = replyList(top.value);
    if (replies) stack.push(...toNested(replies, top.value));
  }
}

/** True when records of the list hold reply lists of their own. */
export function isNestedList(list: readonly unknown[]): boolean {
  return list.some((value) => isObject(value) && replyList(value) !== null);
}

function toNested(list: readonly unknown[], above: Record<string, unknown> | null): Nested[] {
  return list
    .filter(isObject)
    .map((value) => ({ value, above }))
    .reverse();
}

function replyList(value: Record<string, unknown>): unknown[] | null {
  for (const key of REPLY_LISTS) {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    if (Array.isArray(inner) && inner.some(isObject)) return inner as unknown[];
    const wrapped = isObject(inner) ? listIn(inner) : null;
    if (wrapped) return wrapped;
  }
  return null;
}

/** Replies in a wrapper of their own: {"replies":{"comments":[…]}}. */
function listIn(wrapper: Record<string, unknown>): unknown[] | null {
  for (const key of [...REPLY_LISTS, 'data', 'items', 'nodes']) {
    const inner = Object.hasOwn(wrapper, key) ? wrapper[key] : undefined;
    if (Array.isArray(inner) && inner.some(isObject)) return inner as unknown[];
  }
  return null;
}

/** The headline a wrapper gives to its list of comments, or ''. */
export function titleIn(wrapper: Readonly<Record<string, unknown>>): string {
  for (const key of ['title', 'headline', 'name']) {
    const value = Object.hasOwn(wrapper, key) ? wrapper[key] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}
