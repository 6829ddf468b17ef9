/** Rows of the parts of a query that are not text: people, places, times, flags, numbers. */
import { FLAG, PARENT_TOP } from '../columns.ts';
import { LANGUAGES } from '../text/script.ts';
import type { SearchContext } from './context.ts';
import type { SearchIndex } from './index/search-index.ts';
import { findArticles, findCommenters, rowsOfUnits } from './people.ts';
import type { HasWhat, IsWhat, NumberField, NumberOp, QueryNode } from './query-types.ts';
import { countReplies } from './replies-got.ts';
import { emptyRows, rowsWhere, type RowSet } from './rows.ts';

type FilterKind = 'author' | 'to' | 'in' | 'time' | 'language' | 'is' | 'has' | 'number';
export type FilterNode = Extract<QueryNode, { kind: FilterKind }>;

const HAS_FLAG: Readonly<Record<HasWhat, number>> = {
  link: FLAG.link,
  quote: FLAG.quote,
  question: FLAG.question,
};

const COMPARE: Readonly<Record<NumberOp, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

function flagged(context: SearchContext, size: number, flag: number): RowSet {
  const { flags } = context.columns;
  return rowsWhere(size, (row) => ((flags[row] ?? 0) & flag) !== 0);
}

function isRows(context: SearchContext, size: number, what: IsWhat): RowSet {
  const { parents } = context;
  switch (what) {
    case 'reply':
      return rowsWhere(size, (row) => (parents[row] ?? PARENT_TOP) >= 0);
    case 'root':
      return rowsWhere(size, (row) => parents[row] === PARENT_TOP);
    case 'anonymous':
      return flagged(context, size, FLAG.nameless);
    case 'duplicate':
      return flagged(context, size, FLAG.duplicate);
    case 'guest':
      return flagged(context, size, FLAG.guest);
  }
}

function numberRows(
  context: SearchContext,
  size: number,
  node: { field: NumberField; op: NumberOp; value: number },
): RowSet {
  const compare = COMPARE[node.op];
  const { value } = node;
  if (node.field === 'words') {
    const { words } = context.columns;
    return rowsWhere(size, (row) => compare(words[row] ?? 0, value));
  }
  if (node.field === 'replies') {
    const replies = countReplies(context.parents);
    return rowsWhere(size, (row) => compare(replies[row] ?? 0, value));
  }
  const { confidence, parents } = context;
  return rowsWhere(size, (row) => {
    if ((parents[row] ?? -2) < PARENT_TOP) return false;
    return compare(confidence ? Math.fround(confidence[row] ?? 0) : 1, Math.fround(value));
  });
}

function timeRows(context: SearchContext, size: number, side: string, timeMin: number): RowSet {
  const { time } = context.columns;
  if (side === 'before') return rowsWhere(size, (row) => (time[row] ?? NaN) < timeMin);
  return rowsWhere(size, (row) => (time[row] ?? NaN) >= timeMin);
}

function toRows(index: SearchIndex, context: SearchContext, commenters: readonly number[]): RowSet {
  const wanted = new Set(commenters);
  const of = index.fields.author.groups?.of ?? new Uint32Array(0);
  const { first, second } = context.answered?.() ?? { first: context.parents, second: null };
  const isWanted = (comment: number): boolean => comment >= 0 && wanted.has(of[comment] ?? 0);
  return rowsWhere(
    index.count,
    (row) => isWanted(first[row] ?? PARENT_TOP) || isWanted(second?.[row] ?? PARENT_TOP),
  );
}

/** Commenters meant by a name, with those the reader merged with them. */
function peopleCalled(
  index: SearchIndex,
  { commenters, together }: SearchContext,
  { name, isPrefix }: { name: string; isPrefix: boolean },
): number[] {
  const found = findCommenters(index, commenters, name, isPrefix);
  return together ? [...new Set(found.flatMap((one) => together(one)))] : found;
}

/** Rows a filter lets pass. Undated rows pass neither before: nor after:. */
export function filterRows(index: SearchIndex, context: SearchContext, node: FilterNode): RowSet {
  const size = index.count;
  const { fields } = index;
  switch (node.kind) {
    case 'author': {
      return rowsOfUnits(fields.author, peopleCalled(index, context, node), size);
    }
    case 'to':
      return toRows(index, context, peopleCalled(index, context, node));
    case 'in':
      return rowsOfUnits(fields.title, findArticles(index, context.articles, node.title), size);
    case 'time':
      return timeRows(context, size, node.side, node.timeMin);
    case 'language': {
      const language = LANGUAGES.indexOf(node.language);
      if (language < 0) return emptyRows(size);
      return rowsWhere(size, (row) => index.languages[row] === language);
    }
    case 'is':
      return isRows(context, size, node.what);
    case 'has':
      return flagged(context, size, HAS_FLAG[node.what]);
    case 'number':
      return numberRows(context, size, node);
  }
}
