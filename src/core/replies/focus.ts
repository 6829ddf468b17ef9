import { NAMED } from './names/address.ts';
import type { Page } from './page.ts';

export const MAX_CANDIDATES = 40;
const WINDOW = 24;
const BY_RARE_WORDS = 8;
const RECENT_POSTINGS = 4;
const MAX_TOUCHED = 256;

/** One comment with its candidate parents, nearest first, and what is compared among them. Reused. */
export interface Focus {
  i: number;
  /** First comment that may be a parent under the layout at hand. */
  low: number;
  count: number;
  parent: Int32Array;
  /** Cosine of rare words. */
  similarity: Float32Array;
  bestSimilarity: number;
  said: Float32Array;
  quoted: Float32Array;
  echoAt: Int32Array;
  bestSaid: number;
  bestQuoted: number;
  /** Distinct other authors between candidate and comment, at most 9. */
  between: Uint8Array;
  /** How this comment names each candidate's author (0 = not), and how strongly it names anybody. */
  named: Uint8Array;
  namesAnybody: number;
  /** Bits per candidate: 1 its author addressed this author before, 2 was addressed by this author, 4 addresses this author soon after. */
  talk: Uint8Array;
  seen: Int32Array;
  /** By stem: squared rarity of the comment's own stems while candidates are compared, else 0. */
  weight: Float64Array;
  stamp: number;
  /** Working arrays of the rare-word index. */
  score: Float32Array;
  touched: Int32Array;
  best: Int32Array;
}

/** A focus for any comment of the page. */
export function createFocus(page: Page): Focus {
  const bytes = (): Uint8Array => new Uint8Array(MAX_CANDIDATES);
  const floats = (): Float32Array => new Float32Array(MAX_CANDIDATES);
  return {
    i: -1,
    low: 0,
    count: 0,
    parent: new Int32Array(MAX_CANDIDATES),
    similarity: floats(),
    bestSimilarity: 0,
    said: floats(),
    quoted: floats(),
    echoAt: new Int32Array(MAX_CANDIDATES),
    bestSaid: 0,
    bestQuoted: 0,
    between: bytes(),
    named: bytes(),
    namesAnybody: 0,
    talk: bytes(),
    seen: new Int32Array(page.n).fill(-1),
    weight: new Float64Array(page.bags.rarity.length),
    stamp: 0,
    score: new Float32Array(page.n),
    touched: new Int32Array(MAX_TOUCHED),
    best: new Int32Array(BY_RARE_WORDS),
  };
}

/**
 * Points the focus at comment i with its candidates from `low` on: the same as with all before it, then
 * `narrow`. Cost: O(candidates × words of a comment).
 */
export function focusOn(page: Page, focus: Focus, i: number, low = 0): void {
  focus.i = i;
  focus.low = 0;
  focus.count = 0;
  focus.stamp++;
  let reached = i;
  while (reached > 0 && focus.count < WINDOW) add(page, focus, --reached);
  if (reached > low) addDistant(page, focus);
  else if (i > focus.count && mayOverflow(page, i)) addByRareWords(page, focus);
  dropBelow(focus, low);
  compareWords(page, focus);
  readLinks(page, focus);
  countBetween(page, focus);
  readNames(page, focus);
  readTalk(page, focus);
  findBest(focus);
}

/** Leaves only the candidates from `low` on; they are the nearest ones. */
export function narrow(focus: Focus, low: number): void {
  dropBelow(focus, low);
  findBest(focus);
}

function dropBelow(focus: Focus, low: number): void {
  focus.low = low;
  while (focus.count > 0 && (focus.parent[focus.count - 1] ?? 0) < low) focus.count--;
}

/** Candidates farther back than the window. */
function addDistant(page: Page, focus: Focus): void {
  add(page, focus, page.runs.startOf[focus.i] ?? 0);
  addNamed(page, focus);
  addEchoes(page, focus);
  addOwn(page, focus);
  addByRareWords(page, focus);
  add(page, focus, 0);
  focus.parent.subarray(WINDOW, Math.max(WINDOW, focus.count)).sort().reverse();
}

function findBest(focus: Focus): void {
  focus.bestSimilarity = 0;
  focus.bestSaid = 0;
  focus.bestQuoted = 0;
  for (let k = 0; k < focus.count; k++) {
    focus.bestSimilarity = Math.max(focus.bestSimilarity, focus.similarity[k] ?? 0);
    focus.bestSaid = Math.max(focus.bestSaid, focus.said[k] ?? 0);
    focus.bestQuoted = Math.max(focus.bestQuoted, focus.quoted[k] ?? 0);
  }
}

