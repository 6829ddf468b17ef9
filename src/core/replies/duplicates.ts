import type { InferenceComment } from './inference.ts';

const WINDOW_MIN = 5;

/** Which comments repeat which. A double post answers what the first copy answers; replies go to the latest copy. */
export interface Duplicates {
  /** First copy of a later one; -1 = no copy. */
  of: Int32Array;
  /** Next copy; the number of comments when there is none. */
  next: Int32Array;
}

/** For each comment the first earlier one by the same author (or also nameless) with the same text within five minutes; -1 = none. */
export function findDuplicates(comments: readonly InferenceComment[]): Duplicates {
  const next = new Int32Array(comments.length).fill(comments.length);
  const latest = new Map<number, number>();
  const of = new Int32Array(comments.length).fill(-1);
  const seen = new Map<string, number>();
  comments.forEach((comment, i) => {
    const body = comment.body.trim();
    if (body.length < 12) return;
    const key = `${comment.author ?? ''}\n${body}`;
    const first = seen.get(key);
    const apart = first === undefined ? NaN : (comment.time ?? 0) - (comments[first]?.time ?? 0);
    if (first !== undefined && Math.abs(apart) <= WINDOW_MIN) {
      of[i] = first;
      next[latest.get(first) ?? first] = i;
      latest.set(first, i);
    } else seen.set(key, i);
  });
  return { of, next };
}
