/**
 * Word groups a comment shares with earlier ones: runs of three words, and pairs of two uncommon words.
 * A group counts only while few comments have it (1 % of the page, at least 4) and the article does not:
 * the rest is boilerplate or topic. Words quoted from others do not make a comment the group's owner, so a
 * quotation points to who said it first. Example: "Democratic pluralistic Syria" said by #5, repeated by #8
 * → link 8→5 with weight 1. Cost: one hash look-up per word, at most 4 owners per group.
 */
import { createWords, readWords } from './lexicon.ts';
import type { PageText } from '../page.ts';

const OWNERS = 4;
const PAIR_WEIGHT = 0.6;
const MAX_LINKS = 12;
const MAX_ARTICLE_WORDS = 5_000;

/** Links of comment i: entries start[i]…start[i+1), strongest first. */
export interface Echoes {
  start: Uint32Array;
  to: Int32Array;
  /** Shared groups in own words, and in quoted ones. */
  said: Float32Array;
  quoted: Float32Array;
  /** Word (index into the page's words) where the longest shared stretch begins in i. */
  at: Int32Array;
  /** Word groups shared with the article, in own words and in quoted ones. */
  article: Uint16Array;
  articleQuoted: Uint16Array;
  /** First word of the first group shared with the article; -1 = none. */
  articleAt: Int32Array;
  /** Mean groups quoted from comments, per comment: how much of a habit quoting is here. */
  habit: number;
}

interface Groups {
  mask: number;
  keys: Int32Array;
  /** Comments with the group; 0 = an empty slot. */
  frequency: Int32Array;
  lastSeen: Int32Array;
  inArticle: Uint8Array;
}

/** What is used again for the next page, unless it is as large as few pages are. */
interface Room {
  groups: Omit<Groups, 'mask'>;
  slots: Int32Array;
  owners: Int32Array;
}

const MOST_KEPT = 1 << 17;
let room: Room = roomFor(0, 0);

function roomFor(size: number, slots: number): Room {
  return {
    groups: {
      keys: new Int32Array(size),
      frequency: new Int32Array(size),
      lastSeen: new Int32Array(size),
      inArticle: new Uint8Array(size),
    },
    slots: new Int32Array(slots),
    owners: new Int32Array((slots >> 1) * OWNERS),
  };
}

/** Empty groups, slots and owners for a page of so many words. */
function openRoom(words: number): { groups: Groups; slots: Int32Array; owners: Int32Array } {
  let size = 64;
  while (size < (words * 2 + 16) * 1.4) size *= 2;
  let own = room;
  if (own.groups.keys.length < size) own = roomFor(size, size);
  if (size <= MOST_KEPT) room = own;
  own.groups.frequency.fill(0, 0, size);
  own.groups.lastSeen.fill(-1, 0, size);
  own.groups.inArticle.fill(0, 0, size);
  const slots = own.slots.subarray(0, words * 2).fill(NONE);
  return { groups: { mask: size - 1, ...own.groups }, slots, owners: own.owners };
}

function slotOf(groups: Groups, hash: number): number {
  let at = (hash ^ (hash >>> 13)) & groups.mask;
  while (groups.keys[at] !== hash && groups.frequency[at] !== 0) at = (at + 1) & groups.mask;
  return at;
}

const NONE = -1;
const IN_ARTICLE = -2;
const SEED = 0x27d4eb2d;

/** Hash of the two or three words from `at` on; NONE where too few of them are uncommon. */
function groupHash(word: Int32Array, common: Uint8Array, at: number, size: number): number {
  const one = word[at] ?? 0;
  const two = word[at + 1] ?? 0;
  if (size === 2) {
    if (common[one] !== 0 || common[two] !== 0) return NONE;
    return mixIn(mixIn(2 * SEED, one), two);
  }
  const three = word[at + 2] ?? 0;
  if (common[one] !== 0 && common[two] !== 0 && common[three] !== 0) return NONE;
  return mixIn(mixIn(mixIn(3 * SEED, one), two), three);
}