function add(page: Page, focus: Focus, j: number): void {
  if (j < 0 || j >= focus.i || focus.count >= MAX_CANDIDATES) return;
  if (focus.seen[j] === focus.stamp || (page.duplicates.next[j] ?? focus.i) < focus.i) return;
  focus.seen[j] = focus.stamp;
  focus.parent[focus.count++] = j;
}

/** Number of entries below `value` in list[from…to), ascending. */
export function lowerBound(list: Int32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addLast(page: Page, focus: Focus, author: number, most: number): void {
  const from = page.authors.start[author] ?? 0;
  const at = lowerBound(page.authors.list, from, page.authors.start[author + 1] ?? 0, focus.i);
  for (let k = at - 1; k >= Math.max(from, at - most); k--)
    add(page, focus, page.authors.list[k] ?? 0);
}

function addNamed(page: Page, focus: Focus): void {
  const { start, author, kind } = page.mentions;
  const end = start[focus.i + 1] ?? 0;
  for (let at = start[focus.i] ?? 0; at < end; at++) {
    addLast(page, focus, author[at] ?? 0, (kind[at] ?? 0) >= NAMED.alias ? 3 : 1);
  }
  const own = page.authors.of[focus.i] ?? -1;
  if (own < 0) return;
  const callers = page.talk;
  const from = callers.start[own] ?? 0;
  const at = lowerBound(callers.comment, from, callers.start[own + 1] ?? 0, focus.i);
  for (let k = at - 1; k >= Math.max(from, at - 3); k--) add(page, focus, callers.comment[k] ?? 0);
}

function addEchoes(page: Page, focus: Focus): void {
  const { start, to } = page.echoes;
  const from = start[focus.i] ?? 0;
  for (let at = from; at < Math.min(from + 4, start[focus.i + 1] ?? 0); at++) {
    add(page, focus, to[at] ?? 0);
  }
}

function addOwn(page: Page, focus: Focus): void {
  const own = page.authors.previousOwn[focus.i] ?? -1;
  if (own < 0) return;
  add(page, focus, own);
  const other = page.authors.previousOther[own] ?? -1;
  if (other >= 0) add(page, focus, other);
}

/** Whether comment i may touch more comments than there is room for: what is left over counts for later ones. */
function mayOverflow({ bags }: Page, i: number): boolean {
  return ((bags.start[i + 1] ?? 0) - (bags.start[i] ?? 0)) * RECENT_POSTINGS > MAX_TOUCHED;
}

function addByRareWords(page: Page, focus: Focus): void {
  const { start, stem, place, postingStart, postings, rarity, frequency, norm } = page.bags;
  const { score, touched } = focus;
  const most = Math.max(4, page.n / 20);
  let count = 0;
  const end = start[focus.i + 1] ?? 0;
  for (let at = start[focus.i] ?? 0; at < end; at++) {
    const id = stem[at] ?? 0;
    const many = frequency[id] ?? 0;
    if (many < 2 || many > most) continue;
    const here = place[at] ?? 0;
    const last = Math.max(postingStart[id] ?? 0, here - RECENT_POSTINGS);
    const rare = rarity[id] ?? 0;
    for (let k = here - 1; k >= last; k--) {
      const j = postings[k] ?? 0;
      const before = score[j] ?? 0;
      if (before === 0 && count < touched.length) touched[count++] = j;
      score[j] = before + rare / (1 + (norm[j] ?? 0) / 20);
    }
  }
  const kept = keepBest(focus, count);
  for (let at = 0; at < kept; at++) add(page, focus, focus.best[at] ?? 0);
  for (let at = 0; at < count; at++) score[touched[at] ?? 0] = 0;
}

/** Moves the touched comments of highest score into `best`, highest first, the later of equals; returns how many. */
function keepBest({ score, touched, best }: Focus, count: number): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const j = touched[at] ?? 0;
    const own = score[j] ?? 0;
    let place = kept;
    while (place > 0) {
      const other = best[place - 1] ?? 0;
      const lead = own - (score[other] ?? 0);
      if (lead < 0 || (lead === 0 && j < other)) break;
      if (place < BY_RARE_WORDS) best[place] = other;
      place--;
    }
    if (place < BY_RARE_WORDS) best[place] = j;
    if (kept < BY_RARE_WORDS) kept++;
  }
  return kept;
}

