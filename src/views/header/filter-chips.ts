import type { ViewState } from '../../core/view.ts';
import { countedKeys } from '../../state/filters.ts';
import { NO_NAME, rangeText } from '../words.ts';

/** A filter in words, and the patch that takes it off. */
export interface FilterChip {
  key: string;
  text: string;
  off: Partial<ViewState>;
}

/** A commenter's key in words; a nameless one has '~' and its article for a key. */
export function nameOfKey(key: string): string {
  return key.startsWith('~') ? NO_NAME : key;
}

/** Every filter of a view but its query; `merged` leads from a merged commenter's key to what it counts as. */
export function filterChips(
  view: ViewState,
  articles: readonly { key: string; title: string }[],
  merged: Readonly<Record<string, string>> = {},
): FilterChip[] {
  const personOf = (key: string): string => nameOfKey(countedKeys([key], merged)[0] ?? key);
  const { fromMin, toMin, edge } = view;
  const chips: FilterChip[] = [];
  const add = (key: string, text: string, off: Partial<ViewState>): void => {
    chips.push({ key, text, off });
  };
  if (fromMin !== null || toMin !== null) {
    add('time', rangeText(fromMin, toMin), { fromMin: null, toMin: null });
  }
  if (edge) add('edge', `${personOf(edge[0])} → ${personOf(edge[1])}`, { edge: null });
  const titleOf = (key: string): string => articles.find((each) => each.key === key)?.title ?? key;
  const each = (
    field: 'by' | 'notBy' | 'in' | 'notIn',
    word: string,
    nameOf: (key: string) => string,
  ): void => {
    for (const key of view[field]) {
      const off = { [field]: view[field].filter((other) => other !== key) };
      add(`${field}:${key}`, `${word} ${nameOf(key)}`, off);
    }
  };
  each('by', 'by', personOf);
  each('notBy', 'not', personOf);
  each('in', 'in', titleOf);
  each('notIn', 'not in', titleOf);
  if (view.once) add('once', 'double posts once', { once: false });
  return chips;
}