function mixIn(hash: number, id: number): number {
  const mixed = Math.imul(hash ^ (id + (0x9e3779b9 | 0)), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** Reads what comments repeat from earlier comments and from the article. Linear in the text. */
export function readEchoes(text: PageText, article: string): Echoes {
  const { n, words, firstWord, lexicon, quoted } = text;
  const { groups, slots, owners } = openRoom(words.count);
  for (let i = 0; i < n; i++) {
    const end = firstWord[i + 1] ?? 0;
    for (let at = firstWord[i] ?? 0; at < end; at++) {
      for (let size = 2; size <= 3; size++) {
        if (at + size > end) continue;
        const hash = groupHash(words.word, lexicon.common, at, size);
        if (hash === NONE) continue;
        const slot = slotOf(groups, hash);
        slots[at * 2 + size - 2] = slot;
        if (groups.lastSeen[slot] !== i) {
          groups.lastSeen[slot] = i;
          groups.keys[slot] = hash;
          groups.frequency[slot] = (groups.frequency[slot] ?? 0) + 1;
        }
      }
    }
  }
  markArticle(text, groups, article);
  const most = Math.max(OWNERS, Math.floor(n / 100));
  const count = numberGroups(groups, slots, most);
  return linkEchoes(n, firstWord, quoted, slots, owners.fill(-1, 0, count * OWNERS));
}

/** Turns slots into numbers of the groups that count, IN_ARTICLE or NONE, in place; returns how many count. */
function numberGroups(groups: Groups, slots: Int32Array, most: number): number {
  const { frequency, inArticle } = groups;
  const numbers = groups.lastSeen.fill(NONE, 0, groups.mask + 1);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? NONE;
    if (slot === NONE) continue;
    const many = frequency[slot] ?? 0;
    if (inArticle[slot] === 1) slots[at] = IN_ARTICLE;
    else if (many < 2 || many > most) slots[at] = NONE;
    else {
      if (numbers[slot] === NONE) numbers[slot] = count++;
      slots[at] = numbers[slot] ?? NONE;
    }
  }
  return count;
}

function markArticle(text: PageText, groups: Groups, article: string): void {
  if (article === '') return;
  const words = createWords();
  readWords(text.lexicon, article, words, MAX_ARTICLE_WORDS);
  for (let at = 0; at + 2 <= words.count; at++) {
    for (let size = 2; size <= 3 && at + size <= words.count; size++) {
      const hash = groupHash(words.word, text.lexicon.common, at, size);
      if (hash === NONE) continue;
      groups.inArticle[slotOf(groups, hash)] = 1;
    }
  }
}

interface Tally {
  to: number;
  said: number;
  quoted: number;
  at: number;
  run: number;
  best: number;
  lastWord: number;
}

function linkEchoes(
  n: number,
  firstWord: Uint32Array,
  quoted: Uint8Array,
  slots: Int32Array,
  owners: Int32Array,
): Echoes {
  const start = new Uint32Array(n + 1);
  const links: Tally[] = [];
  const article = new Uint16Array(n);
  const articleQuoted = new Uint16Array(n);
  const articleAt = new Int32Array(n).fill(-1);
  let quotedGroups = 0;
  const tallies = new Map<number, Tally>();
  for (let i = 0; i < n; i++) {
    const from = (firstWord[i] ?? 0) * 2;
    const to = (firstWord[i + 1] ?? 0) * 2;
    for (let at = from; at < to; at++) {
      const group = slots[at] ?? NONE;
      if (group === NONE) continue;
      const word = at >> 1;
      const isTriple = (at & 1) === 1;
      if (group === IN_ARTICLE) {
        if (!isTriple) continue;
        article[i] = (article[i] ?? 0) + 1;
        if ((quoted[word] ?? 0) > 0) articleQuoted[i] = (articleQuoted[i] ?? 0) + 1;
        if (articleAt[i] === -1) articleAt[i] = word;
        continue;
      }
      tally(tallies, owners, group, word, isTriple ? 1 : PAIR_WEIGHT, (quoted[word] ?? 0) > 0);
    }
    for (const link of strongest(tallies)) {
      links.push(link);
      if (link.quoted > 0) quotedGroups += link.quoted;
    }
    tallies.clear();
    start[i + 1] = links.length;
    own(owners, slots, quoted, from, to, i);
  }
  const habit = n > 0 ? quotedGroups / n : 0;
  return { start, ...columnsOf(links), article, articleQuoted, articleAt, habit };
}

function strongest(tallies: ReadonlyMap<number, Tally>): readonly Tally[] {
  if (tallies.size === 0) return [];
  return [...tallies.values()]
    .sort((a, b) => b.quoted + b.said - a.quoted - a.said || b.to - a.to)
    .slice(0, MAX_LINKS);
}

function columnsOf(links: readonly Tally[]): Pick<Echoes, 'to' | 'said' | 'quoted' | 'at'> {
  const to = new Int32Array(links.length);
  const said = new Float32Array(links.length);
  const quoted = new Float32Array(links.length);
  const at = new Int32Array(links.length);
  links.forEach((link, k) => {
    to[k] = link.to;
    said[k] = link.said;
    quoted[k] = link.quoted;
    at[k] = link.at;
  });
  return { to, said, quoted, at };
}

function tally(
  tallies: Map<number, Tally>,
  owners: Int32Array,
  group: number,
  word: number,
  weight: number,
  isQuoted: boolean,
): void {
  for (let k = 0; k < OWNERS; k++) {
    const to = owners[group * OWNERS + k] ?? -1;
    if (to < 0) return;
    let entry = tallies.get(to);
    if (!entry) {
      entry = { to, said: 0, quoted: 0, at: word, run: 0, best: 0, lastWord: -9 };
      tallies.set(to, entry);
    }
    const share = k === 0 ? weight : weight * 0.6;
    if (isQuoted) entry.quoted += share;
    else entry.said += share;
    entry.run = word - entry.lastWord <= 1 ? entry.run + (word - entry.lastWord) : 1;
    entry.lastWord = word;
    if (entry.run > entry.best) {
      entry.best = entry.run;
      entry.at = word - entry.run + 1;
    }
  }
}

function own(
  owners: Int32Array,
  slots: Int32Array,
  quoted: Uint8Array,
  from: number,
  to: number,
  i: number,
): void {
  for (let at = from; at < to; at++) {
    const group = slots[at] ?? NONE;
    if (group < 0 || quoted[at >> 1] === 2) continue;
    for (let k = 0; k < OWNERS; k++) {
      const owner = owners[group * OWNERS + k] ?? -1;
      if (owner === i) break;
      if (owner < 0) {
        owners[group * OWNERS + k] = i;
        break;
      }
    }
  }
}
