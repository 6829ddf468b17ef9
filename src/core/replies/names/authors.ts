import type { InferenceComment } from '../inference.ts';

/** Who wrote what. Named commenters are 0…count-1 by first comment; -1 = no name (an unknown person). */
export interface Authors {
  count: number;
  names: string[];
  of: Int32Array;
  /** Earlier comment by the same named author; -1 = none. Nameless comments have none. */
  previousOwn: Int32Array;
  /** Latest earlier comment that is not surely by the same author; -1 = none. */
  previousOther: Int32Array;
  /** Next comment by the same named author; n = none. */
  nextOwn: Int32Array;
  /** Comments of each author in order: list[start[a]…start[a+1]). */
  start: Int32Array;
  list: Int32Array;
  nameless: number;
}

/** A name as identity: trimmed, NFKC, case folded; '' and null are no name. */
export function authorKey(author: string | null): string {
  return author === null ? '' : author.trim().normalize('NFKC').toLowerCase();
}

/** Reads the authors of a page. Linear. */
export function readAuthors(comments: readonly InferenceComment[]): Authors {
  const n = comments.length;
  const of = new Int32Array(n).fill(-1);
  const names: string[] = [];
  const ids = new Map<string, number>();
  let nameless = 0;
  comments.forEach((comment, i) => {
    const key = authorKey(comment.author);
    if (key === '') {
      nameless++;
      return;
    }
    let id = ids.get(key);
    if (id === undefined) {
      id = names.length;
      ids.set(key, id);
      names.push((comment.author ?? '').trim());
    }
    of[i] = id;
  });
  return { count: names.length, names, of, nameless, ...lists(of, names.length) };
}

function lists(
  of: Int32Array,
  count: number,
): Pick<Authors, 'previousOwn' | 'previousOther' | 'nextOwn' | 'start' | 'list'> {
  const n = of.length;
  const previousOwn = new Int32Array(n).fill(-1);
  const previousOther = new Int32Array(n).fill(-1);
  const nextOwn = new Int32Array(n).fill(n);
  const last = new Int32Array(count).fill(-1);
  const start = new Int32Array(count + 1);
  for (let i = 0; i < n; i++) {
    const author = of[i] ?? -1;
    if (i > 0) {
      const isOther = author < 0 || of[i - 1] !== author;
      previousOther[i] = isOther ? i - 1 : (previousOther[i - 1] ?? -1);
    }
    if (author < 0) continue;
    const own = last[author] ?? -1;
    previousOwn[i] = own;
    if (own >= 0) nextOwn[own] = i;
    last[author] = i;
    start[author + 1] = (start[author + 1] ?? 0) + 1;
  }
  for (let a = 0; a < count; a++) start[a + 1] = (start[a + 1] ?? 0) + (start[a] ?? 0);
  const list = new Int32Array(start[count] ?? 0);
  const next = start.slice();
  for (let i = 0; i < n; i++) {
    const author = of[i] ?? -1;
    if (author < 0) continue;
    const at = next[author] ?? 0;
    list[at] = i;
    next[author] = at + 1;
  }
  return { previousOwn, previousOther, nextOwn, start, list };
}
