import fc from 'fast-check';
import { FLAG, type Columns } from '../../../src/core/columns.ts';
import { REPLY, type Replies } from '../../../src/core/graph/replies.ts';
import type { Filters } from '../../../src/core/crossfilter/filters.ts';

export const COMMENTERS = 6;
export const ARTICLES = 4;

export interface RandomComment {
  time: number;
  commenter: number;
  article: number;
  isDuplicate: boolean;
  isHit: boolean;
  parent: number;
  probability: number;
  kind: number;
}

const comment: fc.Arbitrary<RandomComment> = fc.record({
  time: fc.oneof(
    fc.integer({ min: -3, max: 40 }),
    fc.constant(NaN),
    fc.double({ min: 0, max: 9, noNaN: true }),
  ),
  commenter: fc.nat(COMMENTERS - 1),
  article: fc.nat(ARTICLES - 1),
  isDuplicate: fc.boolean(),
  isHit: fc.boolean(),
  parent: fc.integer({ min: -2, max: 30 }),
  probability: fc.constantFrom(0.1, 0.3, 0.5, 0.8, 0.9, 1),
  kind: fc.constantFrom(...Object.values(REPLY)),
});

export const randomComments = fc.array(comment, { maxLength: 40 });

export function columnsOf(comments: readonly RandomComment[]): Columns {
  const count = comments.length;
  return {
    count,
    time: Float64Array.from(comments, ({ time }) => time),
    commenter: Uint32Array.from(comments, ({ commenter }) => commenter),
    article: Uint32Array.from(comments, ({ article }) => article),
    source: new Uint32Array(count),
    line: new Uint32Array(count),
    stated: new Int32Array(count).fill(-2),
    flags: Uint16Array.from(comments, ({ isDuplicate }) => (isDuplicate ? FLAG.duplicate : 0)),
    words: new Uint32Array(count),
    duplicateOf: new Int32Array(count).fill(-1),
  };
}

export function repliesOf(comments: readonly RandomComment[]): Replies {
  const parent = comments.map(({ parent }) => (parent < comments.length ? parent : -1));
  return {
    parent: Int32Array.from(parent),
    probability: Float32Array.from(comments, ({ probability, kind }) =>
      kind >= REPLY.settled ? 1 : probability,
    ),
    kind: Uint8Array.from(comments, ({ kind }) => kind),
  };
}

/** A filter state without what depends on the comments (hits and addressees). */
export type Wish = Omit<Filters, 'hits' | 'addressee'> & { isQueried: boolean };

const bound = fc.option(
  fc.oneof(fc.integer({ min: -5, max: 45 }), fc.double({ min: -5, max: 45, noNaN: true })),
  { nil: null },
);
const some = (limit: number): fc.Arbitrary<number[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    fc.array(fc.nat(limit - 1), { maxLength: 4 }),
  );

export const wish: fc.Arbitrary<Wish> = fc.record({
  fromMin: bound,
  toMin: bound,
  by: some(COMMENTERS),
  notBy: some(COMMENTERS),
  in: some(ARTICLES),
  notIn: some(ARTICLES),
  edge: fc.option(fc.record({ from: fc.nat(COMMENTERS - 1), to: fc.nat(COMMENTERS - 1) }), {
    nil: null,
    freq: 2,
  }),
  once: fc.boolean(),
  isQueried: fc.boolean(),
});

/** Some wishes in turn, each changing one or two fields of the one before, as a reader does. */
export const wishes: fc.Arbitrary<Wish[]> = fc
  .tuple(wish, fc.array(fc.tuple(fc.nat(7), fc.boolean(), wish), { maxLength: 8 }))
  .map(([first, steps]) => {
    const all = [first];
    for (const [field, alsoTime, from] of steps) {
      const next = { ...all.at(-1)! };
      if (alsoTime || field < 2) Object.assign(next, { fromMin: from.fromMin, toMin: from.toMin });
      const name = (['by', 'notBy', 'in', 'notIn', 'edge', 'once', 'isQueried'] as const)[
        field - 1
      ];
      if (name) Object.assign(next, { [name]: from[name] });
      all.push(next);
    }
    return all;
  });

type Dimension = 'time' | 'by' | 'in' | 'query' | 'edge' | 'once';

/** The plain meaning of the filters: does a comment pass all but the ignored ones? */
export function passes(
  comment: RandomComment,
  addressee: number,
  wish: Wish,
  ...ignored: Dimension[]
): boolean {
  const { fromMin, toMin, by, notBy, notIn, edge } = wish;
  const { time, commenter, article } = comment;
  const tests: Record<Dimension, boolean> = {
    time: (fromMin === null || time >= fromMin) && (toMin === null || time < toMin),
    by: (by.length === 0 || by.includes(commenter)) && !notBy.includes(commenter),
    in: (wish.in.length === 0 || wish.in.includes(article)) && !notIn.includes(article),
    query: !wish.isQueried || comment.isHit,
    edge: edge === null || (commenter === edge.from && addressee === edge.to),
    once: !wish.once || !comment.isDuplicate,
  };
  return (Object.keys(tests) as Dimension[]).every((name) => ignored.includes(name) || tests[name]);
}
