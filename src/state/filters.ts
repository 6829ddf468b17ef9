import { DEFAULT_VIEW, type ViewState } from '../core/view.ts';
import type { Look } from '../engine/protocol.ts';

export type FilterName = Look['remedies'][number]['filter'];

/** Fields of the view that decide which comments are shown, by the filter they make up. */
const FIELDS = {
  query: ['query'],
  time: ['fromMin', 'toMin'],
  by: ['by', 'notBy'],
  in: ['in', 'notIn'],
  edge: ['edge'],
  once: ['once'],
} as const satisfies Record<FilterName, readonly (keyof ViewState)[]>;

const NAMES = Object.keys(FIELDS) as FilterName[];

/** The patch that takes one filter off. */
export function withoutFilter(filter: FilterName): Partial<ViewState> {
  return Object.fromEntries(FIELDS[filter].map((field) => [field, DEFAULT_VIEW[field]]));
}

/** The patch that takes all filters off. */
export function clearedFilters(): Partial<ViewState> {
  return Object.assign({}, ...NAMES.map(withoutFilter)) as Partial<ViewState>;
}

export function isFilterOn(view: ViewState, filter: FilterName): boolean {
  return FIELDS[filter].some((field) => {
    const value = view[field];
    return Array.isArray(value) && field !== 'edge'
      ? value.length > 0
      : value !== DEFAULT_VIEW[field];
  });
}

export function hasFilters(view: ViewState): boolean {
  return NAMES.some((filter) => isFilterOn(view, filter));
}

type Merged = Readonly<Record<string, string>>;

/** Keys of commenters as they count now: a merged one's is that of the one it counts as. */
export function countedKeys(keys: readonly string[], merged: Merged): readonly string[] {
  return keys.map((key) => (Object.hasOwn(merged, key) ? (merged[key] ?? key) : key));
}

/** The keys but those that count as this one. */
export function without(chosen: readonly string[], key: string, merged: Merged): readonly string[] {
  const counted = countedKeys(chosen, merged);
  return chosen.filter((_, at) => counted[at] !== key);
}

/** A click on a name in a list: it joins those chosen, or leaves them, under whatever name it was chosen. */
export function toggled(
  chosen: readonly string[],
  key: string,
  merged: Merged = {},
): readonly string[] {
  const left = without(chosen, key, merged);
  return left.length < chosen.length ? left : [...chosen, key];
}

/**
 * The filter by commenter under which a cell's comments, and no others, are shown: the cell counts what
 * the filters of now let through, so they stay and become narrower.
 */
export function cellFilter(
  view: Pick<ViewState, 'by' | 'notBy'>,
  cell: { only: readonly string[]; without: readonly string[] },
  merged: Merged = {},
): Pick<ViewState, 'by' | 'notBy'> {
  const by = countedKeys(view.by, merged);
  if (cell.only.length === 0) {
    const left = countedKeys(view.notBy, merged);
    return {
      by: view.by,
      notBy: [...view.notBy, ...cell.without.filter((key) => !left.includes(key))],
    };
  }
  const both = cell.only.filter((key) => by.includes(key));
  return { by: both.length > 0 ? both : cell.only, notBy: view.notBy };
}
