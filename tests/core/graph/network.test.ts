import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureDegrees, measureReciprocity } from '../../../src/core/graph/metrics.ts';
import { layoutNetwork } from '../../../src/core/graph/layout.ts';
import { buildNetwork } from '../../../src/core/graph/network.ts';
import { buildPairs, countPairs } from '../../../src/core/graph/pairs.ts';
import { REPLY, STRONG, statedReplies } from '../../../src/core/graph/replies.ts';
import { countReplies } from '../../../src/core/graph/reply-counts.ts';
import {
  answeredBy,
  columnsOf,
  COMMENTERS,
  NO_ANSWER,
  randomComments,
  repliesOf,
} from '../crossfilter/random-corpus.ts';

const threshold = fc.constantFrom(0, 0.3, 0.5, 0.85, 1);

describe('pairs', () => {
  it('count replies as a scan does, as ranges, at any threshold and under any filter', () => {
    fc.assert(
      fc.property(randomComments, threshold, fc.nat(), (comments, least, bits) => {
        const columns = columnsOf(comments);
        const replies = repliesOf(comments);
        const mask = Uint8Array.from(comments, (_, row) => (bits >> (row % 31)) & 1);
        const pairs = buildPairs(columns, replies);
        const counts = countPairs(pairs, replies, least, mask);
        const isDrawn = (kind: number, probability: number): boolean =>
          kind >= REPLY.settled ||
          (kind === REPLY.inferred && least < 1 && probability >= Math.fround(least));
        const isSure = (one: { kind: number; probability: number }): boolean =>
          one.kind >= REPLY.settled || one.probability >= STRONG;
        const shown = comments.flatMap(({ kind }, row) => {
          const probability = replies.probability[row]!;
          const isReply = replies.parent[row]! >= 0 && isDrawn(kind, probability);
          return isReply && mask[row] === 1 ? [{ kind, probability }] : [];
        });
        const settled = shown.filter(({ kind }) => kind === REPLY.settled).length;
        expect(countReplies(replies, least, mask)).toEqual({
          ...(settled > 0 && { settled }),
          stated: shown.filter(({ kind }) => kind === REPLY.stated).length,
          low: shown.filter(isSure).length,
          high: shown.length,
        });
        const answers = comments.flatMap(({ kind, commenter: from }, row) =>
          mask[row] === 0
            ? []
            : answeredBy(comments, row, least).map(({ commenter: to, probability }) => ({
                from,
                to,
                kind,
                probability,
              })),
        );
        for (let from = 0; from < COMMENTERS; from++) {
          for (let to = 0; to < COMMENTERS; to++) {
            const own =
              from === to ? [] : answers.filter((one) => one.from === from && one.to === to);
            const pair = pairs.find(from, to);
            expect(pair < 0 ? 0 : counts.high[pair]).toBe(own.length);
            expect(pair < 0 ? 0 : counts.low[pair]).toBe(own.filter(isSure).length);
            const summed = own.reduce((sum, { probability }) => sum + probability, 0);
            expect(pair < 0 ? 0 : counts.probability[pair]).toBeCloseTo(summed, 4);
            expect(pair < 0 ? 0 : counts.stated[pair]).toBe(
              own.filter(({ kind }) => kind === REPLY.stated).length,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes what the sources state, top level included', () => {
    const { parent, kind } = statedReplies({ count: 3, stated: Int32Array.of(-2, -1, 0) });
    expect([[...parent], [...kind]]).toEqual([
      [-1, -1, 0],
      [REPLY.none, REPLY.stated, REPLY.stated],
    ]);
  });
});

describe('metrics', () => {
  const edges = {
    from: [0, 1, 0],
    to: [1, 0, 2],
    find: (a: number, b: number) =>
      [
        [0, 1],
        [1, 0],
        [0, 2],
      ].findIndex(([x, y]) => x === a && y === b),
  };

  it('counts commenters and replies in and out', () => {
    const { inDegree, outDegree, inReplies, outReplies } = measureDegrees(
      edges,
      Uint32Array.of(3, 2, 0),
      3,
    );
    expect([[...inDegree], [...outDegree]]).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ]);
    expect([[...inReplies], [...outReplies]]).toEqual([
      [2, 3, 0],
      [3, 2, 0],
    ]);
  });

  it('tells the share of answered ties', () => {
    expect(measureReciprocity(edges, Uint32Array.of(3, 2, 1))).toBeCloseTo(2 / 3);
    expect(measureReciprocity(edges, Uint32Array.of(3, 0, 0))).toBe(0);
    expect(measureReciprocity(edges, new Uint32Array(3))).toBeNull();
  });
});

describe('the network', () => {
  function networkOf(replyPairs: [number, number][], commenters: number, caps = {}) {
    const parents = replyPairs.flatMap(([, to], i) => [-1, i * 2 < 0 ? to : i * 2]);
    const comment = {
      time: 0,
      article: 0,
      isDuplicate: false,
      isHit: false,
      ...NO_ANSWER,
    };
    const comments = replyPairs.flatMap(([from, to]) => [
      { ...comment, commenter: to },
      { ...comment, commenter: from, kind: REPLY.stated },
    ]);
    comments.forEach((one, row) => (one.parent = parents[row]!));
    const columns = columnsOf(comments);
    const replies = repliesOf(comments);
    const pairs = buildPairs(columns, replies);
    const total = countPairs(pairs, replies, 0.5, null);
    const shown = countPairs(pairs, replies, 0.5, new Uint8Array(comments.length));
    const counts = new Uint32Array(commenters);
    for (const of of columns.commenter) counts[of]!++;
    return buildNetwork({ pairs, total, shown, comments: counts, ...caps });
  }

  it('keeps the strongest and states what the caps hide', () => {
    const replies: [number, number][] = [
      [0, 1],
      [0, 1],
      [1, 0],
      [2, 1],
      [3, 4],
    ];
    const network = networkOf(replies, 5, { maxCommenters: 3, maxEdges: 2 });
    expect(network.commenters.map(({ commenter }) => commenter)).toEqual([1, 0, 2]);
    expect(
      network.edges.map(({ from, to, total, shown, isReciprocal }) => [
        from,
        to,
        total.high,
        shown.high,
        isReciprocal,
      ]),
    ).toEqual([
      [1, 0, 2, 0, true],
      [0, 1, 1, 0, true],
    ]);
    expect(network.leftOut).toEqual({ commenters: 2, edges: 2 });
    expect(network.reciprocity).toBeNull();
  });

  it('has the same places each time, in −1…1, and keeps known ones', () => {
    const replies: [number, number][] = Array.from({ length: 40 }, (_, i) => [
      i % 7,
      (i * i + 1) % 11,
    ]);
    const first = networkOf(replies, 12);
    expect(networkOf(replies, 12)).toEqual(first);
    for (const { x, y } of first.commenters)
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    const known = new Map(
      first.commenters.map(({ commenter, x, y }) => [commenter, [x, y] as const]),
    );
    expect(networkOf(replies, 12, { known })).toEqual(first);
    expect(new Set(first.commenters.map(({ x, y }) => `${x},${y}`)).size).toBe(
      first.commenters.length,
    );
  });

  it('lays out nobody, one, and unconnected commenters', () => {
    expect(layoutNetwork(0, [])).toEqual([]);
    expect(layoutNetwork(1, [])).toEqual([[0, 0]]);
    expect(
      layoutNetwork(30, [])
        .flat()
        .every((value) => Math.abs(value) <= 1),
    ).toBe(true);
  });
});
