import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heights } from '../../src/ui/heights.ts';
import {
  blockTop,
  CANVAS_MAX_PX,
  canvasPx,
  emptyList,
  listTop,
  reduceList,
  WHOLE_COUNT,
  type ListEvent,
  type ListState,
} from '../../src/ui/virtual-list.ts';

const ESTIMATE = 120;
const VIEWPORT = 700;

function list(count: number, viewportPx = VIEWPORT): ListState {
  const sized = reduceList(emptyList(ESTIMATE), { type: 'resize', viewportPx });
  return reduceList(sized, { type: 'reset', count, estimatePx: ESTIMATE });
}

function play(state: ListState, ...events: ListEvent[]): ListState {
  return events.reduce(reduceList, state);
}

/** Top of a row on screen, from the viewport's top edge, as the component draws it. */
function onScreen(state: ListState, index: number): number {
  return (
    blockTop(state) +
    state.heights.topOf(index) -
    state.heights.topOf(state.first) -
    state.scrollTop
  );
}

describe('heights', () => {
  it('knows tops and rows as in its example', () => {
    const heights = new Heights(3, 100);
    expect(heights.measure(1, 160)).toBe(60);
    expect([0, 1, 2, 3].map((i) => heights.topOf(i))).toEqual([0, 100, 260, 360]);
    expect([0, 99, 100, 259, 260, 359, 400].map((y) => heights.indexAt(y))).toEqual([
      0, 0, 1, 1, 2, 2, 2,
    ]);
  });

  it('agrees with a plain sum, for any list and any measurements', () => {
    const measured = fc.array(fc.tuple(fc.nat(99), fc.nat(500)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), measured, (count, rows) => {
        const heights = new Heights(count, 50);
        const plain = Array.from({ length: count }, () => 50);
        for (const [index, px] of rows) {
          heights.measure(index, px);
          if (index < count) plain[index] = px;
        }
        let top = 0;
        for (let i = 0; i < count; i++) {
          expect(heights.topOf(i)).toBe(top);
          const height = plain[i]!;
          if (height > 0) {
            expect(heights.indexAt(top)).toBe(i);
            expect(heights.indexAt(top + height - 1)).toBe(i);
          }
          top += height;
        }
        expect(heights.totalPx).toBe(top);
      }),
    );
  });

  it('forgets what it measured for a new list, longer or shorter', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 });
    const measured = fc.array(fc.tuple(fc.nat(59), fc.nat(300)), { maxLength: 30 });
    fc.assert(
      fc.property(counts, measured, (lengths, rows) => {
        let heights = new Heights(30, 50);
        for (const count of lengths) {
          for (const [index, px] of rows) heights.measure(index, px);
          heights = heights.renewed(count, 40);
          const fresh = new Heights(count, 40);
          for (const [index, px] of rows.slice(0, 5)) {
            heights.measure(index, px);
            fresh.measure(index, px);
          }
          expect(heights.totalPx).toBe(fresh.totalPx);
          for (let i = 0; i <= count; i++) expect(heights.topOf(i)).toBe(fresh.topOf(i));
          for (const y of [0, 39, 40, 500, 9999]) expect(heights.indexAt(y)).toBe(fresh.indexAt(y));
        }
      }),
    );
  });

  it('ignores rows that are not there', () => {
    const heights = new Heights(2, 10);
    expect(heights.measure(7, 99)).toBe(0);
    expect(heights.measure(-1, 99)).toBe(0);
    expect(heights.totalPx).toBe(20);
    expect(new Heights(0, 10).indexAt(50)).toBe(0);
  });
});

