import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, type ViewState } from '../../src/core/view.ts';
import {
  clearedFilters,
  hasFilters,
  isFilterOn,
  toggled,
  withoutFilter,
} from '../../src/state/filters.ts';

const FULL: ViewState = {
  ...DEFAULT_VIEW,
  query: 'dogs',
  fromMin: 1,
  toMin: 2,
  by: ['a'],
  notBy: ['b'],
  in: ['c'],
  notIn: ['d'],
  edge: ['a', 'b'],
  once: true,
  threshold: 0.8,
  listOrder: 'time',
  selected: 'x',
};

describe('filters', () => {
  it('are all off in the default view', () => {
    expect(hasFilters(DEFAULT_VIEW)).toBe(false);
    expect(hasFilters({ ...DEFAULT_VIEW, threshold: 0.9, selected: 'x' })).toBe(false);
  });
  it.each(['query', 'time', 'by', 'in', 'edge', 'once'] as const)(
    '%s goes on and off alone',
    (name) => {
      expect(isFilterOn(FULL, name)).toBe(true);
      const without = { ...FULL, ...withoutFilter(name) };
      expect(isFilterOn(without, name)).toBe(false);
      expect(hasFilters(without)).toBe(true);
    },
  );
  it('cleared, leave everything that is no filter', () => {
    const cleared = { ...FULL, ...clearedFilters() };
    expect(hasFilters(cleared)).toBe(false);
    expect(cleared).toEqual({ ...DEFAULT_VIEW, threshold: 0.8, listOrder: 'time', selected: 'x' });
  });
  it('names join and leave a choice', () => {
    expect(toggled([], 'a')).toEqual(['a']);
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
