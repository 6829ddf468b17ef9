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

/** A click on a name in a list: it joins those chosen, or leaves them. */
export function toggled(chosen: readonly string[], key: string): readonly string[] {
  return chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key];
}
