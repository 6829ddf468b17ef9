/**
 * Which rows a query tree matches, and by which words they are scored.
 * Parts that must all hold are taken cheapest first, texts are read last and only for rows still in play;
 * each answer is right inside `within`, outside it may leave rows out.
 */
import { foldedWords } from '../text/tokens.ts';
import type { SearchContext } from './context.ts';
import { exactLeaf, isFound, makeLeaf, type Leaf } from './expansion.ts';
import { filterRows } from './filters.ts';
import type { SearchIndex } from './index/search-index.ts';
import { leafRows, leafSize, type Within } from './leaf-rows.ts';
import { findCommenters, suggestNames } from './people.ts';
import { compilePattern } from './pattern/pattern.ts';
import { phraseRows } from './phrase-rows.ts';
import { PhraseMatcher, verifyRows } from './phrase.ts';
import type { QueryNode, WordNode } from './query-types.ts';
import type { ScoredLeaf } from './score.ts';
import {
  allRows,
  copyRows,
  countRows,
  emptyRows,
  hasRow,
  joinRows,
  keepRows,
  listRows,
  notRows,
  rowsIn,
  type RowSet,
} from './rows.ts';

/** A word that is nowhere as it was written, and what was searched in its place. */
export interface Substitution {
  word: string;
  /** The nearest terms, at most five. */
  instead: string[];
}

type TextNode = Extract<QueryNode, { kind: 'word' | 'phrase' }>;

/** Phrases come after all that costs a look at each row at most, and before patterns. */
const LATE_COST = 1e12;

export class Evaluation {
  readonly substitutions: Substitution[] = [];
  /** Names in author: and to: that nobody has, and names spelled nearly so; these are not searched. */
  readonly unknownNames: Substitution[] = [];
  /** Why patterns were not run, as sentences; such a pattern matches nothing. */
  readonly patternProblems: string[] = [];
  private readonly leaves = new Map<TextNode, Leaf[]>();
  /** Negated words: taken as written, never as something like them. */
  private readonly literal = new Set<QueryNode>();
  private readonly answers = new Map<QueryNode, RowSet>();
  /** The part that is checked last: what it lets through is an answer at once. */
  last: QueryNode | null = null;
  private readonly index: SearchIndex;
  private readonly context: SearchContext;
  private lastPause = 0;

  constructor(index: SearchIndex, context: SearchContext) {
    this.index = index;
    this.context = context;
  }

  async rowsOf(node: QueryNode, within: Within | null): Promise<RowSet> {
    const { index, context } = this;
    context.signal?.throwIfAborted();
    switch (node.kind) {
      case 'all':
        return allRows(index.count);
      case 'and':
        return this.andRows(node.parts, within);
      case 'or':
        return this.orRows(node.parts, within);
      case 'not':
        this.takeLiterally(node.part);
        return notRows(await this.rowsOf(node.part, within));
      case 'word':
        await this.breathe();
        return leafRows(index, this.leavesOf(node)[0] ?? { sources: [], fields: [] }, within);
      case 'phrase':
        return this.phraseRows(node, within);
      case 'pattern':
        return this.patternRows(node, within);
      default:
        this.checkName(node);
        return filterRows(index, context, node);
    }
  }

  /** Notes a name that nobody has. */
  private checkName(node: QueryNode): void {
    if (node.kind !== 'author' && node.kind !== 'to') return;
    const { commenters } = this.context;
    if (node.name.trim() === '' || node.isPrefix) return;
    if (findCommenters(this.index, commenters, node.name, false).length > 0) return;
    const instead = suggestNames(this.index, commenters, node.name);
    this.unknownNames.push({ word: node.name, instead });
  }

  /** The words that score, each with the rows it scores in. */
  scoredLeaves(node: QueryNode, rows: Within): ScoredLeaf[] {
    if (node.kind === 'and') return node.parts.flatMap((part) => this.scoredLeaves(part, rows));
    if (node.kind === 'word' || node.kind === 'phrase') {
      return this.leavesOf(node).map((leaf) => ({ leaf, rows }));
    }
    if (node.kind !== 'or') return [];
    return node.parts.flatMap((part) => {
      const answer = this.answers.get(part);
      return this.scoredLeaves(part, answer ? insideOf(copyRows(answer), rows) : rows);
    });
  }

  /** The words of a text node: one for a word, each word of a phrase exactly. */
  leavesOf(node: TextNode): Leaf[] {
    const known = this.leaves.get(node);
    if (known) return known;
    const { vocabulary } = this.index;
    const made =
      node.kind === 'word'
        ? [this.wordLeaf(node)]
        : foldedWords(node.text).map((word) => exactLeaf(vocabulary, word));
    this.leaves.set(node, made);
    return made;
  }

