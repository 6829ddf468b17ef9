/**
 * The best rows by score. Where many are found and few are asked for, only blocks of 256 rows are scored
 * whose bound reaches the best so far (block-max WAND, Ding and Suel 2011): the sum of the peaks of all
 * lists in the block, times the number of words. Sums are rounded alike, so no better row is missed and
 * equal ones come by row. Example: a word in half of a million comments: the hundred best lie in about
 * a hundred of 3,907 blocks. Cost: a bound a block and list, then what the blocks hold. Limit: with many
 * lists (prefixes) bounds of blocks say little; see rank-many.ts.
 */
import { BLOCK_ROWS, BLOCK_SHIFT, BLOCK_WORDS } from './index/dense.ts';
import type { Groups } from './index/groups.ts';
import { RUN_SHIFT } from './index/positions.ts';
import { FREQUENCY_SHIFT, ROW_MASK } from './index/postings.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { Within } from './leaf-rows.ts';
import { rankListed } from './rank-listed.ts';
import { rankMany } from './rank-many.ts';
import { listRows } from './rows.ts';
import {
  type ScoredLeaf,
  type ScoredList,
  scoredLists,
  scoreList,
  scoreOf,
  type Scratch,
  scratchOf,
} from './score.ts';
import { TopRows } from './top.ts';

/** With more lists, fewer blocks for each row wanted or fewer rows a block, bounds cost more than they spare. */
const MAX_LISTS = 8;
const BLOCKS_A_ROW = 8;
const ROWS_A_BLOCK = 16;
/** Fewer rows found for each one wanted are all scored. */
const ROWS_A_WANTED = 16;

/** The best `limit` rows of those found, scored by `leaves`. */
export function rankRows(
  index: SearchIndex,
  leaves: readonly ScoredLeaf[],
  found: Within,
  limit: number,
): TopRows {
  const { lists, words } = scoredLists(index, leaves);
  const blocks = (index.count + BLOCK_ROWS - 1) >>> BLOCK_SHIFT;
  const scratch = scratchOf(index);
  const isDense = !found.list && found.count >= blocks * ROWS_A_BLOCK;
  const isSingle = words <= 1;
  const isMany = lists.length > MAX_LISTS;
  if (isDense && isSingle && isMany && limit * ROWS_A_WANTED <= found.count) {
    return rankMany(index, lists, found, limit, scratch);
  }
  if (!isDense && !isMany) {
    const rows = found.list ?? listRows(found.set, found.count);
    return rankListed(lists, rows, found.set, { limit, isSingle });
  }
  const best = new TopRows(Math.min(limit, found.count));
  if (!isDense || isMany || limit * BLOCKS_A_ROW > blocks) {
    for (const list of lists) scoreList(list, scratch, 0, index.count);
    const rows = found.list ?? listRows(found.set, found.count);
    best.offerAll(rows, scratch.scores, isSingle ? null : scratch.hits);
    scratch.clearRows(rows, isSingle);
    return best;
  }
  const bounds = boundBlocks(lists, found, blocks, words);
  rankBlocks(lists, bounds, { found, best, scratch, limit, isSingle });
  return best;
}

interface Ranking {
  found: Within;
  best: TopRows;
  scratch: Scratch;
  limit: number;
  isSingle: boolean;
}

/** The most promising blocks first: after them hardly another one can still hold a better row. */
function rankBlocks(lists: readonly ScoredList[], bounds: Float64Array, ranking: Ranking): void {
  const { best, limit } = ranking;
  const promising = new TopRows(Math.min(limit, bounds.length));
  bounds.forEach((bound, block) => {
    if (bound >= 0) promising.offer(block, bound);
  });
  const tryBlock = (block: number): void => {
    const bound = bounds[block] ?? -1;
    if (bound < 0 || !best.takes(block << BLOCK_SHIFT, bound)) return;
    rankBlock(lists, block, ranking);
    bounds[block] = -1;
  };
  promising.sorted().rows.forEach(tryBlock);
  for (let block = 0; block < bounds.length; block += 1) tryBlock(block);
}

function rankBlock(lists: readonly ScoredList[], block: number, ranking: Ranking): void {
  const { found, best, scratch, isSingle } = ranking;
  const from = block << BLOCK_SHIFT;
  const to = Math.min(from + BLOCK_ROWS, scratch.scores.length);
  const rows = listBlock(found, from, to);
  for (const list of lists) {
    if (list.field.groups) scoreGroupsAt(list, list.field.groups, rows, scratch);
    else scoreList(list, scratch, from, to);
  }
  best.offerAll(rows, scratch.scores, isSingle ? null : scratch.hits);
  scratch.clearRows(rows, isSingle);
}

const inBlock = new Uint32Array(BLOCK_ROWS);

function listBlock({ set }: Within, from: number, to: number): Uint32Array {
  let next = 0;
  for (let word = from >>> 5; word << 5 < to; word += 1) {
    for (let rest = set.words[word] ?? 0; rest !== 0; rest &= rest - 1) {
      inBlock[next] = (word << 5) + 31 - Math.clz32(rest & -rest);
      next += 1;
    }
  }
  return inBlock.subarray(0, next);
}

