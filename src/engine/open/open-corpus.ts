import { chooseAxis } from '../../core/crossfilter/axis.ts';
import { Crossfilter } from '../../core/crossfilter/crossfilter.ts';
import { topGroups } from '../../core/crossfilter/top.ts';
import { countGroups, groupRows, type RowGroups } from '../../core/columns-order.ts';
import { countedAs, groupCommenters, type Joined, membersOf } from '../../core/names/groups.ts';
import type { Columns, CorpusTables } from '../../core/columns.ts';
import { statedReplies, type Replies } from '../../core/graph/replies.ts';
import type { TimeAxis } from '../../core/results.ts';
import type { TextStore } from '../../core/text-store.ts';
import type { CorpusRow } from '../storage/storage-port.ts';

/** The corpus the worker holds: numbers in memory, text by chunks on demand. */
export interface OpenCorpus {
  row: CorpusRow;
  /** `columns.commenter` is who a comment counts as: those the reader merged are one. */
  columns: Columns;
  /** Commenter by row as the source names them. */
  signed: Uint32Array;
  /** By commenter, the one it counts as. */
  countsAs: Uint32Array;
  /** Goes up when commenters were merged or parted. */
  grouping: number;
  /** Those that count as another one, by that other one. */
  merged: ReadonlyMap<number, readonly number[]>;
  tables: CorpusTables;
  text: TextStore;
  chunkEnd: Uint32Array;
  /** Comments by commenter and by article. */
  commenterCounts: Uint32Array;
  articleCounts: Uint32Array;
  /** 0–7 for the eight most frequent named commenters, -1 for the rest. */
  hues: Int8Array;
  /** Rows by article, in recorded order: the pages. */
  pages: RowGroups;
  filter: Crossfilter;
  axis: TimeAxis;
  replies: Replies;
  commenterByKey: Map<string, number>;
  articleByKey: Map<string, number>;
}

export interface CorpusParts {
  row: CorpusRow;
  columns: Columns;
  tables: CorpusTables;
  text: TextStore;
  chunkEnd: Uint32Array;
}

/** Everything that follows from the columns alone. Linear; about 100 ms a million comments. */
export function assembleCorpus(parts: CorpusParts): OpenCorpus {
  const { columns, tables } = parts;
  const sizes = { commenters: tables.commenters.length, articles: tables.articles.length };
  const commenterCounts = countGroups(columns.commenter, sizes.commenters);
  const filter = new Crossfilter(columns, sizes);
  let replies: Replies | null = null;
  return {
    ...parts,
    signed: columns.commenter,
    countsAs: groupCommenters(sizes.commenters, []),
    grouping: 0,
    merged: new Map(),
    commenterCounts,
    articleCounts: countGroups(columns.article, sizes.articles),
    hues: chooseHues(tables, commenterCounts),
    pages: groupRows(columns.article, sizes.articles),
    filter,
    axis: chooseAxis(filter.times),
    // Made when they are first asked for: mostly those that were kept take their place.
    get replies() {
      return (replies ??= statedReplies(columns));
    },
    set replies(kept) {
      replies = kept;
    },
    commenterByKey: new Map(tables.commenters.map(({ key }, index) => [key, index])),
    articleByKey: new Map(tables.articles.map(({ id }, index) => [id, index])),
  };
}

const HUES = 8;

/**
 * Counts commenters as their heads from here on: counts, colours and the crossfilter follow, whose filters
 * are off until a view is applied again. Linear in rows and commenters. No other colour changes.
 */
export function regroup(corpus: OpenCorpus, pairs: readonly Joined[]): void {
  const { tables, signed, filter } = corpus;
  const size = tables.commenters.length;
  corpus.grouping++;
  corpus.countsAs = groupCommenters(size, pairs);
  corpus.merged = membersOf(
    corpus.countsAs,
    pairs.flatMap(({ from, into }) => [from, into]),
  );
  const commenter = corpus.merged.size === 0 ? signed : countedAs(signed, corpus.countsAs);
  corpus.columns = { ...corpus.columns, commenter };
  corpus.commenterCounts = countGroups(commenter, size);
  corpus.hues = chooseHues(tables, countGroups(signed, size));
  for (const [head, others] of corpus.merged) {
    const hues = [head, ...others].map((one) => corpus.hues[one] ?? -1).filter((hue) => hue >= 0);
    const own = corpus.hues[head] ?? -1;
    for (const one of others) corpus.hues[one] = -1;
    if (own < 0) corpus.hues[head] = hues.length > 0 ? Math.min(...hues) : -1;
  }
  filter.regroup(commenter);
}

function chooseHues(tables: CorpusTables, counts: Uint32Array): Int8Array {
  const named = counts.map((count, index) => (tables.commenters[index]?.name === null ? 0 : count));
  const hues = new Int8Array(counts.length).fill(-1);
  topGroups(named, HUES).forEach((commenter, hue) => (hues[commenter] = hue));
  return hues;
}

/** Permalink id: the source's key and the comment's 1-based ordinal in it, the same in every corpus. */
export function idOfRow(corpus: OpenCorpus, row: number): string {
  const source = corpus.tables.sources[corpus.columns.source[row] ?? 0];
  return `${source?.key ?? ''}-${String(row - (source?.rows[0] ?? 0) + 1)}`;
}

/** Row of a permalink id; -1 when the corpus has no such comment. */
export function rowOfId(corpus: OpenCorpus, id: string): number {
  const match = /^(.*)-(\d+)$/.exec(id);
  const source = corpus.tables.sources.find(({ key }) => key === match?.[1]);
  if (!match || !source) return -1;
  const row = source.rows[0] + Number(match[2]) - 1;
  return row >= source.rows[0] && row < source.rows[1] ? row : -1;
}

/** People behind a commenter: one for a name, 1 to all of its comments for the nameless of an article. */
export function peopleBehind(corpus: OpenCorpus, commenter: number): readonly [number, number] {
  const count = corpus.commenterCounts[commenter] ?? 0;
  return corpus.tables.commenters[commenter]?.name === null ? [Math.min(1, count), count] : [1, 1];
}

export function timeOfRow(corpus: OpenCorpus, row: number): number | null {
  const time = corpus.columns.time[row] ?? NaN;
  return Number.isNaN(time) ? null : time;
}

/** The axis as an answer: answers give their buffers away, so it is a copy. */
export function axisOf({ axis }: OpenCorpus): TimeAxis {
  return structuredClone(axis);
}
