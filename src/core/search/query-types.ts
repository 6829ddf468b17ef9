/** What a query line says, as a tree. Plain data: it can be sent, stored and compared. */
export type QueryNode =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; parts: QueryNode[] }
  | { kind: 'not'; part: QueryNode }
  | WordNode
  | { kind: 'phrase'; text: string }
  | { kind: 'pattern'; source: string; flags: string }
  | { kind: 'author' | 'to'; name: string; isPrefix: boolean }
  | { kind: 'in'; title: string }
  | { kind: 'time'; side: 'before' | 'after'; timeMin: number }
  | { kind: 'language'; language: string }
  | { kind: 'is'; what: IsWhat }
  | { kind: 'has'; what: HasWhat }
  | { kind: 'number'; field: NumberField; op: NumberOp; value: number };

/** A word in folded form. `field` 'any' = title, author and body. */
export interface WordNode {
  kind: 'word';
  word: string;
  isPrefix: boolean;
  /** Written with ~: words spelled nearly so match even when the word itself exists. */
  isFuzzy: boolean;
  field: 'any' | 'body';
}

export const IS_WHAT = ['reply', 'root', 'anonymous', 'duplicate', 'guest'] as const;
export const HAS_WHAT = ['link', 'quote', 'question'] as const;
export const SORTS = ['relevance', 'newest', 'oldest', 'replies', 'longest'] as const;
export type IsWhat = (typeof IS_WHAT)[number];
export type HasWhat = (typeof HAS_WHAT)[number];
export type Sort = (typeof SORTS)[number];
export type NumberField = 'replies' | 'words' | 'conf';
export type NumberOp = '<' | '<=' | '=' | '>=' | '>';

/** Something in the query line that was not read as it may have been meant: characters [start, end). */
export interface Notice {
  message: string;
  start: number;
  end: number;
}

export interface Query {
  root: QueryNode;
  /** Null = not said. */
  sort: Sort | null;
  notices: Notice[];
}

/** Longest query line that is read, in UTF-16 units, and deepest nesting of brackets. */
export const MAX_QUERY_LENGTH = 8192;
export const MAX_QUERY_DEPTH = 64;
