import type { SearchContext } from './context.ts';
import { Evaluation, insideOf, type Substitution } from './evaluate.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { Vocabulary } from './index/vocabulary.ts';
import type { Leaf } from './expansion.ts';
import { collectMarks, type Marks } from './marks.ts';
import { allowedTypos, termsOf } from './options.ts';
import type { Query, QueryNode } from './query-types.ts';
import { rankRows } from './rank.ts';
import type { RowSet } from './rows.ts';
import { TopRows } from './top.ts';

export interface SearchResult {
  /** Every row that matches. */
  rows: RowSet;
  /** How many there are, exactly. */
  count: number;
  /** The best rows by score, best first, ties by row; as many as asked for. */
  top: { rows: Uint32Array; scores: Float64Array };
  /** What to mark in the texts: for `findMatches`. */
  marks: Marks;
  /** Words that are nowhere as written, and what was searched instead. */
  substitutions: Substitution[];
  /** Names that nobody has, and names spelled nearly so, which were not searched. */
  unknownNames: Substitution[];
  /** Why patterns were not run, as sentences; such a pattern matches nothing. */
  patternProblems: string[];
}

/**
 * Answers a query. `top` = how many of the best rows to rank (0 = none, which spares the scoring).
 * Rejects with the signal's reason when aborted.
 */
export async function search(
  index: SearchIndex,
  query: Pick<Query, 'root'>,
  context: SearchContext,
  { top = 0 }: { top?: number } = {},
): Promise<SearchResult> {
  if (asksNearWords(index.vocabulary, query.root)) {
    await index.vocabulary.prepareNear(() => context.pause?.());
  }
  const evaluation = new Evaluation(index, context);
  evaluation.last = lastChecked(query.root);
  const found = insideOf(await evaluation.rowsOf(query.root, null), null);
  const best =
    top > 0 && found.count > 0
      ? rankRows(index, evaluation.scoredLeaves(query.root, found), found, top)
      : new TopRows(0);
  return {
    rows: found.set,
    count: found.count,
    top: best.sorted(),
    marks: collectMarks(index.vocabulary, query.root, (node): Leaf[] => evaluation.leavesOf(node)),
    substitutions: evaluation.substitutions,
    unknownNames: evaluation.unknownNames,
    patternProblems: evaluation.patternProblems,
  };
}

/** Whether words spelled nearly so are looked for: asked for, or because a word is nowhere as written. */
function asksNearWords(vocabulary: Vocabulary, node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') {
    return node.parts.some((part) => asksNearWords(vocabulary, part));
  }
  if (node.kind !== 'word' || node.isPrefix) return false;
  const terms = termsOf(node.word);
  if (!terms.some((term) => allowedTypos(term.length) > 0)) return false;
  return node.isFuzzy || terms.every((term) => vocabulary.find(term) < 0);
}

/** The one part that needs texts to be read, where nothing is checked after it; null when there is none. */
function lastChecked(root: QueryNode): QueryNode | null {
  if (isRead(root)) return root;
  if (root.kind !== 'and') return null;
  const reading = root.parts.filter(readsTexts);
  const [only] = reading;
  return reading.length === 1 && only && isRead(only) ? only : null;
}

function isRead(node: QueryNode): boolean {
  return node.kind === 'phrase' || node.kind === 'pattern';
}

function readsTexts(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.some(readsTexts);
  return node.kind === 'not' ? readsTexts(node.part) : isRead(node);
}
