import { type Columns, PARENT_TOP } from '../columns.ts';

/** How a reply is known. Pending and unknowable ones are `none`. */
export const REPLY = { none: 0, inferred: 1, settled: 2, stated: 3 } as const;

/** At or above this probability an inferred reply counts in the low end of a range. */
export const STRONG = 0.8;

/** Best parent of each comment, one entry a row. */
export interface Replies {
  /** Row of the parent; negative = top level or not known. */
  parent: Int32Array;
  /** 1 for stated and settled replies. */
  probability: Float32Array;
  /** A value of REPLY. */
  kind: Uint8Array;
  /**
   * Who is answered, summed over each commenter's comments: the row of a comment of the likeliest commenter,
   * and of the next one where it is likely enough to be kept; negative = nobody.
   */
  addressee: Int32Array;
  addresseeProbability: Float32Array;
  second: Int32Array;
  secondProbability: Float32Array;
}

/** Replies of which nothing is known. */
export function unknownReplies(count: number): Replies {
  return {
    parent: new Int32Array(count).fill(PARENT_TOP),
    probability: new Float32Array(count),
    kind: new Uint8Array(count),
    addressee: new Int32Array(count).fill(PARENT_TOP),
    addresseeProbability: new Float32Array(count),
    second: new Int32Array(count).fill(PARENT_TOP),
    secondProbability: new Float32Array(count),
  };
}

/** Writes a reply that is known for sure: its parent's author is the one answered. */
export function putFact(
  replies: Replies,
  row: number,
  parent: number,
  kind: typeof REPLY.stated | typeof REPLY.settled | typeof REPLY.none,
): void {
  replies.parent[row] = parent;
  replies.probability[row] = 1;
  replies.kind[row] = kind;
  replies.addressee[row] = parent;
  replies.addresseeProbability[row] = 1;
  replies.second[row] = PARENT_TOP;
  replies.secondProbability[row] = 0;
}

/** Nothing is known of this reply. */
export function forget(replies: Replies, row: number): void {
  putFact(replies, row, PARENT_TOP, REPLY.none);
  replies.probability[row] = 0;
  replies.addresseeProbability[row] = 0;
}

/** Replies as far as the sources state them; the rest is `none` until it is inferred. */
export function statedReplies(columns: Pick<Columns, 'count' | 'stated'>): Replies {
  const { count, stated } = columns;
  const replies = unknownReplies(count);
  for (let row = 0; row < count; row++) {
    const to = stated[row] ?? PARENT_TOP;
    if (to >= PARENT_TOP) putFact(replies, row, to, REPLY.stated);
  }
  return replies;
}

/** Whether the comment's best parent is drawn and counted at this threshold (1 = only settled, stated). */
export function isDrawn(replies: Replies, row: number, threshold: number): boolean {
  if ((replies.parent[row] ?? -1) < 0) return false;
  const kind = replies.kind[row] ?? REPLY.none;
  if (kind >= REPLY.settled) return true;
  if (kind === REPLY.none || threshold >= 1) return false;
  return (replies.probability[row] ?? 0) >= Math.fround(threshold);
}

/**
 * Of each row, comments by the one or two commenters it answers at this threshold; negative = nobody. The
 * network counts the same.
 */
export function answeredRows(
  replies: Replies,
  threshold: number,
): { first: Int32Array; second: Int32Array } {
  const { kind, addresseeProbability, secondProbability } = replies;
  const least = leastChance(threshold);
  const isCounted = (row: number, chance: number): boolean =>
    (kind[row] ?? 0) >= REPLY.settled || (kind[row] !== REPLY.none && chance >= least);
  return {
    first: replies.addressee.map((to, row) =>
      isCounted(row, addresseeProbability[row] ?? 0) ? to : PARENT_TOP,
    ),
    second: replies.second.map((to, row) =>
      isCounted(row, secondProbability[row] ?? 0) ? to : PARENT_TOP,
    ),
  };
}

/** At 1 no guess counts, however sure. */
export function leastChance(threshold: number): number {
  return threshold >= 1 ? Infinity : Math.fround(threshold);
}

/** Parent row of each comment at this threshold; -1 = starts a thread. */
export function drawnParents(replies: Replies, threshold: number): Int32Array {
  const drawn = new Int32Array(replies.parent.length).fill(-1);
  for (let row = 0; row < drawn.length; row++) {
    if (isDrawn(replies, row, threshold)) drawn[row] = replies.parent[row] ?? -1;
  }
  return drawn;
}
