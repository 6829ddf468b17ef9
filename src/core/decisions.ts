/**
 * What the reader decided on a corpus, as a backup carries it: comments by their 1-based place in the file,
 * commenters by permalink key. Null for a parent = top level.
 */
export type Decision =
  | ({ on: 'reply' } & ReplyDecision)
  | ({ on: 'nickname' } & NicknameDecision)
  | ({ on: 'merge' } & MergeDecision);

export interface ReplyDecision {
  comment: number;
  kind: 'confirm' | 'choose' | 'reject';
  /** The parent that holds; absent while parents were only ruled out. */
  parent?: number | null;
  rejected: (number | null)[];
}

export interface NicknameDecision {
  form: string;
  commenter: string;
  verdict: 'confirm' | 'veto';
}

/** `order` is its place among the merges. */
export interface MergeDecision {
  from: string;
  into: string;
  order: number;
}