describe('a list of ordinary length', () => {
  it('renders a short list whole', () => {
    expect(list(32)).toMatchObject({ first: 0, last: 32 });
    expect(list(WHOLE_COUNT)).toMatchObject({ first: 0, last: WHOLE_COUNT });
  });

  it('renders only what is near the viewport of a long one', () => {
    const state = play(list(10_000), { type: 'scroll', scrollTop: 120_000 });
    expect(state.anchor).toEqual({ index: 1000, offsetPx: 0 });
    expect(state.first).toBe(995);
    expect(state.last).toBe(1011);
    expect(onScreen(state, 1000)).toBe(0);
  });

  it('scrolls as the element does: canvas and list are the same', () => {
    const tops = fc.array(fc.integer({ min: 0, max: 1_199_300 }), { maxLength: 20 });
    fc.assert(
      fc.property(tops, (all) => {
        let state = list(10_000);
        for (const scrollTop of all) {
          state = reduceList(state, { type: 'scroll', scrollTop });
          expect(listTop(state)).toBe(scrollTop);
          expect(state.scrollTop).toBe(scrollTop);
        }
      }),
    );
  });

  it('keeps what is read in place when rows above turn out higher', () => {
    const before = play(list(10_000), { type: 'scroll', scrollTop: 120_030 });
    const after = play(before, {
      type: 'measure',
      rows: [
        { index: 996, heightPx: 300 },
        { index: 999, heightPx: 80 },
      ],
    });
    expect(after.anchor).toEqual(before.anchor);
    expect(onScreen(after, 1000)).toBe(onScreen(before, 1000));
    expect(after.scrollTop).toBe(120_030 + 180 - 40);
  });

  it('changes nothing when nothing was measured anew', () => {
    const state = list(1000);
    expect(reduceList(state, { type: 'measure', rows: [{ index: 3, heightPx: ESTIMATE }] })).toBe(
      state,
    );
  });

  it('cannot be scrolled past its ends', () => {
    const state = play(list(1000), { type: 'reveal', index: 999, align: 'start' });
    expect(listTop(state)).toBe(1000 * ESTIMATE - VIEWPORT);
    expect(listTop(play(state, { type: 'reset', count: 3, estimatePx: ESTIMATE }))).toBe(0);
    expect(listTop(play(state, { type: 'reset', count: 0, estimatePx: ESTIMATE }))).toBe(0);
  });
});

describe('showing a row', () => {
  it('puts it under the top edge, or moves as little as needed', () => {
    const start = play(list(1000), { type: 'reveal', index: 500, align: 'start', marginPx: 40 });
    expect(onScreen(start, 500)).toBe(40);
    const stays = play(start, { type: 'reveal', index: 502, align: 'nearest' });
    expect(stays).toBe(start);
    const down = play(start, { type: 'reveal', index: 510, align: 'nearest', marginPx: 8 });
    expect(onScreen(down, 510) + ESTIMATE + 8).toBe(VIEWPORT);
    const up = play(start, { type: 'reveal', index: 498, align: 'nearest', marginPx: 8 });
    expect(onScreen(up, 498)).toBe(8);
  });

  it('shows the beginning of a row that is higher than the viewport', () => {
    const tall = play(list(1000), { type: 'measure', rows: [{ index: 20, heightPx: 3000 }] });
    const state = play(tall, { type: 'reveal', index: 20, align: 'nearest' });
    expect(onScreen(state, 20)).toBe(0);
  });

  it('lands on the row of a deep link, in a list of a million, and stays while it is measured', () => {
    let state = play(list(1_000_000), {
      type: 'reveal',
      index: 876_543,
      align: 'start',
      marginPx: 100,
    });
    for (let round = 0; round < 3; round++) {
      const rows = [];
      for (let index = state.first; index < state.last; index++) {
        rows.push({ index, heightPx: 80 + ((index * 37) % 200) });
      }
      state = reduceList(state, { type: 'measure', rows });
    }
    expect(state.first).toBeLessThanOrEqual(876_543);
    expect(state.last).toBeGreaterThan(876_543);
    expect(onScreen(state, 876_543)).toBeCloseTo(100, 3);
  });
});

