/**
 * The best rows where a list of rows was found: sums stand by place in that list, not by row. Rows far apart
 * would each fetch memory of their own from every array by row; so only their length does.
 * Each posting list is walked beside the rows, the shorter one leading. Cost: linear in the shorter of both,
 * times a gallop in the other.
 */
import type { Groups } from './index/groups.ts';
import { FREQUENCY_SHIFT, ROW_MASK, seek } from './index/postings.ts';
import { hasRow, type RowSet } from './rows.ts';
import { denseScores, type ScoredList, scoreOf } from './score.ts';
import { TopRows } from './top.ts';

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;
const seekFrom = seek;

/** The best `limit` of some rows, ascending; `set` is the same rows. */
export function rankListed(
  lists: readonly ScoredList[],
  rows: Uint32Array,
  set: RowSet,
  { limit, isSingle }: { limit: number; isSingle: boolean },
): TopRows {
  const sums = new ListedSums(rows, set, isSingle);
  for (const list of lists) {
    if (list.field.groups) sums.addGroups(list, list.field.groups);
    else if (list.dense >= 0) sums.addDense(list);
    else sums.addEntries(list);
  }
  const best = new TopRows(Math.min(limit, rows.length));
  best.offerListed(rows, sums.scores, sums.hits);
  return best;
}

class ListedSums {
  readonly scores: Float64Array;
  /** Different query words found in each row; null when there is only one. */
  readonly hits: Uint16Array | null;
  private readonly lastHit: Uint16Array;
  private readonly rows: Uint32Array;
  private readonly set: RowSet;

  constructor(rows: Uint32Array, set: RowSet, isSingle: boolean) {
    this.rows = rows;
    this.set = set;
    this.scores = new Float64Array(rows.length);
    this.hits = isSingle ? null : new Uint16Array(rows.length);
    this.lastHit = new Uint16Array(isSingle ? 0 : rows.length);
  }

  addEntries(list: ScoredList): void {
    const { field, from, to } = list;
    const { rows } = this;
    const { entries } = field.postings;
    const { lengths } = field;
    let at = from;
    for (let place = 0; at < to && place < rows.length;) {
      const entry = entries[at] ?? 0;
      const posted = entry & MASK;
      const row = rows[place] ?? 0;
      if (posted < row) at = seekFrom(entries, at + 1, to, row);
      else if (posted > row) place = seekFrom(rows, place + 1, rows.length, posted);
      else {
        if (hasRow(list.rows.set, row)) {
          const score = scoreOf(list, at, entry >>> SHIFT, lengths[row] ?? 0);
          this.credit(place, list.factor * score, list.stamp);
        }
        at += 1;
        place += 1;
      }
    }
  }

  addDense(list: ScoredList): void {
    const { rows } = this;
    denseScores(list, rows, (place, score) => {
      this.credit(place, score, list.stamp);
    });
  }

  addGroups(list: ScoredList, groups: Groups): void {
    const { field, from, to, factor } = list;
    const { rows, set } = this;
    const { entries } = field.postings;
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0;
      const group = entry & MASK;
      const score = factor * scoreOf(list, at, entry >>> SHIFT, field.lengths[group] ?? 0);
      let place = 0;
      const end = groups.offsets[group + 1] ?? 0;
      for (let i = groups.offsets[group] ?? 0; i < end; i += 1) {
        const row = groups.rows[i] ?? 0;
        if (!hasRow(set, row) || !hasRow(list.rows.set, row)) continue;
        place = seekFrom(rows, place, rows.length, row);
        this.credit(place, score, list.stamp);
      }
    }
  }

  private credit(place: number, score: number, stamp: number): void {
    const { scores, hits, lastHit } = this;
    scores[place] = (scores[place] ?? 0) + score;
    if (hits === null || lastHit[place] === stamp) return;
    lastHit[place] = stamp;
    hits[place] = (hits[place] ?? 0) + 1;
  }
}
