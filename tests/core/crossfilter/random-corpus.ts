import fc from 'fast-check';
import { FLAG, type Columns } from '../../../src/core/columns.ts';
import { putFact, REPLY, type Replies, unknownReplies } from '../../../src/core/graph/replies.ts';
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
  /** Rows of comments by the two likeliest addressees of a guess, and how likely they are. */
  to: number;
  toProbability: number;
  also: number;
  alsoProbability: number;
}

/** A comment that answers nobody. */
export const NO_ANSWER = {
  parent: -1,
  probability: 0,
  kind: 0,
  to: -1,
  toProbability: 0,
  also: -1,
  alsoProbability: 0,
};

export type Answered = readonly number[];

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
  to: fc.integer({ min: -2, max: 30 }),
  toProbability: fc.constantFrom(0.3, 0.5, 0.8, 0.9),
  also: fc.integer({ min: -2, max: 30 }),
  alsoProbability: fc.constantFrom(0.2, 0.3, 0.45),
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
  const rowOf = (row: number): number => (row < comments.length ? row : -1);
  const replies = unknownReplies(comments.length);
  comments.forEach(
    ({ parent, probability, kind, to, toProbability, also, alsoProbability }, row) => {
      if (kind >= REPLY.settled) putFact(replies, row, rowOf(parent), kind as 2 | 3);
      else {
        replies.parent[row] = rowOf(parent);
        replies.probability[row] = probability;
        replies.kind[row] = kind;
        replies.addressee[row] = rowOf(to);
        replies.addresseeProbability[row] = toProbability;
        replies.second[row] = rowOf(also);
        replies.secondProbability[row] = rowOf(also) < 0 ? 0 : alsoProbability;
      }
    },
  );
  return replies;
}

/** The plain meaning of an answer: the others that a comment answers at a threshold, each once. */
export function answeredBy(
  comments: readonly RandomComment[],
  row: number,
  threshold: number,
): { commenter: number; probability: number }[] {
  const { kind, parent, commenter, to, toProbability, also, alsoProbability } = comments[row]!;
  const isSure = kind >= REPLY.settled;
  const likely = isSure
    ? [{ row: parent, probability: 1 }]
    : [
        { row: to, probability: Math.fround(toProbability) },
        { row: also, probability: Math.fround(alsoProbability) },
      ];
  const known = likely.flatMap((one) => {
    const other = one.row < 0 ? undefined : comments[one.row];
    return other ? [{ commenter: other.commenter, probability: one.probability }] : [];
  });
  return known.filter(
    (one, at) =>
      kind !== REPLY.none &&
      one.commenter !== commenter &&
      known.findIndex((first) => first.commenter === one.commenter) === at &&
      (isSure || (threshold < 1 && one.probability >= Math.fround(threshold))),
  );
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
  answered: Answered,
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
    edge: edge === null || (commenter === edge.from && answered.includes(edge.to)),
    once: !wish.once || !comment.isDuplicate,
  };
  return (Object.keys(tests) as Dimension[]).every((name) => ignored.includes(name) || tests[name]);
}
