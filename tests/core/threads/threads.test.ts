import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows, orderByTime } from '../../../src/core/columns-order.ts';
import { buildForest } from '../../../src/core/threads/forest.ts';
import {
  articleOfHeading,
  listRows,
  orderArticles,
  positionOf,
  recordedOrder,
} from '../../../src/core/threads/lists.ts';

function forestOf(parents: number[], articles: number[], order?: number[]) {
  const article = Uint32Array.from(articles);
  const count = Math.max(0, ...articles.map((of) => of + 1));
  const groups = groupRows(article, count);
  const pages = Uint32Array.from(order ?? [...new Array<number>(count).keys()]);
  return { article, groups, ...buildForest(Int32Array.from(parents), groups, article, pages) };
}

/** Reading order by recursion, for small inputs without circles. */
function readByRecursion(
  parents: number[],
  articles: number[],
): { order: number[]; depth: number[] } {
  const usable = parents.map((parent, row) =>
    parent >= 0 && articles[parent] === articles[row] ? parent : -1,
  );
  const order: number[] = [];
  const depth: number[] = [];
  const visit = (row: number, level: number): void => {
    order.push(row);
    depth[row] = level;
    usable.forEach((parent, child) => parent === row && visit(child, level + 1));
  };
  for (const page of [...new Set(articles)].sort((a, b) => a - b)) {
    usable.forEach((parent, row) => articles[row] === page && parent === -1 && visit(row, 0));
  }
  return { order, depth };
}

describe('threads', () => {
  it('reads as a walk by recursion does', () => {
    const rows = fc.array(fc.tuple(fc.nat(40), fc.nat(2)), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.boolean(), (drawn, isReversed) => {
        const last = drawn.length - 1;
        const articles = drawn.map(([, article]) => article);
        const parents = drawn.map(([back], row) => {
          const parent = isReversed ? row + 1 + back : row - 1 - back;
          return parent < 0 || parent > last ? -1 : parent;
        });
        const forest = forestOf(parents, articles);
        const expected = readByRecursion(parents, articles);
        expect([...forest.order]).toEqual(expected.order);
        expect([...forest.depth]).toEqual(expected.depth);
        forest.parent.forEach((parent, row) =>
          expect(forest.root[row]).toBe(parent < 0 ? row : forest.root[parent]),
        );
      }),
    );
  });

  it('shows every comment once, whatever circles the parents make', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: -2, max: 20 }), fc.nat(2)), { maxLength: 20 });
    fc.assert(
      fc.property(any, (drawn) => {
        const parents = drawn.map(([parent]) => (parent < drawn.length ? parent : -1));
        const forest = forestOf(
          parents,
          drawn.map(([, article]) => article),
        );
        expect([...forest.order].sort((a, b) => a - b)).toEqual([...drawn.keys()]);
        forest.parent.forEach((parent, row) => {
          if (parent >= 0) expect(forest.depth[row]).toBe(forest.depth[parent]! + 1);
        });
      }),
    );
  });

  it('cuts a circle at its earliest comment', () => {
    const { parent, order } = forestOf([-1, 3, 1, 2, 2], [0, 0, 0, 0, 0]);
    expect([...parent]).toEqual([-1, -1, 1, 2, 2]);
    expect([...order]).toEqual([0, 1, 2, 3, 4]);
  });

  it('walks one thread of a million comments', () => {
    const count = 1_000_000;
    const parents = Int32Array.from({ length: count }, (_, row) => row - 1);
    const article = new Uint32Array(count);
    const forest = buildForest(parents, groupRows(article, 1), article, Uint32Array.of(0));
    expect([forest.order.length, forest.depth[count - 1], forest.root[count - 1]]).toEqual([
      count,
      0xffff,
      0,
    ]);
  });
});

describe('lists', () => {
  const articles = [0, 1, 0, 1, 0];
  const { order, article, groups } = forestOf([-1, -1, 0, 1, 2], articles, [1, 0]);

  it('puts a heading before each article and leaves out what is filtered, keeping places', () => {
    const all = listRows(order, article, null, true);
    expect([...all]).toEqual([-2, 1, 3, -1, 0, 2, 4]);
    expect(articleOfHeading(all[0]!)).toBe(1);
    const kept = listRows(order, article, Uint8Array.of(1, 0, 0, 0, 1), true);
    expect([...kept]).toEqual([-1, 0, 4]);
    expect([positionOf(kept, 4), positionOf(kept, 2), positionOf(kept, -1)]).toEqual([2, -1, -1]);
  });

  it('lists by time without headings, and as recorded with one at each change of article', () => {
    const byTime = orderByTime(Float64Array.of(5, 1, NaN, 4, 3));
    expect([...listRows(byTime, article, null, false)]).toEqual([1, 4, 3, 0, 2]);
    expect([...listRows(recordedOrder(5), article, null, true)]).toEqual([
      -1, 0, -2, 1, -1, 2, -2, 3, -1, 4,
    ]);
    expect([...orderArticles(groups, byTime, article)]).toEqual([1, 0]);
  });

  it('is empty when nothing is kept', () => {
    expect(listRows(order, article, new Uint8Array(5), true)).toHaveLength(0);
  });
});