/** Groups of some rows looked up in the list; neighbours mostly share theirs. */
function scoreGroupsAt(
  list: ScoredList,
  groups: Groups,
  rows: Uint32Array,
  scratch: Scratch,
): void {
  const { field, from, to, factor, stamp } = list;
  const { entries } = field.postings;
  const { words } = list.rows.set;
  let last = -1;
  let score = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    const group = groups.of[row] ?? 0;
    if (group !== last) {
      last = group;
      const at = findGroup(entries, from, to, group);
      const length = field.lengths[group] ?? 0;
      score =
        at < 0 ? -1 : factor * scoreOf(list, at, (entries[at] ?? 0) >>> FREQUENCY_SHIFT, length);
    }
    if (score < 0 || (((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue;
    scratch.credit(row, score, stamp);
  }
}

function findGroup(entries: Uint32Array, from: number, to: number, group: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((entries[middle] ?? 0) & ROW_MASK) < group) low = middle + 1;
    else high = middle;
  }
  return low < to && ((entries[low] ?? 0) & ROW_MASK) === group ? low : -1;
}

/** The highest sum a row of each block can have; -1 where no row was found. */
function boundBlocks(
  lists: readonly ScoredList[],
  { set }: Within,
  blocks: number,
  words: number,
): Float64Array {
  const bounds = new Float64Array(blocks);
  const own = new Float64Array(blocks);
  for (const list of lists) {
    own.fill(0);
    if (list.field.groups) boundGroups(list, list.field.groups, own);
    else if (list.dense >= 0) boundDense(list, own);
    else boundEntries(list, own);
    for (let block = 0; block < blocks; block += 1) {
      bounds[block] = (bounds[block] ?? 0) + (own[block] ?? 0);
    }
  }
  for (let block = 0; block < blocks; block += 1) {
    let any = 0;
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      any |= set.words[block * BLOCK_WORDS + word] ?? 0;
    }
    bounds[block] = any === 0 ? -1 : (bounds[block] ?? 0) * Math.max(1, words);
  }
  return bounds;
}

function raise(own: Float64Array, block: number, score: number): void {
  if (score > (own[block] ?? 0)) own[block] = score;
}

function boundDense({ field, dense, factor, idf }: ScoredList, own: Float64Array): void {
  const { peaks } = field;
  if (!peaks) return;
  const first = dense * own.length;
  for (let block = 0; block < own.length; block += 1) {
    const peak = peaks.blocks[first + block] ?? 0;
    if (peak > 0) own[block] = factor * (idf * peak);
  }
}

function boundEntries(list: ScoredList, own: Float64Array): void {
  const { field, from, to, term, factor, idf } = list;
  const { entries } = field.postings;
  const { peaks } = field;
  const first = peaks?.runStarts[term] ?? 0;
  if (!peaks || peaks.runStarts[term + 1] === first) {
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0;
      const row = entry & ROW_MASK;
      const score = factor * scoreOf(list, at, entry >>> FREQUENCY_SHIFT, field.lengths[row] ?? 0);
      raise(own, row >>> BLOCK_SHIFT, score);
    }
    return;
  }
  for (let at = from, run = first; at < to; at += 1 << RUN_SHIFT, run += 1) {
    const last = Math.min(to, at + (1 << RUN_SHIFT)) - 1;
    const score = factor * (idf * (peaks.runs[run] ?? 0));
    const end = ((entries[last] ?? 0) & ROW_MASK) >>> BLOCK_SHIFT;
    for (let block = ((entries[at] ?? 0) & ROW_MASK) >>> BLOCK_SHIFT; block <= end; block += 1) {
      raise(own, block, score);
    }
  }
}

/** Blocks from the first to the last row of a group, where its rows are more than blocks; else theirs. */
function boundGroups(list: ScoredList, groups: Groups, own: Float64Array): void {
  const { field, from, to, factor } = list;
  const { entries } = field.postings;
  for (let at = from; at < to; at += 1) {
    const entry = entries[at] ?? 0;
    const group = entry & ROW_MASK;
    const start = groups.offsets[group] ?? 0;
    const end = groups.offsets[group + 1] ?? 0;
    if (start === end) continue;
    const score = factor * scoreOf(list, at, entry >>> FREQUENCY_SHIFT, field.lengths[group] ?? 0);
    const first = (groups.rows[start] ?? 0) >>> BLOCK_SHIFT;
    const last = (groups.rows[end - 1] ?? 0) >>> BLOCK_SHIFT;
    if (last - first <= end - start) {
      for (let block = first; block <= last; block += 1) raise(own, block, score);
    } else {
      for (let i = start; i < end; i += 1) raise(own, (groups.rows[i] ?? 0) >>> BLOCK_SHIFT, score);
    }
  }
}
