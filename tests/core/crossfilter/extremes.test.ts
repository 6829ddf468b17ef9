import { describe, expect, it } from 'vitest';
import type { Columns } from '../../../src/core/columns.ts';
import { groupRows } from '../../../src/core/columns-order.ts';
import { parseFloating } from '../../../src/core/dates.ts';
import { chooseAxis } from '../../../src/core/crossfilter/axis.ts';
import { buildBrushIndex } from '../../../src/core/crossfilter/brush-index.ts';
import { lookUp } from '../../../src/core/crossfilter/brush.ts';
import { Crossfilter } from '../../../src/core/crossfilter/crossfilter.ts';
import { NO_FILTERS } from '../../../src/core/crossfilter/filters.ts';
import { countBins } from '../../../src/core/crossfilter/histogram.ts';
import { buildLanes, planLanes } from '../../../src/core/crossfilter/lanes.ts';
import { buildOverlay } from '../../../src/core/crossfilter/overlay.ts';
import { topGroups } from '../../../src/core/crossfilter/top.ts';
import { buildNetwork } from '../../../src/core/graph/network.ts';
import { addressees, buildPairs, countPairs } from '../../../src/core/graph/pairs.ts';
import { statedReplies } from '../../../src/core/graph/replies.ts';
import { buildForest } from '../../../src/core/threads/forest.ts';
import { listRows, orderArticles } from '../../../src/core/threads/lists.ts';

const COUNT = 1_000_000;
const START = parseFloating('2017-01-23T10:39')!;

interface Shape {
  time: (row: number) => number;
  commenters: number;
  articles: number;
}

function make({ time, commenters, articles }: Shape) {
  const column = (of: (row: number) => number) =>
    Uint32Array.from({ length: COUNT }, (_, row) => of(row));
  const columns: Columns = {
    count: COUNT,
    time: Float64Array.from({ length: COUNT }, (_, row) => time(row)),
    commenter: column((row) => row % commenters),
    article: column((row) => Math.floor((row * articles) / COUNT)),
    source: new Uint32Array(COUNT),
    line: new Uint32Array(COUNT),
    stated: new Int32Array(COUNT).fill(-2),
    flags: new Uint16Array(COUNT),
    words: new Uint32Array(COUNT),
    duplicateOf: new Int32Array(COUNT).fill(-1),
  };
  const replies = statedReplies({
    count: COUNT,
    stated: Int32Array.from({ length: COUNT }, (_, row) => row - 1),
  });
  return { columns, replies };
}

const minute = (row: number): number => START + row;
const SHAPES: [string, Shape][] = [
  ['one commenter with a million comments', { time: minute, commenters: 1, articles: 500 }],
  ['a million commenters with one each', { time: minute, commenters: COUNT, articles: 500 }],
  ['one article with everything', { time: minute, commenters: 100, articles: 1 }],
  ['a million articles', { time: minute, commenters: 100, articles: COUNT }],
  ['all in one minute', { time: () => START, commenters: 100, articles: 500 }],
  ['all times unknown', { time: () => NaN, commenters: 100, articles: 500 }],
  [
    'years 1 and 9999',
    {
      time: (row) => parseFloating(row % 2 === 0 ? '0001-01-01T00:00' : '9999-12-31T23:59')!,
      commenters: 100,
      articles: 500,
    },
  ],
];

describe.each(SHAPES)('%s', (_, shape) => {
  const { columns, replies } = make(shape);
  const filter = new Crossfilter(columns, shape);
  const dated = filter.times.length;
  const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);

  it('keeps exact counts on a bounded axis', () => {
    const axis = chooseAxis(filter.times);
    expect(axis.binStart.length).toBeLessThanOrEqual(400);
    const hits = Uint8Array.from({ length: COUNT }, (_, row) => (row % 3 === 0 ? 1 : 0));
    filter.apply({ ...NO_FILTERS, hits });
    const third = Math.ceil(COUNT / 3);
    expect([filter.shown, sum(filter.byCommenter), sum(filter.byArticle)]).toEqual([
      third,
      third,
      third,
    ]);
    const histogram = countBins(filter, axis);
    expect([sum(histogram.all), sum(histogram.shown)]).toEqual([dated, dated === 0 ? 0 : third]);
    const { density } = buildLanes(filter, axis, planLanes(filter.byCommenter), replies, 0.5);
    expect(dated === 0 ? 0 : sum(density!.all)).toBe(dated);
    filter.apply(NO_FILTERS);
    expect(filter.shown).toBe(COUNT);
  });

  it('brushes to what the filter counts', () => {
    const pairs = buildPairs(columns, replies);
    const edges = Float64Array.of(START - 1, START, START + 1, START + COUNT / 2, START + COUNT);
    const commenters = topGroups(filter.byCommenter, 5);
    const index = buildBrushIndex(filter, {
      epoch: 1,
      edges,
      commenters,
      articles: topGroups(filter.byArticle, 5),
      pairs: [{ from: 1, to: 0 }],
      addressee: addressees(pairs, replies, 0.5),
    });
    for (const [fromMin, toMin] of [
      [edges[0]!, edges[1]!],
      [edges[1]!, edges[2]!],
      [edges[1]!, edges[4]!],
    ] as const) {
      const found = lookUp(index, fromMin, toMin);
      filter.apply({ ...NO_FILTERS, fromMin, toMin });
      expect(found.shown).toBe(filter.shown);
      expect([...found.commenters]).toEqual([...commenters].map((of) => filter.byCommenter[of]));
    }
    filter.apply(NO_FILTERS);
  });

  it('threads, lists and draws everyone, or says who is left out', () => {
    const groups = groupRows(columns.article, shape.articles);
    const order = orderArticles(groups, filter.byTime, columns.article);
    const forest = buildForest(replies.parent, groups, columns.article, order);
    const places = listRows(forest.order, columns.article, null, true);
    expect(places.length).toBe(COUNT + shape.articles);
    const overlay = buildOverlay(filter, forest);
    expect(overlay.series.every(({ elapsedMin }) => elapsedMin.length <= 2000)).toBe(true);
    const pairs = buildPairs(columns, replies);
    const total = countPairs(pairs, replies, 0.5, null);
    expect(sum(total.stated)).toBe(shape.commenters === 1 ? 0 : COUNT - 1);
    const network = buildNetwork({ pairs, total, shown: total, comments: filter.byCommenter });
    expect(network.commenters.length + network.leftOut.commenters).toBe(shape.commenters);
    expect(network.edges.length + network.leftOut.edges).toBe(pairs.count);
  });
});
