import type { InferenceComment } from './inference.ts';

const WINDOW_MIN = 5;
/** Shorter texts are no copies: many say the same few words. */
const LEAST_LENGTH = 12;

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
  const isMet = mayRepeat(comments);
  comments.forEach((comment, i) => {
    if (isMet[i] === 0) return;
    const body = comment.body.trim();
    if (body.length < LEAST_LENGTH) return;
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

/**
 * 0 = no other comment ends like this one and has as many characters with its author's name: few texts are
 * looked at whole.
 */
function mayRepeat(comments: readonly InferenceComment[]): Uint8Array {
  const isMet = new Uint8Array(comments.length);
  const first = new Map<number, number>();
  comments.forEach(({ author, body }, i) => {
    const trimmed = body.trimEnd();
    if (trimmed.length < LEAST_LENGTH) return;
    let hash = (author?.length ?? 0) + trimmed.trimStart().length;
    for (let at = trimmed.length - LEAST_LENGTH; at < trimmed.length; at++) {
      hash = Math.imul(hash ^ trimmed.charCodeAt(at), 0x01000193);
    }
    const other = first.get(hash);
    if (other === undefined) first.set(hash, i);
    else isMet[i] = isMet[other] = 1;
  });
  return isMet;
}
