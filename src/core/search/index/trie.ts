/**
 * A sorted vocabulary as a compressed prefix tree in three arrays, nodes in preorder:
 *   cat, catch, dog →  node 0 'cat' (first term 0, skip 2) · node 1 'ch' (term 1, skip 2) · node 2 'dog'
 * `depth` = letters from the root to the node's end, `term` = first term below it, `skip` = next node
 * that is not below it. A walk that prunes is a loop: node + 1 to go down, skip[node] to pass by.
 * The fuzzy walk is that of MiniSearch's radix tree (after stevehanov.ca/blog/?id=114): one row of the
 * Levenshtein matrix per letter, shared by all terms below. Cost of building: linear in terms × depth.
 * Limit: terms of at most 255 UTF-16 units.
 */
export interface Trie {
  depth: Uint8Array;
  term: Uint32Array;
  skip: Uint32Array;
}

/** Terms as UTF-16 units: term i is chars[offsets[i], offsets[i + 1]). Sorted by units, no duplicates. */
export interface TermList {
  offsets: Uint32Array;
  chars: Uint16Array;
}

function commonPrefix(list: TermList, a: number, b: number): number {
  const { offsets, chars } = list;
  const startA = offsets[a] ?? 0;
  const startB = offsets[b] ?? 0;
  const limit = Math.min((offsets[a + 1] ?? 0) - startA, (offsets[b + 1] ?? 0) - startB);
  let at = 0;
  while (at < limit && chars[startA + at] === chars[startB + at]) at += 1;
  return at;
}

/** Builds the tree of a sorted list. */
export function buildTrie(list: TermList): Trie {
  const count = list.offsets.length - 1;
  const shared = new Uint8Array(count + 1);
  for (let i = 1; i < count; i += 1) shared[i] = commonPrefix(list, i - 1, i);
  const depth = new Uint8Array(2 * count);
  const term = new Uint32Array(2 * count);
  const skip = new Uint32Array(2 * count);
  let nodes = 0;
  const addChildren = (from: number, to: number, above: number): void => {
    for (let start = from; start < to;) {
      const length = (list.offsets[start + 1] ?? 0) - (list.offsets[start] ?? 0);
      if (length === above) {
        start += 1;
        continue;
      }
      let end = start + 1;
      let least = length;
      while (end < to && (shared[end] ?? 0) > above) {
        least = Math.min(least, shared[end] ?? 0);
        end += 1;
      }
      const node = nodes;
      nodes += 1;
      depth[node] = least;
      term[node] = start;
      if (end - start > 1 || length > least) addChildren(start, end, least);
      skip[node] = nodes;
      start = end;
    }
  };
  addChildren(0, count, 0);
  return { depth: depth.slice(0, nodes), term: term.slice(0, nodes), skip: skip.slice(0, nodes) };
}

/** Terms within `limit` edits of `word`, ascending, with their distances. */
export function nearTerms(
  list: TermList,
  trie: Trie,
  word: string,
  limit: number,
): { term: number; distance: number }[] {
  const { offsets, chars } = list;
  const width = word.length + 1;
  const height = width + limit;
  const matrix = new Uint8Array((height + 1) * width).fill(limit + 1);
  for (let j = 0; j < width; j += 1) matrix[j] = j;
  for (let i = 1; i <= height; i += 1) matrix[i * width] = i;
  const letters = new Uint16Array(word.length);
  for (let at = 0; at < word.length; at += 1) letters[at] = word.charCodeAt(at);
  const found: { term: number; distance: number }[] = [];
  const above = new Uint8Array(257);
  let level = 0;
  const ends = new Uint32Array(257);
  const nodes = trie.depth.length;
  for (let node = 0; node < nodes;) {
    while (level > 0 && node >= (ends[level] ?? 0)) level -= 1;
    const from = level === 0 ? 0 : (above[level] ?? 0);
    const to = trie.depth[node] ?? 0;
    const term = trie.term[node] ?? 0;
    const start = offsets[term] ?? 0;
    let isNear = true;
    for (let i = from + 1; i <= to && isNear; i += 1) {
      isNear = i < height && fillRow(matrix, letters, width, i, chars[start + i - 1] ?? 0, limit);
    }
    if (!isNear) {
      node = trie.skip[node] ?? nodes;
      continue;
    }
    const distance = matrix[to * width + width - 1] ?? limit + 1;
    if ((offsets[term + 1] ?? 0) - start === to && distance <= limit)
      found.push({ term, distance });
    level += 1;
    above[level] = to;
    ends[level] = trie.skip[node] ?? nodes;
    node += 1;
  }
  return found;
}

/** Fills the banded matrix row of the i-th letter; false when nothing below can be near enough. */
function fillRow(
  matrix: Uint8Array,
  letters: Uint16Array,
  width: number,
  i: number,
  letter: number,
  limit: number,
): boolean {
  const row = i * width;
  const before = row - width;
  let least = matrix[row] ?? 0;
  const first = Math.max(0, i - limit - 1);
  const last = Math.min(width - 1, i + limit);
  for (let j = first; j < last; j += 1) {
    const change = (matrix[before + j] ?? 0) + (letters[j] === letter ? 0 : 1);
    const drop = (matrix[before + j + 1] ?? 0) + 1;
    const insert = (matrix[row + j] ?? 0) + 1;
    const value = Math.min(change, drop, insert);
    matrix[row + j + 1] = value;
    if (value < least) least = value;
  }
  return least <= limit;
}
