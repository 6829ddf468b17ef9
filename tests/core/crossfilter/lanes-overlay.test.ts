import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows } from '../../../src/core/columns-order.ts';
import { axisOf } from '../../../src/core/crossfilter/axis.ts';
import { Crossfilter } from '../../../src/core/crossfilter/crossfilter.ts';
import { NO_FILTERS } from '../../../src/core/crossfilter/filters.ts';
import { buildLanes, planLanes } from '../../../src/core/crossfilter/lanes.ts';
import { buildOverlay } from '../../../src/core/crossfilter/overlay.ts';
import { topGroups } from '../../../src/core/crossfilter/top.ts';
import { UNITS } from '../../../src/core/crossfilter/units.ts';
import { drawnParents, isDrawn, REPLY } from '../../../src/core/graph/replies.ts';
import { buildForest } from '../../../src/core/threads/forest.ts';
import {
  ARTICLES,
  columnsOf,
  NO_ANSWER,
  COMMENTERS,
  randomComments,
  repliesOf,
  type RandomComment,
} from './random-corpus.ts';

const AXIS = axisOf([[-3, 40]], UNITS[1]!);

function setUp(comments: readonly RandomComment[], articles = ARTICLES) {
  const columns = columnsOf(comments);
  const replies = repliesOf(comments);
  const filter = new Crossfilter(columns, { commenters: COMMENTERS, articles });
  const hits = Uint8Array.from(comments, ({ isHit }) => (isHit ? 1 : 0));
  const total = filter.byCommenter.slice();
  filter.apply({ ...NO_FILTERS, hits, fromMin: 5 });
  const groups = groupRows(columns.article, articles);
  const order = Uint32Array.from({ length: articles }, (_, i) => i);
  const forest = buildForest(drawnParents(replies, 0.5), groups, columns.article, order);
  return { filter, replies, total, forest };
}

describe('lanes', () => {
  it('marks every dated comment once, in time, with arcs between marks', () => {
    fc.assert(
      fc.property(randomComments, (comments) => {
        const { filter, replies, total } = setUp(comments);
        const plan = planLanes(total, 3);
        const marks = buildLanes(filter, AXIS, plan, replies, 0.5);
        const dated = [...comments.keys()].filter((row) => !Number.isNaN(comments[row]!.time));
        expect([...marks.row].sort((a, b) => a - b)).toEqual(dated);
        marks.row.forEach((row, mark) => {
          const { commenter, time, isHit } = comments[row]!;
          expect(marks.time[mark]).toBe(time);
          expect(marks.shown[mark]).toBe(isHit ? 1 : 0);
          expect(marks.root[mark]).toBe(isDrawn(replies, row, 0.5) ? 0 : 1);
          const own = plan.commenters.indexOf(commenter);
          expect(marks.lane[mark]).toBe(own < 0 ? plan.commenters.length : own);
        });
        const arcs = dated.filter(
          (row) => isDrawn(replies, row, 0.5) && dated.includes(replies.parent[row]!),
        );
        expect([...marks.arcFrom].map((mark) => marks.row[mark]).sort((a, b) => a! - b!)).toEqual(
          arcs,
        );
        marks.arcFrom.forEach((mark, arc) => {
          const row = marks.row[mark]!;
          expect(marks.row[marks.arcTo[arc]!]).toBe(replies.parent[row]);
          expect(marks.arcStated[arc]).toBe(replies.kind[row] === REPLY.stated ? 1 : 0);
        });
      }),
    );
  });

  it('counts per lane and bin when there are too many to mark', () => {
    fc.assert(
      fc.property(randomComments, (comments) => {
        const { filter, replies, total } = setUp(comments);
        const plan = planLanes(total, 3);
        const few = buildLanes(filter, AXIS, plan, replies, 0.5);
        const { density } = buildLanes(filter, AXIS, plan, replies, 0.5, few.row.length - 1);
        const bins = AXIS.binStart.length;
        const lanes = plan.commenters.length + (plan.hasOthers ? 1 : 0);
        const count = (lane: number, bin: number, isShown: boolean): number =>
          [...few.row.keys()].filter((mark) => {
            const time = few.time[mark]!;
            const isInside = time >= AXIS.binStart[bin]! && time < AXIS.binEnd[bin]!;
            return few.lane[mark] === lane && isInside && (!isShown || few.shown[mark] === 1);
          }).length;
        const cells = Array.from(
          { length: lanes * bins },
          (_, i) => [Math.floor(i / bins), i % bins] as const,
        );
        expect([...density!.all]).toEqual(cells.map(([lane, bin]) => count(lane, bin, false)));
        expect([...density!.shown]).toEqual(cells.map(([lane, bin]) => count(lane, bin, true)));
      }),
    );
  });

  it('gives all commenters a lane when they fit, else shares the last one', () => {
    expect([...planLanes(Uint32Array.of(1, 5, 0, 3), 3).commenters]).toEqual([1, 3, 0]);
    expect(planLanes(Uint32Array.of(1, 5, 0, 3), 3).hasOthers).toBe(false);
    const shared = planLanes(Uint32Array.of(1, 5, 2, 3), 3);
    expect([[...shared.commenters], [...shared.counts], shared.hasOthers]).toEqual([
      [1, 3],
      [5, 3, 3],
      true,
    ]);
  });
});

describe('the overlay', () => {
  it.each([ARTICLES, 1])(
    'measures from the first comment of each series (%i articles)',
    (articles) => {
      fc.assert(
        fc.property(randomComments, fc.integer({ min: 1, max: 5 }), (drawn, limit) => {
          const comments = drawn.map((comment) => ({
            ...comment,
            article: comment.article % articles,
          }));
          const { filter, forest } = setUp(comments, articles);
          const overlay = buildOverlay(filter, forest, limit);
          expect(overlay.by).toBe(articles === 1 ? 'thread' : 'article');
          const groupOf = (row: number): number =>
            articles === 1 ? forest.root[row]! : comments[row]!.article;
          const dated = [...comments.keys()].filter((row) => !Number.isNaN(comments[row]!.time));
          const groups = new Set(dated.map(groupOf));
          expect(overlay.series.length + overlay.leftOut).toBe(groups.size);
          for (const { group, elapsedMin, shown } of overlay.series) {
            const rows = dated
              .filter((row) => groupOf(row) === group)
              .sort((a, b) => comments[a]!.time - comments[b]!.time);
            const first = comments[rows[0]!]!.time;
            expect([...elapsedMin]).toEqual(rows.map((row) => comments[row]!.time - first));
            expect(shown.reduce((sum, one) => sum + one, 0)).toBe(
              rows.filter((row) => comments[row]!.isHit).length,
            );
          }
        }),
      );
    },
  );

  it('keeps an even sample of a long series, first comment included', () => {
    const comment = {
      commenter: 0,
      article: 0,
      isDuplicate: false,
      isHit: true,
      ...NO_ANSWER,
    };
    const { filter, forest } = setUp(
      Array.from({ length: 1000 }, (_, time) => ({ ...comment, time })),
    );
    const [series] = buildOverlay(filter, forest, 8, 10).series;
    expect([...series!.elapsedMin]).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
    expect(series!.comments).toBe(1000);
  });
});

it('finds the largest groups as a full sort does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(20), (counts, limit) => {
      const expected = [...counts.keys()]
        .filter((i) => counts[i]! > 0)
        .sort((a, b) => counts[b]! - counts[a]! || a - b);
      expect([...topGroups(Uint32Array.from(counts), limit)]).toEqual(expected.slice(0, limit));
    }),
  );
});
