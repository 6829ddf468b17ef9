import { buildBrushIndex } from '../../core/crossfilter/brush-index.ts';
import { buildLanes, planLanes } from '../../core/crossfilter/lanes.ts';
import { buildOverlay } from '../../core/crossfilter/overlay.ts';
import { topGroups } from '../../core/crossfilter/top.ts';
import type { BrushIndex, Lanes, Overlay } from '../../core/results.ts';
import type { FacetRow } from '../answers.ts';
import { articleRows, commenterRows, LISTED } from './facet.ts';
import { commenterRef } from './summary.ts';
import { axisOf } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';

/** Groups whose counts follow a drag: the largest, and those on the page. */
const BRUSHED = 400;

export function lanesOf(session: Session): Lanes {
  const { corpus, filter } = session;
  const plan = planLanes(corpus.commenterCounts);
  const marks = buildLanes(filter, axisOf(corpus), plan, corpus.replies, session.threshold);
  const lanes: Lanes['lanes'] = Array.from(plan.commenters, (commenter, lane) => {
    const { key, name, hue } = commenterRef(corpus, commenter);
    return { key, name, hue, isOthers: false, count: plan.counts[lane] ?? 0 };
  });
  if (plan.hasOthers) {
    const count = plan.counts[plan.commenters.length] ?? 0;
    lanes.push({ key: '', name: null, hue: -1, isOthers: true, count });
  }
  return { ...marks, lanes };
}

export function overlayOf(session: Session): Overlay {
  const { corpus, filter } = session;
  const { by, series, leftOut } = buildOverlay(filter, session.forest());
  return {
    by,
    leftOut,
    series: series.map(({ group, elapsedMin, shown }, at) => {
      const article = by === 'article' ? group : (corpus.columns.article[group] ?? 0);
      const { id = '', title = '' } = corpus.tables.articles[article] ?? {};
      if (by === 'article') return { key: id, label: title, hue: at, elapsedMin, shown };
      const starter = commenterRef(corpus, corpus.columns.commenter[group] ?? 0);
      const label = starter.name ?? '[no name]';
      return { key: String(group), label, hue: at, elapsedMin, shown };
    }),
  };
}

export function brushOf(
  session: Session,
  edges: Float64Array,
  pairs: readonly { from: number; to: number }[],
): BrushIndex {
  const { filter } = session;
  const page = { search: '', offset: 0, limit: LISTED };
  return buildBrushIndex(filter, {
    epoch: session.epoch,
    edges,
    commenters: withListed(commenterRows(session, page).rows, session.corpus.commenterCounts),
    articles: withListed(articleRows(session, page).rows, session.corpus.articleCounts),
    pairs,
    addressee: session.addressee(),
  });
}

function withListed(listed: readonly FacetRow[], counts: Uint32Array): Uint32Array {
  const indices = new Set([...topGroups(counts, BRUSHED), ...listed.map(({ index }) => index)]);
  return Uint32Array.from(indices);
}
