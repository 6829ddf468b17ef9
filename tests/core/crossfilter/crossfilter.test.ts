import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildBrushIndex } from '../../../src/core/crossfilter/brush-index.ts';
import { lookUp, snapToEdge } from '../../../src/core/crossfilter/brush.ts';
import { axisOf } from '../../../src/core/crossfilter/axis.ts';
import { BIT, Crossfilter } from '../../../src/core/crossfilter/crossfilter.ts';
import { NO_FILTERS } from '../../../src/core/crossfilter/filters.ts';
import { countBins } from '../../../src/core/crossfilter/histogram.ts';
import { findRemedies } from '../../../src/core/crossfilter/remedies.ts';
import { UNITS } from '../../../src/core/crossfilter/units.ts';
import { addressees, buildPairs } from '../../../src/core/graph/pairs.ts';
import {
  answeredBy,
  ARTICLES,
  columnsOf,
  NO_ANSWER,
  COMMENTERS,
  passes,
  randomComments,
  repliesOf,
  type RandomComment,
  type Wish,
  wishes,
} from './random-corpus.ts';

/** Low enough for a second addressee to count. */
const THRESHOLD = 0.3;

function setUp(comments: readonly RandomComment[]) {
  const columns = columnsOf(comments);
  const replies = repliesOf(comments);
  const addressee = addressees(buildPairs(columns, replies), replies, THRESHOLD);
  const filter = new Crossfilter(columns, { commenters: COMMENTERS, articles: ARTICLES });
  const hits = Uint8Array.from(comments, ({ isHit }) => (isHit ? 1 : 0));
  const apply = ({ isQueried, ...wish }: Wish): void =>
    filter.apply({ ...wish, hits: isQueried ? hits : null, addressee });
  const answered = comments.map((_, row) =>
    answeredBy(comments, row, THRESHOLD).map(({ commenter }) => commenter),
  );
  return { filter, addressee, answered, apply };
}

const tally = (
  rows: RandomComment[],
  size: number,
  group: (row: RandomComment) => number,
): number[] =>
  Array.from({ length: size }, (_, g) => rows.filter((row) => group(row) === g).length);

it('counts as a scan of all comments does, through any sequence of filters', () => {
  fc.assert(
    fc.property(randomComments, wishes, (comments, sequence) => {
      const { filter, answered, apply } = setUp(comments);
      for (const wish of sequence) {
        apply(wish);
        const kept = (...ignored: Parameters<typeof passes>[3][]): RandomComment[] =>
          comments.filter((comment, row) => passes(comment, answered[row]!, wish, ...ignored));
        expect(filter.shown).toBe(kept().length);
        expect([...filter.byCommenter]).toEqual(
          tally(kept('by'), COMMENTERS, ({ commenter }) => commenter),
        );
        expect([...filter.byArticle]).toEqual(
          tally(kept('in'), ARTICLES, ({ article }) => article),
        );
        const flags = (...ignored: Parameters<typeof passes>[3][]): number[] =>
          comments.map((comment, row) =>
            passes(comment, answered[row]!, wish, ...ignored) ? 1 : 0,
          );
        expect([...filter.mask()]).toEqual(flags());
        expect([...filter.mask(BIT.edge)]).toEqual(flags('edge'));
        expect([...filter.mask(0, true)]).toEqual(flags('time'));
        const names = {
          query: 'query',
          time: 'time',
          by: 'by',
          in: 'in',
          edge: 'edge',
          once: 'once',
        } as const;
        for (const remedy of findRemedies(filter)) {
          expect(remedy.shown).toBe(kept(names[remedy.filter]).length);
        }
      }
    }),
    { numRuns: 400 },
  );
});

it('bins all comments, and those passing every filter but time', () => {
  fc.assert(
    fc.property(randomComments, wishes, (comments, sequence) => {
      const { filter, answered, apply } = setUp(comments);
      apply(sequence.at(-1)!);
      const axis = axisOf(
        [
          [-3, 12],
          [20, 40],
        ],
        UNITS[1]!,
      );
      const { all, shown } = countBins(filter, axis);
      axis.binStart.forEach((start, bin) => {
        const inBin = ({ time }: RandomComment): boolean =>
          time >= start && time < axis.binEnd[bin]!;
        expect(all[bin]).toBe(comments.filter(inBin).length);
        const kept = comments.filter((one, row) =>
          passes(one, answered[row]!, sequence.at(-1)!, 'time'),
        );
        expect(shown[bin]).toBe(kept.filter(inBin).length);
      });
    }),
  );
});

it('looks up in the brush index what the filters would count for that range', () => {
  const edge = fc.oneof(
    fc.integer({ min: -5, max: 45 }),
    fc.double({ min: -5, max: 45, noNaN: true }),
  );
  const edges = fc.uniqueArray(edge, { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(
      randomComments,
      wishes,
      edges,
      fc.nat(),
      fc.nat(),
      (comments, sequence, steps, a, b) => {
        const { filter, addressee, answered, apply } = setUp(comments);
        const last = sequence.at(-1)!;
        apply(last);
        const sorted = Float64Array.from(steps).sort();
        const pairs = [
          { from: 0, to: 1 },
          { from: 1, to: 0 },
          { from: 2, to: 3 },
        ];
        const commenters = Uint32Array.of(0, 3, 5);
        const index = buildBrushIndex(filter, {
          epoch: 1,
          edges: sorted,
          commenters,
          articles: Uint32Array.of(1, 2),
          pairs,
          addressee,
        });
        const [from, to] = [sorted[a % sorted.length]!, sorted[b % sorted.length]!].sort(
          (x, y) => x - y,
        ) as [number, number];
        const found = lookUp(index, from, to);
        const wish: Wish = { ...last, fromMin: from, toMin: to };
        const count = (
          test: (one: RandomComment, row: number) => boolean,
          ...ignored: Parameters<typeof passes>[3][]
        ): number =>
          comments.filter(
            (one, row) => test(one, row) && passes(one, answered[row]!, wish, ...ignored),
          ).length;
        expect(found.shown).toBe(count(() => true));
        expect([...found.commenters]).toEqual(
          [...commenters].map((of) => count(({ commenter }) => commenter === of, 'by')),
        );
        expect([...found.articles]).toEqual(
          [1, 2].map((of) => count(({ article }) => article === of, 'in')),
        );
        expect([...found.pairs]).toEqual(
          pairs.map((pair) =>
            count(
              ({ commenter }, row) => commenter === pair.from && answered[row]!.includes(pair.to),
              'edge',
            ),
          ),
        );
        expect(sorted).toContain(snapToEdge(sorted, 7.3));
      },
    ),
    { numRuns: 300 },
  );
});

it('keeps comments of unknown time until a time is asked for', () => {
  const comment = {
    time: NaN,
    commenter: 0,
    article: 0,
    isDuplicate: false,
    isHit: true,
    ...NO_ANSWER,
  };
  const { filter } = setUp([comment, { ...comment, time: 5 }]);
  expect(filter.shown).toBe(2);
  filter.apply({ ...NO_FILTERS, fromMin: 0 });
  expect([filter.shown, ...filter.byCommenter.subarray(0, 1)]).toEqual([1, 1]);
});
