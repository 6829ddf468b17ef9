/**
 * Word groups a comment shares with earlier ones: runs of three words, and pairs of two uncommon words.
 * A group counts only while few comments have it (1 % of the page, at least 4) and the article does not:
 * the rest is boilerplate or topic. Words quoted from others do not make a comment the group's owner, so a
 * quotation points to who said it first. Example: "Democratic pluralistic Syria" said by #5, repeated by #8
 * → link 8→5 with weight 1. Cost: one hash look-up per word, at most 4 owners per group.
 */
import { createWords, readWords } from './lexicon.ts';
import type { PageText } from './page.ts';

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
  used: Uint8Array;
  frequency: Int32Array;
  lastSeen: Int32Array;
  inArticle: Uint8Array;
  owners: Int32Array;
}

function createGroups(capacity: number): Groups {
  let size = 64;
  while (size < capacity * 2) size *= 2;
  return {
    mask: size - 1,
    keys: new Int32Array(size),
    used: new Uint8Array(size),
    frequency: new Int32Array(size),
    lastSeen: new Int32Array(size).fill(-1),
    inArticle: new Uint8Array(size),
    owners: new Int32Array(size * OWNERS).fill(-1),
  };
}

function slotOf(groups: Groups, hash: number): number {
  let at = (hash ^ (hash >>> 13)) & groups.mask;
  while (groups.used[at] === 1 && groups.keys[at] !== hash) at = (at + 1) & groups.mask;
  groups.used[at] = 1;
  groups.keys[at] = hash;
  return at;
}

const NONE = -1;

/** Slots of the triple and the pair that begin at each word of a comment; NONE where there is no usable group. */
function groupHash(word: Int32Array, common: Uint8Array, at: number, size: number): number {
  let hash = size * 0x27d4eb2d;
  let rare = 0;
  for (let k = 0; k < size; k++) {
    const id = word[at + k] ?? 0;
    if (common[id] === 0) rare++;
    hash = Math.imul(hash ^ (id + 0x9e3779b9), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return rare >= (size === 2 ? 2 : 1) ? hash | 0 : NONE;
}

/** Reads what comments repeat from earlier comments and from the article. Linear in the text. */
export function readEchoes(text: PageText, article: string): Echoes {
  const { n, words, firstWord, lexicon, quoted } = text;
  const groups = createGroups(words.count * 2 + 16);
  const slots = new Int32Array(words.count * 2).fill(NONE);
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
          groups.frequency[slot] = (groups.frequency[slot] ?? 0) + 1;
        }
      }
    }
  }
  markArticle(text, groups, article);
  return linkEchoes(n, firstWord, quoted, groups, slots);
}

function markArticle(text: PageText, groups: Groups, article: string): void {
  if (article === '') return;
  const words = createWords();
  readWords(text.lexicon, article, words, MAX_ARTICLE_WORDS);
  for (let at = 0; at + 2 <= words.count; at++) {
    for (let size = 2; size <= 3 && at + size <= words.count; size++) {
      const hash = groupHash(words.word, text.lexicon.common, at, size);
      if (hash === NONE) continue;
      let slot = (hash ^ (hash >>> 13)) & groups.mask;
      while (groups.used[slot] === 1 && groups.keys[slot] !== hash) slot = (slot + 1) & groups.mask;
      if (groups.used[slot] === 1) groups.inArticle[slot] = 1;
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
  groups: Groups,
  slots: Int32Array,
): Echoes {
  const start = new Uint32Array(n + 1);
  const links: Tally[] = [];
  const article = new Uint16Array(n);
  const articleQuoted = new Uint16Array(n);
  const articleAt = new Int32Array(n).fill(-1);
  const most = Math.max(OWNERS, Math.floor(n / 100));
  let quotedGroups = 0;
  for (let i = 0; i < n; i++) {
    const tallies = new Map<number, Tally>();
    const from = (firstWord[i] ?? 0) * 2;
    const to = (firstWord[i + 1] ?? 0) * 2;
    for (let at = from; at < to; at++) {
      const slot = slots[at] ?? NONE;
      if (slot === NONE) continue;
      const word = at >> 1;
      const isTriple = (at & 1) === 1;
      if (groups.inArticle[slot] === 1) {
        if (!isTriple) continue;
        article[i] = (article[i] ?? 0) + 1;
        if ((quoted[word] ?? 0) > 0) articleQuoted[i] = (articleQuoted[i] ?? 0) + 1;
        if (articleAt[i] === -1) articleAt[i] = word;
        continue;
      }
      const frequency = groups.frequency[slot] ?? 0;
      if (frequency < 2 || frequency > most) continue;
      tally(tallies, groups, slot, word, isTriple ? 1 : PAIR_WEIGHT, (quoted[word] ?? 0) > 0);
    }
    const kept = [...tallies.values()].sort(
      (a, b) => b.quoted + b.said - a.quoted - a.said || b.to - a.to,
    );
    for (const link of kept.slice(0, MAX_LINKS)) {
      links.push(link);
      if (link.quoted > 0) quotedGroups += link.quoted;
    }
    start[i + 1] = links.length;
    own(groups, slots, quoted, from, to, i);
  }
  return {
    start,
    to: Int32Array.from(links, (link) => link.to),
    said: Float32Array.from(links, (link) => link.said),
    quoted: Float32Array.from(links, (link) => link.quoted),
    at: Int32Array.from(links, (link) => link.at),
    article,
    articleQuoted,
    articleAt,
    habit: n > 0 ? quotedGroups / n : 0,
  };
}

function tally(
  tallies: Map<number, Tally>,
  groups: Groups,
  slot: number,
  word: number,
  weight: number,
  isQuoted: boolean,
): void {
  for (let k = 0; k < OWNERS; k++) {
    const to = groups.owners[slot * OWNERS + k] ?? -1;
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
  groups: Groups,
  slots: Int32Array,
  quoted: Uint8Array,
  from: number,
  to: number,
  i: number,
): void {
  for (let at = from; at < to; at++) {
    const slot = slots[at] ?? NONE;
    if (slot === NONE || quoted[at >> 1] === 2) continue;
    for (let k = 0; k < OWNERS; k++) {
      const owner = groups.owners[slot * OWNERS + k] ?? -1;
      if (owner === i) break;
      if (owner < 0) {
        groups.owners[slot * OWNERS + k] = i;
        break;
      }
    }
  }
}