function compareWords(page: Page, focus: Focus): void {
  const { start, stem, rarity, norm } = page.bags;
  const { i, weight, parent, similarity } = focus;
  const from = start[i] ?? 0;
  const end = start[i + 1] ?? 0;
  if (from === end) {
    similarity.fill(0);
    return;
  }
  for (let at = from; at < end; at++) {
    const id = stem[at] ?? 0;
    weight[id] = (rarity[id] ?? 0) ** 2;
  }
  const length = norm[i] ?? 1;
  for (let k = 0; k < focus.count; k++) {
    const j = parent[k] ?? 0;
    let dot = 0;
    const stop = start[j + 1] ?? 0;
    for (let at = start[j] ?? 0; at < stop; at++) dot += weight[stem[at] ?? 0] ?? 0;
    similarity[k] = dot > 0 ? dot / (length * (norm[j] ?? 1)) : 0;
  }
  for (let at = from; at < end; at++) weight[stem[at] ?? 0] = 0;
}

function readLinks(page: Page, focus: Focus): void {
  const { start, to, said, quoted, at } = page.echoes;
  focus.said.fill(0);
  focus.quoted.fill(0);
  for (let link = start[focus.i] ?? 0; link < (start[focus.i + 1] ?? 0); link++) {
    const j = to[link] ?? 0;
    if (focus.seen[j] !== focus.stamp) continue;
    for (let k = 0; k < focus.count; k++) {
      if (focus.parent[k] !== j) continue;
      focus.said[k] = said[link] ?? 0;
      focus.quoted[k] = quoted[link] ?? 0;
      focus.echoAt[k] = at[link] ?? 0;
    }
  }
}

function countBetween(page: Page, focus: Focus): void {
  const { of, nextOwn } = page.authors;
  const own = of[focus.i] ?? -1;
  let distinct = 0;
  let t = focus.i - 1;
  for (let k = 0; k < focus.count; k++) {
    const j = focus.parent[k] ?? 0;
    for (; t > j && distinct < 9; t--) {
      const author = of[t] ?? -1;
      const isNew = author < 0 || (author !== own && (nextOwn[t] ?? 0) >= focus.i);
      if (isNew) distinct++;
    }
    focus.between[k] = distinct;
    if (t > j) t = j;
  }
}

function readNames(page: Page, focus: Focus): void {
  const { start, author, kind } = page.mentions;
  const from = start[focus.i] ?? 0;
  const end = start[focus.i + 1] ?? 0;
  focus.namesAnybody = 0;
  focus.named.fill(0);
  for (let at = from; at < end; at++) {
    const strength = kind[at] ?? 0;
    if (strength > focus.namesAnybody) focus.namesAnybody = strength;
    for (let k = 0; k < focus.count; k++) {
      if (page.authors.of[focus.parent[k] ?? 0] !== author[at]) continue;
      if (strength > (focus.named[k] ?? 0)) focus.named[k] = strength;
    }
  }
}

function readTalk(page: Page, focus: Focus): void {
  focus.talk.fill(0);
  const own = page.authors.of[focus.i] ?? -1;
  if (own < 0 || page.talk.comment.length === 0) return;
  const { start, comment } = page.talk;
  const from = start[own] ?? 0;
  const end = start[own + 1] ?? 0;
  const here = lowerBound(comment, from, end, focus.i);
  for (let k = Math.max(from, here - 4); k < Math.min(end, here + 2); k++) {
    mark(page, focus, page.authors.of[comment[k] ?? 0] ?? -1, k < here ? 1 : 4);
  }
  let mine = page.authors.previousOwn[focus.i] ?? -1;
  for (let back = 0; back < 3 && mine >= 0; back++) {
    const { start: first, author, kind } = page.mentions;
    for (let at = first[mine] ?? 0; at < (first[mine + 1] ?? 0); at++) {
      if ((kind[at] ?? 0) >= NAMED.called) mark(page, focus, author[at] ?? -1, 2);
    }
    mine = page.authors.previousOwn[mine] ?? -1;
  }
}

function mark(page: Page, focus: Focus, author: number, bit: number): void {
  if (author < 0) return;
  for (let k = 0; k < focus.count; k++) {
    if (page.authors.of[focus.parent[k] ?? 0] === author)
      focus.talk[k] = (focus.talk[k] ?? 0) | bit;
  }
}