describe('a million rows', () => {
  const count = 1_000_000;

  it('fits into what browsers can draw', () => {
    const state = list(count);
    expect(canvasPx(state)).toBe(CANVAS_MAX_PX);
    expect(state.heights.totalPx).toBe(count * ESTIMATE);
  });

  it('moves by real pixels when scrolled a little', () => {
    const middle = play(list(count), { type: 'reveal', index: 400_000, align: 'start' });
    const scrolled = play(middle, { type: 'scroll', scrollTop: middle.scrollTop + 100 });
    expect(listTop(scrolled)).toBeCloseTo(listTop(middle) + 100, 3);
    expect(onScreen(scrolled, 400_000)).toBeCloseTo(-100, 3);
  });

  it('jumps in proportion when the scrollbar is dragged, and reaches both ends', () => {
    const state = list(count);
    const range = CANVAS_MAX_PX - VIEWPORT;
    const half = play(state, { type: 'scroll', scrollTop: range / 2 });
    expect(half.anchor.index).toBeGreaterThan(499_000);
    expect(half.anchor.index).toBeLessThan(501_000);
    const end = play(half, { type: 'scroll', scrollTop: range });
    expect(end.last).toBe(count);
    expect(listTop(end)).toBe(count * ESTIMATE - VIEWPORT);
    expect(listTop(play(end, { type: 'scroll', scrollTop: 0 }))).toBe(0);
  });

  it('brings the scrollbar to the true place when scrolling rests, without moving the text', () => {
    let state = play(list(count), { type: 'reveal', index: 1000, align: 'start' });
    for (let i = 0; i < 500; i++) {
      state = reduceList(state, { type: 'scroll', scrollTop: state.scrollTop + 90 });
    }
    const rested = reduceList(state, { type: 'rest' });
    expect(listTop(rested)).toBeCloseTo(listTop(state), 3);
    expect(onScreen(rested, rested.anchor.index)).toBeCloseTo(
      onScreen(state, state.anchor.index),
      3,
    );
    const expected = (listTop(rested) / (count * ESTIMATE - VIEWPORT)) * (CANVAS_MAX_PX - VIEWPORT);
    expect(rested.scrollTop).toBeCloseTo(expected, 3);
  });

  it('can be read to the first and to the last row by small scrolls alone', () => {
    let up = play(list(count), { type: 'reveal', index: 120, align: 'start' });
    for (let i = 0; i < 400 && up.scrollTop > 0; i++) {
      up = reduceList(up, { type: 'scroll', scrollTop: Math.max(0, up.scrollTop - 90) });
    }
    expect(listTop(up)).toBeCloseTo(0, 6);
    let down = play(list(count), { type: 'reveal', index: count - 120, align: 'start' });
    for (let i = 0; i < 400 && down.last < count; i++) {
      down = reduceList(down, { type: 'scroll', scrollTop: down.scrollTop + 90 });
    }
    expect(down.last).toBe(count);
  });
});

describe.each([5000, 1_000_000])('the end of %i rows', (count) => {
  const end = (state: ListState): number => state.heights.totalPx - state.viewportPx;

  it('stays in sight while the last rows are measured, and not when one grows later', () => {
    const there = play(list(count), { type: 'scroll', scrollTop: CANVAS_MAX_PX });
    expect(listTop(there)).toBe(end(there));
    const measured = play(there, {
      type: 'measure',
      rows: [
        { index: count - 2, heightPx: ESTIMATE + 300 },
        { index: count - 1, heightPx: ESTIMATE + 500 },
      ],
    });
    expect(listTop(measured)).toBeCloseTo(end(measured), 3);
    const opened = play(measured, {
      type: 'measure',
      rows: [{ index: count - 1, heightPx: ESTIMATE + 900 }],
    });
    expect(listTop(opened)).toBeCloseTo(listTop(measured), 3);
  });

  it('is reached where the bar is, and so is the beginning', () => {
    const last = play(list(count), { type: 'reveal', index: count - 4, align: 'start' });
    const down = play(last, { type: 'scroll', scrollTop: canvasPx(last) - VIEWPORT });
    expect(listTop(down)).toBe(end(down));
    const first = play(list(count), { type: 'reveal', index: 3, align: 'start' });
    expect(listTop(first)).toBeGreaterThan(0);
    expect(listTop(play(first, { type: 'scroll', scrollTop: 0 }))).toBe(0);
  });
});

