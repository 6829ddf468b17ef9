import { describe, expect, it } from 'vitest';
import { minutesOf } from '../../src/core/dates.ts';
import { DEFAULT_VIEW, type ViewState } from '../../src/core/view.ts';
import { hasFilters } from '../../src/state/filters.ts';
import { filterChips } from '../../src/views/header/filter-chips.ts';

const VIEW: ViewState = {
  ...DEFAULT_VIEW,
  fromMin: minutesOf(2017, 1, 23, 15, 24),
  toMin: minutesOf(2017, 1, 23, 17, 36),
  by: ['Mystic', '~page'],
  notBy: ['humble'],
  in: ['a1'],
  notIn: ['gone'],
  edge: ['the_roar', '~page'],
  once: true,
};
const ARTICLES = [{ key: 'a1', title: 'First Day' }];

describe('filters in words', () => {
  it('name every one of them', () => {
    expect(filterChips(VIEW, ARTICLES).map(({ text }) => text)).toEqual([
      '23 Jan 2017, 15:24 to 17:36',
      'the_roar → [no name]',
      'by Mystic',
      'by [no name]',
      'not humble',
      'in First Day',
      'not in gone',
      'double posts once',
    ]);
    expect(filterChips(DEFAULT_VIEW, ARTICLES)).toEqual([]);
  });

  it('name a merged commenter as it counts, and take off what was chosen', () => {
    const view = { ...DEFAULT_VIEW, by: ['the_roar'], edge: ['humble', 'the_roar'] as const };
    const chips = filterChips(view, [], { the_roar: 'Mystic' });
    expect(chips.map(({ text }) => text)).toEqual(['humble → Mystic', 'by Mystic']);
    expect(chips[1]?.off).toEqual({ by: [] });
  });

  it('are all off when each was taken off', () => {
    let view = VIEW;
    for (let chips = filterChips(view, ARTICLES); chips.length > 0; chips = filterChips(view, [])) {
      view = { ...view, ...chips[0]!.off };
    }
    expect(hasFilters(view)).toBe(false);
  });
});