  /** A word as written; when it is nowhere, longer words and words spelled nearly so. */
  private wordLeaf(node: WordNode): Leaf {
    const { vocabulary } = this.index;
    const fields = node.field === 'body' ? (['body'] as const) : undefined;
    const leaf = makeLeaf(vocabulary, node.word, node, fields);
    if (isFound(leaf) || node.isPrefix || node.isFuzzy || this.literal.has(node)) {
      return leaf;
    }
    const isPrefix = node.word.length > 1;
    const wider = makeLeaf(vocabulary, node.word, { isPrefix, isFuzzy: true }, fields);
    const best = wider.sources
      .flatMap((source) => source.expansions)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 5);
    const instead = best.map(({ term }) => vocabulary.wordAt(term));
    this.substitutions.push({ word: node.word, instead });
    return wider;
  }

  private takeLiterally(node: QueryNode): void {
    if (node.kind === 'and' || node.kind === 'or') {
      for (const part of node.parts) this.takeLiterally(part);
    } else if (node.kind === 'not') this.takeLiterally(node.part);
    else this.literal.add(node);
  }

  private costOf(node: QueryNode): number {
    switch (node.kind) {
      case 'word':
        return leafSize(this.index, this.leavesOf(node)[0] ?? { sources: [], fields: [] });
      case 'not':
        this.takeLiterally(node.part);
        return this.index.count + this.costOf(node.part);
      case 'and':
      case 'or':
        return Math.max(this.index.count, ...node.parts.map((part) => this.costOf(part)));
      case 'phrase':
        return LATE_COST;
      case 'pattern':
        return Infinity;
      case 'author':
      case 'in':
        return 0;
      default:
        return this.index.count;
    }
  }

  private async andRows(parts: readonly QueryNode[], within: Within | null): Promise<RowSet> {
    const costs = new Map(parts.map((part) => [part, this.costOf(part)]));
    const byCost = (part: QueryNode): number => costs.get(part) ?? 0;
    const sorted = [...parts].sort(
      (a, b) => Math.min(1e300, byCost(a)) - Math.min(1e300, byCost(b)),
    );
    let rest = within;
    for (const part of sorted) {
      const rows = await this.rowsOf(part, rest);
      rest = insideOf(rows, rest);
      if (rest.count === 0) break;
    }
    return rest?.set ?? emptyRows(this.index.count);
  }

  private async orRows(parts: readonly QueryNode[], within: Within | null): Promise<RowSet> {
    const set = emptyRows(this.index.count);
    for (const part of parts) {
      const rows = await this.rowsOf(part, within);
      if (part.kind !== 'word') this.answers.set(part, rows);
      joinRows(set, rows);
    }
    return set;
  }

  private async phraseRows(
    node: Extract<QueryNode, { kind: 'phrase' }>,
    within: Within | null,
  ): Promise<RowSet> {
    const leaves = this.leavesOf(node);
    const sizes = new Map(leaves.map((leaf) => [leaf, leafSize(this.index, leaf)]));
    let rest = within;
    for (const leaf of [...leaves].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))) {
      rest = insideOf(leafRows(this.index, leaf, rest), rest);
    }
    const candidates = rest?.set ?? emptyRows(this.index.count);
    const words = foldedWords(node.text);
    const isPlain = words.length < 2 && /^[\0-\u05ff]*$/.test(words[0] ?? '');
    if (isPlain || rest?.count === 0) return candidates;
    const { vocabulary, fields } = this.index;
    const terms = words.map((word) => vocabulary.find(word));
    const pause = this.context.pause?.bind(this.context);
    const { sure, unsure } = await phraseRows(fields.body.postings, terms, candidates, pause);
    const onFound = this.onFoundBy(node);
    const matcher = new PhraseMatcher(words);
    const read = await verifyRows(
      this.context,
      unsure,
      (text) => matcher.matches(text),
      onFound && ((rows) => onFound(joinRows(copyRows(rows), sure))),
    );
    return joinRows(sure, read);
  }

  private async patternRows(
    node: Extract<QueryNode, { kind: 'pattern' }>,
    within: Within | null,
  ): Promise<RowSet> {
    const { context, index } = this;
    const made = compilePattern(node.source, node.flags);
    if ('reason' in made) {
      this.patternProblems.push(made.reason);
      return emptyRows(index.count);
    }
    const candidates = within?.set ?? allRows(index.count);
    return verifyRows(context, candidates, (text) => made.pattern.test(text), this.onFoundBy(node));
  }

  private onFoundBy(node: QueryNode): ((rows: RowSet) => void) | undefined {
    const { onFound } = this.context;
    return node === this.last && onFound ? (rows) => onFound(rows) : undefined;
  }

  private async breathe(): Promise<void> {
    this.lastPause += 1;
    if (this.lastPause % 16 === 0) await this.context.pause?.();
  }
}

/** `rows`, cut down to those also in `within`, counted, and listed when they are few. Changes `rows`. */
export function insideOf(rows: RowSet, within: Within | null): Within {
  if (rows.list) {
    const list = within ? rows.list.filter((row) => hasRow(within.set, row)) : rows.list;
    const set = list.length < rows.list.length ? rowsIn(rows.size, list) : rows;
    return { set, count: list.length, list };
  }
  const set = within ? keepRows(rows, within.set) : rows;
  const count = countRows(set);
  const isFew = count * 64 <= rows.size || count < 1024;
  return { set, count, list: isFew ? listRows(set, count) : null };
}
