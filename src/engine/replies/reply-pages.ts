import { PARENT_TOP } from '../../core/columns.ts';
import { forget, putFact, REPLY, type Replies } from '../../core/graph/replies.ts';
import type { PageScores } from './page-model.ts';
import type { Fact } from './page-reader.ts';

/** Most comments scored in one go. */
export const MAX_PAGE = 5000;
/** Small pages are scored together, about so many comments at a time. */
export const JOB_COMMENTS = 250;

/** Rows that are scored together: a page, or a part of a large one. */
export interface PageBlock {
  article: number;
  rows: Uint32Array;
}

/** Blocks in the same order, a large one alone, small ones together. */
export function jobsOf(blocks: readonly PageBlock[]): PageBlock[][] {
  const jobs: PageBlock[][] = [];
  let size = JOB_COMMENTS;
  for (const block of blocks) {
    if (size + block.rows.length > JOB_COMMENTS) {
      jobs.push([]);
      size = 0;
    }
    jobs.at(-1)?.push(block);
    size += block.rows.length;
  }
  return jobs;
}

/** Does work on each item in their order, on `atOnce` of them at a time. */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

/** Rows by time; equal times as recorded, unknown ones after the comment before them. */
export function sortByTime(page: Uint32Array, time: Float64Array): Uint32Array {
  const known = new Float64Array(page.length);
  let last = -Infinity;
  page.forEach((row, at) => {
    const now = time[row] ?? NaN;
    if (!Number.isNaN(now)) last = now;
    known[at] = last;
  });
  const places = Uint32Array.from(page.keys());
  places.sort((a, b) => (known[a] ?? 0) - (known[b] ?? 0) || a - b);
  return places.map((place) => page[place] ?? 0);
}

/** A page in as many blocks of equal size as keep each at most MAX_PAGE. */
export function blocksOf(page: Uint32Array): Uint32Array[] {
  const size = Math.ceil(page.length / Math.ceil(page.length / MAX_PAGE));
  const blocks: Uint32Array[] = [];
  for (let from = 0; from < page.length; from += size)
    blocks.push(page.subarray(from, from + size));
  return blocks;
}

/** Writes a block's replies: what is known of a row, else what the model says, where it was asked. */
export function writeBlock(
  replies: Replies,
  block: Uint32Array,
  factOf: (row: number) => Fact | null,
  scores: PageScores | null,
): void {
  block.forEach((row, at) => {
    const fact = factOf(row);
    if (fact) putFact(replies, row, fact.parent, fact.kind);
    else if (scores) putGuess(replies, row, block, scores, at);
  });
}

/** Writes what the model says of comment `at` of a block. */
function putGuess(
  replies: Replies,
  row: number,
  block: Uint32Array,
  scores: PageScores,
  at: number,
): void {
  const rowOf = (place: number | undefined): number =>
    place === undefined || place < 0 ? PARENT_TOP : (block[place] ?? PARENT_TOP);
  if (scores.isUnknowable[at] === 1) {
    forget(replies, row);
    return;
  }
  const probability = scores.probability[at] ?? 0;
  replies.kind[row] = REPLY.inferred;
  replies.parent[row] = rowOf(scores.parent[at]);
  replies.probability[row] = probability;
  replies.addressee[row] = rowOf(scores.addressee[at]);
  replies.addresseeProbability[row] = scores.addresseeProbability[at] ?? 0;
  replies.second[row] = rowOf(scores.second[at]);
  replies.secondProbability[row] = scores.secondProbability[at] ?? 0;
}
