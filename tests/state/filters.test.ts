import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, type ViewState } from '../../src/core/view.ts';
import {
  cellFilter,
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

describe('the filter of a cell', () => {
  const none = { by: [], notBy: [] };

  it('names the commenters of the cell', () => {
    expect(cellFilter(none, { only: ['a'], without: [] })).toEqual({ by: ['a'], notBy: [] });
  });

  it('leaves out those with rows of their own for the row of all others', () => {
    const view = { by: [], notBy: ['b', 'x'] };
    expect(cellFilter(view, { only: [], without: ['a', 'b'] })).toEqual({
      by: [],
      notBy: ['b', 'x', 'a'],
    });
  });

  it('stays within the commenters chosen before', () => {
    const view = { by: ['a', 'old b'], notBy: [] };
    const merged = { 'old b': 'b' };
    expect(cellFilter(view, { only: ['b', 'c'], without: [] }, merged).by).toEqual(['b']);
  });
});
