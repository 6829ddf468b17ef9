/**
 * Double posts: same article, same author (or both without a name), same text, at most 5 minutes apart;
 * or an empty repeat under the identical header. Looks back over the last 20,000 to 40,000 comments
 * (two generations of a table), so memory is bounded; a repeat further away is not marked. Texts are
 * compared by 53-bit hashes.
 */
import type { ImportedComment } from '../../core/corpus.ts';
import { hash53 } from '../text/hash.ts';

const GENERATION = 20_000;
const SLOTS = 1 << 16;
const WITHIN_MIN = 5;

interface Seen {
  id: string;
  timeMin: number | null;
  timeText: string | undefined;
}

/** Open addressing from hash to what was seen last under it; a third full at most. */
class Generation {
  size = 0;
  readonly #keys = new Float64Array(SLOTS);
  readonly #values: (Seen | undefined)[] = new Array<Seen | undefined>(SLOTS).fill(undefined);

  get(key: number): Seen | undefined {
    return this.#values[this.#slotOf(key)];
  }

  set(key: number, seen: Seen): void {
    const slot = this.#slotOf(key);
    if (this.#values[slot] === undefined) this.size++;
    this.#keys[slot] = key;
    this.#values[slot] = seen;
  }

  #slotOf(key: number): number {
    let slot = (key % SLOTS) | 0;
    while (this.#values[slot] !== undefined && this.#keys[slot] !== key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}

export class DuplicateFinder {
  #recent = new Generation();
  #older = new Generation();

  /** Id of the earlier comment that this one repeats, or null. */
  find(comment: ImportedComment, timeMin: number | null): string | null {
    const { author, article, timeText } = comment;
    const text = comment.body.trim();
    const who = hash53(author === null ? article : `${article}\u0000@${author}`) | 0;
    const header = author === null ? null : hash53(`h${String(timeMin)}${timeText ?? ''}`, who);
    if (text === '') return header === null ? null : (this.#get(header)?.id ?? null);
    const key = hash53(text, who);
    const earlier = this.#get(key);
    const now: Seen = { id: comment.id, timeMin, timeText };
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
      this.#recent = new Generation();
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
