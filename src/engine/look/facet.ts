import { topGroups } from '../../core/crossfilter/top.ts';
import { foldName } from '../../core/text/fold.ts';
import type { FacetRow } from '../answers.ts';
import { articleFacts, knownTime } from './article-facts.ts';
import { peopleBehind } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';

/** Rows that a look carries; `facet` pages the rest. */
export const LISTED = 100;

export interface FacetPage {
  search: string;
  offset: number;
  limit: number;
}

interface Facet {
  rows: FacetRow[];
  /** Rows that match the search. */
  total: number;
}

/** Commenters, most comments under the other filters first; those the reader filters by lead. A merged one is found by each of its names. */
export function commenterRows(session: Session, page: FacetPage): Facet {
  const { corpus, filter, view } = session;
  const { commenters } = corpus.tables;
  const chosen = [...view.by, ...view.notBy].map((key) => {
    const index = corpus.commenterByKey.get(key) ?? -1;
    return corpus.countsAs[index] ?? index;
  });
  const nameOf = (index: number): string => commenters[index]?.name ?? '';
  const alsoOf = (index: number): string[] => (corpus.merged.get(index) ?? []).map(nameOf);
  const labelOf = (index: number): string =>
    corpus.merged.has(index) ? [nameOf(index), ...alsoOf(index)].join('\n') : nameOf(index);
  const rowOf = (index: number): FacetRow => ({
    index,
    key: commenters[index]?.key ?? '',
    label: commenters[index]?.name ?? null,
    also: alsoOf(index),
    total: corpus.commenterCounts[index] ?? 0,
    shown: filter.byCommenter[index] ?? 0,
    people: peopleBehind(corpus, index),
    hue: corpus.hues[index] ?? -1,
  });
  const shown = filter.byCommenter;
  return pageOf({ shown, total: corpus.commenterCounts, chosen, labelOf, rowOf }, page);
}

/** Articles, likewise. */
export function articleRows(session: Session, page: FacetPage): Facet {
  const { corpus, filter, view } = session;
  const { articles } = corpus.tables;
  const { fromMin, rightToLeft } = articleFacts(corpus);
  const chosen = [...view.in, ...view.notIn].map((key) => corpus.articleByKey.get(key) ?? -1);
  const labelOf = (index: number): string => articles[index]?.title ?? '';
  const rowOf = (index: number): FacetRow => ({
    index,
    key: articles[index]?.id ?? '',
    label: articles[index]?.title ?? null,
    also: [],
    total: corpus.articleCounts[index] ?? 0,
    shown: filter.byArticle[index] ?? 0,
    people: [1, 1],
    hue: -1,
    fromMin: knownTime(fromMin[index]),
    rightToLeft: rightToLeft[index] ?? 0,
  });
  const shown = filter.byArticle;
  return pageOf({ shown, total: corpus.articleCounts, chosen, labelOf, rowOf }, page);
}

/** The first `limit`: chosen ones, then by comments shown, then the others by all comments. */
function orderFacet(
  shown: Uint32Array,
  total: Uint32Array,
  { chosen, isWanted, limit }: OrderRequest,
): Uint32Array {
  const isTaken = new Uint8Array(total.length);
  const leading = [...new Set(chosen)].filter((index) => index >= 0 && isWanted(index));
  for (const index of leading) isTaken[index] = 1;
  const open = (counts: Uint32Array): Uint32Array =>
    counts.map((count, index) => (isTaken[index] === 0 && isWanted(index) ? count : 0));
  const most = topGroups(open(shown), limit);
  for (const index of most) isTaken[index] = 1;
  return Uint32Array.from([...leading, ...most, ...topGroups(open(total), limit)]);
}

interface OrderRequest {
  chosen: readonly number[];
  isWanted: (index: number) => boolean;
  limit: number;
}

interface FacetSource {
  shown: Uint32Array;
  total: Uint32Array;
  chosen: readonly number[];
  labelOf: (index: number) => string;
  rowOf: (index: number) => FacetRow;
}

function pageOf(source: FacetSource, { search, offset, limit }: FacetPage): Facet {
  const wanted = foldName(search).trim();
  const { shown, total, chosen, labelOf, rowOf } = source;
  const isMatch = new Uint8Array(total.length).fill(wanted === '' ? 1 : 0);
  if (wanted !== '') {
    for (let index = 0; index < total.length; index++) {
      isMatch[index] = foldName(labelOf(index)).includes(wanted) ? 1 : 0;
    }
  }
  const isWanted = (index: number): boolean => isMatch[index] === 1 && (total[index] ?? 0) > 0;
  let matching = 0;
  for (let index = 0; index < total.length; index++) matching += isWanted(index) ? 1 : 0;
  const order = orderFacet(shown, total, { chosen, isWanted, limit: offset + limit });
  return { rows: Array.from(order.subarray(offset, offset + limit), rowOf), total: matching };
}
