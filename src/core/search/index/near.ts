/**
 * Words within a few edits of another one, from the sorted words alone: words side by side share their
 * beginnings, so the rows of the edit distance (Wagner and Fischer 1974) of a beginning are kept from word
 * to word. Where no ending of a beginning can be near enough, all words that begin so are passed over by
 * galloping, and those with another letter there that the word has not thereabouts.
 * "peace" within 1 of "peas", "peat", "place": p, pe, pea are reckoned once.
 * Cost: the beginnings that are still near, some thousands of a million words; only the cells within
 * `limit` of the diagonal are reckoned. No memory of its own but the rows.
 */
import type { TermList } from './vocabulary.ts';

export interface NearTerm {
  term: number;
  distance: number;
}

/** Terms of sorted words within `limit` edits of a word, ascending, with their distances in UTF-16 units. */
export function nearTerms(list: TermList, word: string, limit: number): NearTerm[] {
  const { offsets, chars } = list;
  const walk = new Walk(word, limit);
  const found: NearTerm[] = [];
  const size = offsets.length - 1;
  for (let term = 0; term < size;) {
    const start = offsets[term] ?? 0;
    const length = (offsets[term + 1] ?? 0) - start;
    if (walk.follow(chars, start, length)) {
      const distance = walk.distanceAt(length);
      if (distance <= limit) found.push({ term, distance });
      term += 1;
    } else term = endOfBeginning(list, term, walk.depth, walk.nextLetter());
  }
  return found;
}

/** The rows of the edit distance of one word and the beginnings of others. */
class Walk {
  /** Letters of the last word that have rows; where it was given up, the last of them is beyond reach. */
  depth = 0;
  private readonly word: string;
  private readonly limit: number;
  private readonly width: number;
  private readonly path: Uint16Array;
  private readonly rows: Uint16Array;

  constructor(word: string, limit: number) {
    this.word = word;
    this.limit = limit;
    this.width = word.length + 1;
    const deepest = word.length + limit + 1;
    this.path = new Uint16Array(deepest);
    this.rows = new Uint16Array((deepest + 1) * this.width).fill(limit + 1);
    for (let at = 0; at <= Math.min(limit, word.length); at += 1) this.rows[at] = at;
  }

  /** Goes along a word; false when none that begins like its first `depth` letters is near enough. */
  follow(chars: Uint16Array, start: number, length: number): boolean {
    const { path } = this;
    let depth = 0;
    const known = Math.min(this.depth, length);
    while (depth < known && path[depth] === chars[start + depth]) depth += 1;
    let isNear = true;
    while (isNear && depth < length) {
      const code = chars[start + depth] ?? 0;
      path[depth] = code;
      depth += 1;
      isNear = this.reckon(depth, code);
    }
    this.depth = depth;
    return isNear;
  }

  /** Where the walk was given up: the next letter in that place which may do better. */
  nextLetter(): number {
    const { word, depth, limit } = this;
    const code = this.path[depth - 1] ?? 0;
    let next = 0x10000;
    const to = Math.min(word.length, depth + limit);
    for (let at = Math.max(0, depth - limit - 1); at < to; at += 1) {
      const letter = word.charCodeAt(at);
      if (letter === code) return code + 1;
      if (letter > code && letter < next) next = letter;
    }
    return next;
  }

  distanceAt(length: number): number {
    const { word, limit, width, rows } = this;
    if (Math.abs(length - word.length) > limit) return limit + 1;
    return rows[length * width + word.length] ?? 0;
  }

  /** The row of one more letter; whether any of its cells is within the limit. */
  private reckon(depth: number, code: number): boolean {
    const { word, limit, width, rows } = this;
    const before = (depth - 1) * width;
    const row = depth * width;
    const from = Math.max(1, depth - limit);
    const to = Math.min(word.length, depth + limit);
    let left = depth - limit > 1 ? limit + 1 : depth;
    if (depth <= limit) rows[row] = depth;
    let least = depth <= limit ? depth : limit + 1;
    for (let at = from; at <= to; at += 1) {
      let value = (rows[before + at - 1] ?? 0) + (word.charCodeAt(at - 1) === code ? 0 : 1);
      const up = (rows[before + at] ?? 0) + 1;
      if (up < value) value = up;
      if (left + 1 < value) value = left + 1;
      rows[row + at] = value;
      left = value;
      if (value < least) least = value;
    }
    return least <= limit;
  }
}

/** The first term after `term` that has not its first `depth` letters, the last of them below `next`. */
function endOfBeginning(list: TermList, term: number, depth: number, next: number): number {
  const size = list.offsets.length - 1;
  let step = 1;
  let low = term + 1;
  let high = term + 1;
  while (high < size && isPassed(list, high, term, depth, next)) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  if (high > size) high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPassed(list, middle, term, depth, next)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isPassed(
  { offsets, chars }: TermList,
  other: number,
  term: number,
  depth: number,
  next: number,
): boolean {
  const begin = offsets[other] ?? 0;
  const start = offsets[term] ?? 0;
  if ((offsets[other + 1] ?? 0) - begin < depth) return false;
  if ((chars[begin + depth - 1] ?? 0) >= next) return false;
  for (let at = depth - 2; at >= 0; at -= 1) {
    if (chars[begin + at] !== chars[start + at]) return false;
  }
  return true;
}
