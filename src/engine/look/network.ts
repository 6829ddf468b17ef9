import { BIT } from '../../core/crossfilter/crossfilter.ts';
import { buildNetwork, type NetworkShape } from '../../core/graph/network.ts';
import { countPairs } from '../../core/graph/pairs.ts';
import type { Network } from '../../core/results.ts';
import { peopleBehind } from '../open/open-corpus.ts';
import { nextTask, slicer, throwIfAborted } from '../pause.ts';
import type { Session } from '../session.ts';
import { commenterRef } from './summary.ts';

/** Commenters and edges; an edge's shown count is what the list holds when the edge is chosen. */
export async function networkOf(session: Session, signal: AbortSignal): Promise<Network> {
  await session.pairsSoon(slicer(signal));
  await step(signal);
  session.pairTotals();
  await step(signal);
  const { corpus, filter, threshold } = session;
  const pairs = session.pairs();
  const shape = buildNetwork({
    pairs,
    total: session.pairTotals(),
    shown: countPairs(pairs, corpus.replies, threshold, filter.mask(BIT.edge)),
    comments: corpus.commenterCounts,
    known: session.places,
  });
  const places = shape.commenters.map(({ commenter, x, y }) => [commenter, [x, y]] as const);
  session.places = new Map([...session.places, ...places]);
  return nameNetwork(session, shape);
}

/** Lets a letter in that was typed meanwhile. */
async function step(signal: AbortSignal): Promise<void> {
  await nextTask();
  throwIfAborted(signal);
}

function nameNetwork(session: Session, shape: NetworkShape): Network {
  const { corpus, filter, replies } = session;
  const keyAt = (at: number): string =>
    commenterRef(corpus, shape.commenters[at]?.commenter ?? 0).key;
  return {
    commenters: shape.commenters.map(({ commenter, x, y }) => ({
      ...commenterRef(corpus, commenter),
      people: peopleBehind(corpus, commenter),
      comments: corpus.commenterCounts[commenter] ?? 0,
      shown: filter.byCommenter[commenter] ?? 0,
      x,
      y,
    })),
    edges: shape.edges.map(({ from, to, shown, total, isReciprocal, probability }) => {
      const keys = { fromKey: keyAt(from), toKey: keyAt(to) };
      return { from, to, ...keys, shown, total, isReciprocal, probability };
    }),
    leftOut: shape.leftOut,
    inferred: replies.progress(),
    reciprocity: shape.reciprocity,
  };
}
