/**
 * The best rows of a word that stands for thousands of others (a prefix), most of them in few rows. A row's
 * score is at most S · W: W the sum of its lists' weights, each raised by what a frequency above 1 can add,
 * and S the share that a word standing there once has at the row's length. For words that stand once this
 * is the score itself. So one pass adds up weights, with no look at lengths or at which rows are wanted; the
 * rows with the highest bounds are scored, and only where another bound reaches the least of them, those too
 * (after Fagin's threshold algorithm, 2001). Sums are rounded as ranking all would round them.
 * Cost: linear in the postings, about a third of scoring them all. Limit: words of one query word only.
 */
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import type { Field } from './options.ts';
import { normOf, shareOf } from './index/bm25.ts';
import { BIG, FREQUENCY_SHIFT, ROW_MASK } from './index/postings.ts';
import type { Within } from './leaf-rows.ts';
import { listRows, rowsIn } from './rows.ts';
import { type ScoredList, scoreList, scoreOf, type Scratch } from './score.ts';
import { TopRows } from './top.ts';

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const MASK = ROW_MASK;
const SHIFT = FREQUENCY_SHIFT;

/** Sums are kept in 24 bits: more than a hundred thousand words of a row may be added up. */
const ROUNDING = 1.01;
const LENGTHS = 512;
const NONE = new Uint32Array(0);

/** The best `limit` of the rows found by lists of one query word, which may be spoiled. */
export function rankMany(
  index: SearchIndex,
  lists: readonly ScoredList[],
  found: Within,
  limit: number,
  scratch: Scratch,
): TopRows {
  const bounds = new Bounds(index, scratch.bounds());
  for (const list of lists) bounds.add(list);
  const promising = new TopRows(Math.min(found.count, limit * 2));
  bounds.offer(found, promising);
  let best = rankSome(lists, promising.sorted().rows, limit, scratch);
  if (promising.least >= best.least) {
    const rows = bounds.atLeast(found, best.least);
    best = rankSome(lists, rows, limit, scratch);
  }
  bounds.clear();
  return best;
}

function rankSome(
  lists: readonly ScoredList[],
  some: Uint32Array,
  limit: number,
  scratch: Scratch,
): TopRows {
  const rows = some.slice().sort();
  const set = rowsIn(scratch.scores.length, rows);
  const candidates: Within = { set, count: rows.length, list: rows };
  for (const list of lists) {
    const kept = list.rows;
    list.rows = candidates;
    scoreList(list, scratch, 0, scratch.scores.length);
    list.rows = kept;
  }
  const best = new TopRows(Math.min(limit, rows.length));
  best.offerAll(rows, scratch.scores, null);
  scratch.clearRows(rows, true);
  return best;
}

/** What each row can score at most. */
class Bounds {
  /** Sums of weights of words of bodies, by row. */
  private readonly sums: Float32Array;
  /** What words of titles and names add, by article and commenter. */
  private readonly byGroup: Readonly<Record<Field, Float64Array>>;
  private readonly titleOf: Uint32Array;
  private readonly authorOf: Uint32Array;
  private readonly lengths: Uint32Array;
  /** S by length; longer ones have that of the last. */
  private readonly shares: Float64Array;
  private readonly raised: Float64Array;

  constructor({ fields }: SearchIndex, sums: Float32Array) {
    const { body, title, author } = fields;
    this.sums = sums;
    this.lengths = body.lengths;
    this.titleOf = title.groups?.of ?? NONE;
    this.authorOf = author.groups?.of ?? NONE;
    this.byGroup = {
      title: new Float64Array(title.lengths.length),
      author: new Float64Array(author.lengths.length),
      body: new Float64Array(0),
    };
    const { shares, raised } = tablesOf(body);
    this.shares = shares;
    this.raised = raised;
  }

  add(list: ScoredList): void {
    if (list.field.groups) this.addGroups(list);
    else if (list.dense >= 0) this.addDense(list);
    else this.addEntries(list);
  }

  private addEntries({ field, from, to, factor, idf }: ScoredList): void {
    const { sums, raised } = this;
    const { entries } = field.postings;
    const weight = factor * idf;
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0;
      const row = entry & MASK;
      sums[row] = (sums[row] ?? 0) + weight * (raised[entry >>> SHIFT] ?? 1);
    }
  }

  private addDense({ field, dense, factor, idf }: ScoredList): void {
    const lists = field.postings.dense;
    if (!lists) return;
    const { sums, raised } = this;
    const weight = factor * idf;
    let at = lists.starts[dense] ?? 0;
    for (let word = 0; word < lists.width; word += 1) {
      for (let rest = lists.bits[dense * lists.width + word] ?? 0; rest !== 0; rest &= rest - 1) {
        const row = (word << 5) + 31 - Math.clz32(rest & -rest);
        sums[row] = (sums[row] ?? 0) + weight * (raised[lists.frequencies[at] ?? 1] ?? 1);
        at += 1;
      }
    }
  }

  private addGroups(list: ScoredList): void {
    const { field, from, to, factor } = list;
    const { entries } = field.postings;
    const sums = this.byGroup[list.name];
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0;
      const group = entry & MASK;
      const score = factor * scoreOf(list, at, entry >>> SHIFT, field.lengths[group] ?? 0);
      sums[group] = (sums[group] ?? 0) + score * ROUNDING;
    }
  }

  /** Offers each row found with its bound. */
  offer(found: Within, to: TopRows): void {
    const { words } = found.set;
    let least = -Infinity;
    for (let word = 0; word < words.length; word += 1) {
      for (let rest = words[word] ?? 0; rest !== 0; rest &= rest - 1) {
        const row = (word << 5) + 31 - Math.clz32(rest & -rest);
        const bound = this.boundOf(row);
        if (bound < least) continue;
        to.offer(row, bound);
        least = to.least;
      }
    }
  }

  /** Rows found whose bound is at least as high. */
  atLeast(found: Within, least: number): Uint32Array {
    return listRows(found.set, found.count).filter((row) => this.boundOf(row) >= least);
  }

  private boundOf(row: number): number {
    const { lengths, shares, sums, titleOf, authorOf, byGroup } = this;
    const length = lengths[row] ?? 0;
    const share = shares[length < LENGTHS ? length : LENGTHS - 1] ?? 0;
    const title = byGroup.title[titleOf[row] ?? 0] ?? 0;
    const author = byGroup.author[authorOf[row] ?? 0] ?? 0;
    return share * (sums[row] ?? 0) + title + author;
  }

  clear(): void {
    this.sums.fill(0);
  }
}

interface Tables {
  shares: Float64Array;
  /** The most by which a frequency raises the share of 1, whatever the length. */
  raised: Float64Array;
}

const tables = new WeakMap<FieldIndex, Tables>();

function tablesOf(field: FieldIndex): Tables {
  const known = tables.get(field);
  if (known) return known;
  const { lengths, average } = field;
  let longest = 0;
  for (let row = 0; row < lengths.length; row += 1) {
    if ((lengths[row] ?? 0) > longest) longest = lengths[row] ?? 0;
  }
  const norm = normOf(longest, average);
  const made = {
    shares: Float64Array.from(
      { length: LENGTHS },
      (_, length) => shareOf(1, normOf(length, average)) * ROUNDING,
    ),
    raised: Float64Array.from({ length: BIG + 1 }, (_, frequency) =>
      frequency === BIG ? 1 + norm : Math.max(1, (frequency * (1 + norm)) / (frequency + norm)),
    ),
  };
  tables.set(field, made);
  return made;
}
