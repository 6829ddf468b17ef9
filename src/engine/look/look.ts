import { countBins } from '../../core/crossfilter/histogram.ts';
import { findRemedies } from '../../core/crossfilter/remedies.ts';
import { countReplies } from '../../core/graph/reply-counts.ts';
import type { ViewState } from '../../core/view.ts';
import type { Counts, Look } from '../answers.ts';
import type { Engine } from '../engine.ts';
import { articleRows, commenterRows, LISTED } from './facet.ts';
import { nextTask, throwIfAborted } from '../pause.ts';
import { axisOf } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';

/**
 * Applies a view to the session and answers with every count it leads to. How many comments are shown is
 * told first: the rest takes several times as long.
 */
export async function lookAt(
  session: Session,
  view: ViewState,
  signal: AbortSignal,
  onCounted: (counts: Counts) => void = () => undefined,
): Promise<Look> {
  await session.replies.useOrders(view.orderModels, signal);
  const { hits, notices, isPartial } = await session.search.find(view, signal);
  throwIfAborted(signal);
  session.view = view;
  session.notices = notices;
  session.isPartial = isPartial;
  session.epoch++;
  session.filter.apply(session.filters(view, hits));
  onCounted({ shown: session.filter.shown, total: session.corpus.columns.count, isPartial });
  await nextTask();
  throwIfAborted(signal);
  return { ...describeLook(session), isPartial };
}

/** The open corpus under its view, once the view's search is answered whole: a file may not hold a part. */
export async function wholeView(engine: Engine, signal: AbortSignal): Promise<Session> {
  for (;;) {
    const session = await engine.session();
    throwIfAborted(signal);
    if (!session.isPartial) return session;
    await engine.looking((open) => lookAt(open, open.view, signal), session.view, signal);
  }
}

function describeLook(session: Session): Omit<Look, 'isPartial'> {
  const { corpus, filter, view, replies } = session;
  return {
    epoch: session.epoch,
    shown: filter.shown,
    total: corpus.columns.count,
    histogram: countBins(filter, axisOf(corpus)),
    commenters: commenterRows(session, { search: '', offset: 0, limit: LISTED }).rows,
    commentersShown: filter.byCommenter.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    articles: articleRows(session, { search: '', offset: 0, limit: LISTED }).rows,
    replies: countReplies(corpus.replies, view.threshold, session.mask()),
    inferred: replies.progress(),
    notices: session.notices,
    remedies: filter.shown === 0 ? findRemedies(filter) : [],
    listLength: session.list(view.listOrder).length,
  };
}