describe('whatever happens', () => {
  const events: fc.Arbitrary<ListEvent> = fc.oneof(
    fc.record({
      type: fc.constant('reset' as const),
      count: fc.constantFrom(0, 1, 32, 201, 5000, 1_000_000),
      estimatePx: fc.constantFrom(40, 120),
    }),
    fc.record({ type: fc.constant('resize' as const), viewportPx: fc.nat(2000) }),
    fc.record({ type: fc.constant('scroll' as const), scrollTop: fc.nat(CANVAS_MAX_PX) }),
    fc.constant<ListEvent>({ type: 'rest' }),
    fc.record({
      type: fc.constant('measure' as const),
      rows: fc.array(fc.record({ index: fc.nat(1_000_000), heightPx: fc.nat(4000) }), {
        maxLength: 20,
      }),
    }),
    fc.record({
      type: fc.constant('reveal' as const),
      index: fc.nat(1_000_000),
      align: fc.constantFrom('start' as const, 'nearest' as const),
    }),
  );

  it('the rendered rows cover the viewport, and all positions are within bounds', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 25 }), (all) => {
        let state = list(1000);
        for (const event of all) {
          state = reduceList(state, event);
          const { heights, first, last, viewportPx } = state;
          expect(canvasPx(state)).toBeLessThanOrEqual(CANVAS_MAX_PX);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThanOrEqual(heights.count);
          const top = listTop(state);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(heights.topOf(first)).toBeLessThanOrEqual(top + 1e-6);
          const end = Math.min(heights.totalPx, top + viewportPx);
          expect(heights.topOf(last)).toBeGreaterThanOrEqual(end - 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a jump to rows that are not there yet', () => {
  it.each([5_000, 1_000_000])(
    'carries %i rows along, then lands where it was asked to',
    (count) => {
      fc.assert(
        fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), fc.nat(400), (share, px) => {
          const start = play(list(count), {
            type: 'measure',
            rows: [{ index: 2, heightPx: px + 1 }],
          });
          const scrollTop = Math.round(share * (canvasPx(start) - VIEWPORT));
          const at = play(start, { type: 'scroll', scrollTop });
          const carried = play(start, { type: 'carry', scrollTop });
          expect(carried.first).toBe(start.first);
          expect(onScreen(carried, start.anchor.index)).toBeCloseTo(-start.anchor.offsetPx, 3);
          const measured = play(carried, {
            type: 'measure',
            rows: [{ index: 1, heightPx: px + 30 }],
          });
          expect(measured.scrollTop).toBe(scrollTop);
          const landed = play(measured, { type: 'land', at });
          expect(landed.isCarried).toBe(false);
          expect(landed.anchor.index).toBe(at.anchor.index);
          expect(landed.scrollTop).toBe(scrollTop);
        }),
      );
    },
  );

  it('stays carried when the bar has gone on, and a scroll then takes the rows there', () => {
    const start = list(1_000_000);
    const at = play(start, { type: 'scroll', scrollTop: 4_000_000 });
    const late = play(
      start,
      { type: 'carry', scrollTop: 4_000_000 },
      { type: 'carry', scrollTop: 9_000_000 },
      { type: 'land', at },
    );
    expect(late).toMatchObject({ isCarried: true, scrollTop: 9_000_000 });
    expect(late.anchor.index).toBe(at.anchor.index);
    expect(play(late, { type: 'rest' })).toEqual(late);
    const there = play(late, { type: 'scroll', scrollTop: 9_000_000 });
    expect(there.isCarried).toBe(false);
    expect(listTop(there) / there.heights.totalPx).toBeCloseTo(9 / 15, 2);
  });
});
