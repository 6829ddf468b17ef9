/**
 * Double posts: same article, same author (or both without a name), same text, at most 5 minutes apart;
 * or an empty repeat under the identical header. Looks back over the last 20,000 to 40,000 comments
 * (two generations of a map), so memory is bounded; a repeat further away is not marked.
 */
import type { ImportedComment } from '../../core/corpus.ts';
import { hash53 } from '../text/hash.ts';

const GENERATION = 20_000;
const WITHIN_MIN = 5;

interface Seen {
  id: string;
  timeMin: number | null;
  timeText: string | undefined;
}

export class DuplicateFinder {
  #recent = new Map<number, Seen>();
  #older = new Map<number, Seen>();

  /** Id of the earlier comment that this one repeats, or null. */
  find(comment: ImportedComment, timeMin: number | null): string | null {
    const { author, article } = comment;
    const text = comment.body.trim();
    const who = `${article}\u0000${author === null ? '' : `@${author}`}\u0000`;
    const header = author === null ? null : hash53(`${who}h${timeMin}${comment.timeText ?? ''}`);
    const now: Seen = { id: comment.id, timeMin, timeText: comment.timeText };
    if (text === '') return header === null ? null : (this.#get(header)?.id ?? null);
    const key = hash53(`${who}t${text}`);
    const earlier = this.#get(key);
    const isRepeat = earlier !== undefined && isClose(earlier, now);
    this.#put(key, isRepeat ? { ...now, id: earlier.id } : now);
    if (header !== null) this.#put(header, now);
    return isRepeat ? earlier.id : null;
  }

  #get(key: number): Seen | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  #put(key: number, seen: Seen): void {
    if (this.#recent.size >= GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, seen);
  }
}

function isClose(a: Seen, b: Seen): boolean {
  if (a.timeMin === null || b.timeMin === null) {
    return a.timeMin === b.timeMin && a.timeText === b.timeText;
  }
  return Math.abs(a.timeMin - b.timeMin) <= WITHIN_MIN;
}
