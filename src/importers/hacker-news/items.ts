import { firstOf, stringOf } from '../json/each-record.ts';
import { isObject } from '../json/records.ts';

type Value = Record<string, unknown>;

export interface Item {
  id: number;
  author: string | null;
  time: number | string;
  text: string;
  title: string | null;
  parent: number;
  story: number | null;
  storyTitle: string | null;
  isStory: boolean;
  isGone: boolean;
}

const STORY_TYPES = new Set(['story', 'job', 'poll']);

/** The items inside a record: the hits of a search, or a thread with its children, in page order. */
export function* expandItem(record: Value): Generator<Value> {
  const stack: Value[] = [record];
  for (let value = stack.pop(); value; value = stack.pop()) {
    const hits = value['hits'];
    if (Array.isArray(hits)) stack.push(...hits.filter(isObject).reverse());
    else {
      yield value;
      const children = value['children'];
      if (Array.isArray(children)) stack.push(...children.filter(isObject).reverse());
    }
  }
}

/** Looks like an item of any of the three forms. */
export function isItem(value: Value): boolean {
  const isOfficial =
    'type' in value &&
    'id' in value &&
    'time' in value &&
    ('by' in value || 'deleted' in value || 'kids' in value);
  const isSearch =
    'created_at_i' in value && ('objectID' in value || 'story_id' in value || 'points' in value);
  return isOfficial || isSearch;
}

/** One item, or null when it has no id or a comment names no parent. */
export function toItem(value: Value): Item | null {
  const id = Number(firstOf(value, 'id', 'objectID') ?? NaN);
  const parent = Number(firstOf(value, 'parent', 'parent_id') ?? NaN);
  const title = firstOf(value, 'title') ?? null;
  const isComment = value['type'] === 'comment' || 'comment_text' in value || !Number.isNaN(parent);
  const isStory = STORY_TYPES.has(String(value['type'])) || (!isComment && title !== null);
  if (Number.isNaN(id) || (!isStory && Number.isNaN(parent))) return null;
  const story = Number(firstOf(value, 'story_id') ?? NaN);
  const text =
    stringOf(value, 'text') ??
    stringOf(value, 'comment_text') ??
    stringOf(value, 'story_text') ??
    '';
  const author = firstOf(value, 'by', 'author') ?? null;
  return {
    id,
    author,
    time: timeOf(value),
    text,
    title,
    parent,
    story: Number.isNaN(story) ? null : story,
    storyTitle: firstOf(value, 'story_title') ?? null,
    isStory,
    isGone: author === null && text === '',
  };
}

function timeOf(value: Value): number | string {
  const seconds = firstOf(value, 'time', 'created_at_i');
  if (seconds !== undefined && /^\d+$/.test(seconds)) return Number(seconds);
  return firstOf(value, 'created_at', 'timestamp', 'time_ts') ?? '';
}
