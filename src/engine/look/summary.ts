import { topGroups } from '../../core/crossfilter/top.ts';
import { FLAG, PARENT_UNKNOWN } from '../../core/columns.ts';
import type { OrderModel } from '../../core/replies/inference.ts';
import { articleFacts, knownTime } from './article-facts.ts';
import type { ArticleSummary, CommenterRef, CommenterSummary, CorpusSummary } from '../answers.ts';
import { type OpenCorpus, peopleBehind } from '../open/open-corpus.ts';
import type { StorageState } from '../protocol.ts';
import { sha256 } from '../storage/sha256.ts';
import type { CorpusRow } from '../storage/storage-port.ts';

const LISTED = 500;

/** What the page needs to know of a corpus before it asks anything. */
export async function summarize(
  corpus: OpenCorpus,
  storage: StorageState,
  orderOf: (article: number) => OrderModel,
): Promise<CorpusSummary> {
  const { row, columns, tables, filter } = corpus;
  const dated = filter.times.length;
  const nameless = countNameless(corpus);
  const { countsAs, merged } = corpus;
  const listed = topGroups(corpus.commenterCounts, LISTED, true).filter(
    (index) => countsAs[index] === index,
  );
  const mergedAway = [...merged].flatMap(([head, others]) =>
    others.map((one) => [keyOf(corpus, one), keyOf(corpus, head)] as const),
  );
  return {
    id: row.id,
    name: row.name,
    isSample: row.isSample,
    isGenerated: row.isGenerated,
    count: columns.count,
    undated: columns.count - dated,
    fromMin: filter.times[0] ?? null,
    toMin: filter.times[dated - 1] ?? null,
    stated: countWhere(columns.stated, (parent) => parent !== PARENT_UNKNOWN),
    duplicates: countWhere(columns.flags, (flags) => (flags & FLAG.duplicate) !== 0),
    namedCommenters:
      tables.commenters.filter(({ name }) => name !== null).length - mergedAway.length,
    nameless,
    commenters: Array.from(listed, (index) => summarizeCommenter(corpus, index)),
    commenterCount: tables.commenters.length - mergedAway.length,
    merged: Object.fromEntries(mergedAway),
    articles: summarizeArticles(corpus, orderOf),
    articleCount: tables.articles.length,
    sources: row.sources.map((source, index) => ({
      index,
      key: source.sha256.slice(0, 8),
      name: source.name,
      importer: source.importer,
      importerLabel: source.importerLabel,
      bytes: source.bytes,
      comments: source.end - source.start,
      receipt: source.receipt,
    })),
    fingerprint: await fingerprintOf(row),
    storage,
  };
}

export async function fingerprintOf(row: CorpusRow): Promise<string> {
  const hashes = row.sources.map((source) => source.sha256).join('');
  return (await sha256(new TextEncoder().encode(hashes))).slice(0, 8);
}

function keyOf({ tables }: OpenCorpus, index: number): string {
  return tables.commenters[index]?.key ?? '';
}

export function commenterRef(corpus: OpenCorpus, index: number): CommenterRef {
  const commenter = corpus.tables.commenters[index];
  return {
    index,
    key: commenter?.key ?? '',
    name: commenter?.name ?? null,
    hue: corpus.hues[index] ?? -1,
  };
}

function summarizeCommenter(corpus: OpenCorpus, index: number): CommenterSummary {
  const count = corpus.commenterCounts[index] ?? 0;
  return { ...commenterRef(corpus, index), count, people: peopleBehind(corpus, index) };
}

function summarizeArticles(
  corpus: OpenCorpus,
  orderOf: (article: number) => OrderModel,
): ArticleSummary[] {
  const { tables } = corpus;
  const { fromMin: from, toMin: to, rightToLeft } = articleFacts(corpus);
  const order = Array.from(from.keys());
  order.sort((a, b) => compare(from[a] ?? 0, from[b] ?? 0) || a - b);
  return order.slice(0, LISTED).map((index) => ({
    index,
    key: tables.articles[index]?.id ?? '',
    title: tables.articles[index]?.title ?? '',
    count: corpus.articleCounts[index] ?? 0,
    fromMin: knownTime(from[index]),
    toMin: knownTime(to[index]),
    rightToLeft: rightToLeft[index] ?? 0,
    order: orderOf(index),
    paragraphs: tables.articles[index]?.paragraphs.length ?? 0,
  }));
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function countNameless(corpus: OpenCorpus): CorpusSummary['nameless'] {
  let comments = 0;
  let groups = 0;
  corpus.tables.commenters.forEach(({ name }, index) => {
    const count = corpus.commenterCounts[index] ?? 0;
    if (name !== null || count === 0) return;
    comments += count;
    groups++;
  });
  return { comments, people: [groups, comments] };
}

function countWhere(values: Int32Array | Uint16Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}
