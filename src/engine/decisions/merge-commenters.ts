import { countGroups } from '../../core/columns-order.ts';
import { DEFAULT_VIEW } from '../../core/view.ts';
import type { Engine } from '../engine.ts';
import { lookAt } from '../look/look.ts';
import { finderOf, loadMerges, pairsOf, saveMerges } from './merges.ts';
import { forgetProposals, inferAgain } from './names.ts';
import { regroup } from '../open/open-corpus.ts';
import type { CorpusSummary, MergeEntry, MergeRequest } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
import type { Session } from '../session.ts';
import { commenterRef } from '../look/summary.ts';

/** The merges that count here, in order, with what each joined. */
export function listMerges({ corpus, merges }: Session): MergeEntry[] {
  const find = finderOf(corpus);
  const counts = countGroups(corpus.signed, corpus.tables.commenters.length);
  return merges.active().flatMap(({ from, into, order }): MergeEntry[] => {
    const [one, other] = [find(from), find(into)];
    if (one < 0 || other < 0) return [];
    const head = corpus.countsAs[one] ?? one;
    const entry = (at: number): MergeEntry['from'] => ({
      ...commenterRef(corpus, at),
      hue: corpus.hues[head] ?? -1,
      count: counts[at] ?? 0,
    });
    return [{ order, from: entry(one), into: entry(other), now: commenterRef(corpus, head) }];
  });
}

/** Merges, takes back or puts back, and gives the corpus as it counts now. What was not stored does not count. */
export async function decideMerge(
  engine: Engine,
  request: MergeRequest,
  signal: AbortSignal,
): Promise<CorpusSummary> {
  const change = async (session: Session): Promise<void> => {
    const { corpus, merges } = session;
    const before = merges.all();
    const stored = await loadMerges(engine.storage, corpus);
    merges.restore([...before, ...stored.all()]);
    try {
      const touched = applyRequest(session, request);
      await saveMerges(engine.storage, corpus, merges, touched);
    } catch (error) {
      merges.restore(before);
      throw error;
    }
    await followMerges(engine, session);
  };
  await engine.looking(
    async (session) => {
      await change(session);
      return lookAt(session, session.view, signal);
    },
    DEFAULT_VIEW,
    signal,
  );
  return engine.summary();
}

/** Changes the ledger; gives the commenters it is about. */
function applyRequest({ corpus, merges }: Session, request: MergeRequest): number[] {
  const find = finderOf(corpus);
  if (request.kind !== 'merge') {
    const isKnown = request.pairs.map(({ from, into }) =>
      request.kind === 'take-back' ? merges.takeBack(from, into) : merges.putBack(from, into),
    );
    if (!isKnown.some(Boolean)) throw new EngineFault('internal', 'There is no such merge.');
    return request.pairs.flatMap(({ from, into }) => [find(from), find(into)]);
  }
  const into = find(request.into);
  const from = request.from.map(find);
  if (into < 0 || from.length === 0 || from.includes(-1)) {
    const words =
      'Only commenters with a name can be merged: comments without one may be anybody’s.';
    throw new EngineFault('internal', words);
  }
  const joined = new Set([corpus.countsAs[into]]);
  from.forEach((one, at) => {
    if (joined.has(corpus.countsAs[one])) return;
    joined.add(corpus.countsAs[one]);
    merges.merge(request.from[at] ?? '', request.into);
  });
  return [into, ...from];
}

/** Counts commenters by the ledger from here on, and scores again where any of them speaks. */
async function followMerges(engine: Engine, session: Session): Promise<void> {
  const { corpus } = session;
  const before = corpus.countsAs;
  regroup(corpus, pairsOf(corpus, session.merges.active()));
  forgetProposals(session);
  const after = corpus.countsAs;
  const heads = new Set<number>();
  before.forEach((head, one) => {
    if (after[one] !== head) heads.add(head).add(after[one] ?? one);
  });
  const isTouched = before.map((head, one) =>
    heads.has(head) || heads.has(after[one] ?? one) ? 1 : 0,
  );
  const articles = new Set<number>();
  corpus.signed.forEach((one, row) => {
    if (isTouched[one] === 1) articles.add(corpus.columns.article[row] ?? 0);
  });
  await inferAgain(engine, session, [...articles]);
}
