import type { PageText } from '../page.ts';
import { createWords, readWords } from './lexicon.ts';

const MAX_STEMS = 300;
const MAX_ARTICLE_WORDS = 5_000;

/** Distinct stems per comment with their rarity on the page; `norm` is the length of the weight vector. */
export interface Bags {
  start: Uint32Array;
  stem: Int32Array;
  norm: Float32Array;
  /** By stem. */
  rarity: Float32Array;
  frequency: Int32Array;
  /** Comments by stem, ascending: postings[postingStart[s]…postingStart[s+1]). */
  postingStart: Uint32Array;
  postings: Int32Array;
  /** Where each entry of `stem` stands in `postings`. */
  place: Int32Array;
  /** Cosine with the article, by comment. */
  article: Float32Array;
}

/** Stems of each comment without common words, weighted by log((n + 1) / comments with the stem). Linear. */
export function readBags(text: PageText, article: string): Bags {
  const articleWords = createWords();
  readWords(text.lexicon, article, articleWords, MAX_ARTICLE_WORDS);
  const { n, words, firstWord, lexicon } = text;
  const stems = lexicon.stems;
  const seen = new Int32Array(stems).fill(-1);
  const frequency = new Int32Array(stems);
  const start = new Uint32Array(n + 1);
  const stem = new Int32Array(words.count);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const limit = count + MAX_STEMS;
    for (let at = firstWord[i] ?? 0; at < (firstWord[i + 1] ?? 0) && count < limit; at++) {
      const word = words.word[at] ?? 0;
      const id = lexicon.stem[word] ?? 0;
      if (lexicon.common[word] === 1 || seen[id] === i) continue;
      seen[id] = i;
      stem[count++] = id;
      frequency[id] = (frequency[id] ?? 0) + 1;
    }
    start[i + 1] = count;
  }
  const rarity = new Float32Array(stems);
  for (let id = 0; id < stems; id++)
    rarity[id] = Math.log((n + 1) / Math.max(1, frequency[id] ?? 0));
  const bag = { start, stem: stem.subarray(0, count), rarity, frequency };
  const norm = norms(bag, n);
  const { postingStart, postings, place } = postingsOf(bag, n);
  return {
    start,
    stem: bag.stem,
    norm,
    rarity,
    frequency,
    postingStart,
    postings,
    place,
    article: articleCosines(text, bag, norm, articleWords),
  };
}

type Core = Pick<Bags, 'start' | 'stem' | 'rarity' | 'frequency'>;

function norms(bag: Core, n: number): Float32Array {
  const norm = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let at = bag.start[i] ?? 0; at < (bag.start[i + 1] ?? 0); at++) {
      const weight = bag.rarity[bag.stem[at] ?? 0] ?? 0;
      sum += weight * weight;
    }
    norm[i] = Math.sqrt(sum);
  }
  return norm;
}

function postingsOf(bag: Core, n: number): Pick<Bags, 'postingStart' | 'postings' | 'place'> {
  const stems = bag.rarity.length;
  const postingStart = new Uint32Array(stems + 1);
  for (let id = 0; id < stems; id++) {
    postingStart[id + 1] = (postingStart[id] ?? 0) + (bag.frequency[id] ?? 0);
  }
  const next = postingStart.slice();
  const postings = new Int32Array(bag.stem.length);
  const place = new Int32Array(bag.stem.length);
  for (let i = 0; i < n; i++) {
    for (let at = bag.start[i] ?? 0; at < (bag.start[i + 1] ?? 0); at++) {
      const id = bag.stem[at] ?? 0;
      const to = next[id] ?? 0;
      postings[to] = i;
      place[at] = to;
      next[id] = to + 1;
    }
  }
  return { postingStart, postings, place };
}

function articleCosines(
  text: PageText,
  bag: Core,
  norm: Float32Array,
  article: { count: number; word: Int32Array },
): Float32Array {
  const out = new Float32Array(text.n);
  if (article.count === 0) return out;
  const isIn = new Uint8Array(bag.rarity.length);
  let sum = 0;
  for (let at = 0; at < article.count; at++) {
    const word = article.word[at] ?? 0;
    const id = text.lexicon.stem[word] ?? 0;
    if (text.lexicon.common[word] === 1 || isIn[id] === 1) continue;
    isIn[id] = 1;
    if ((bag.frequency[id] ?? 0) > 0) sum += (bag.rarity[id] ?? 0) ** 2;
  }
  const length = Math.sqrt(sum);
  for (let i = 0; i < text.n; i++) {
    let dot = 0;
    for (let at = bag.start[i] ?? 0; at < (bag.start[i + 1] ?? 0); at++) {
      const id = bag.stem[at] ?? 0;
      if (isIn[id] === 1) dot += (bag.rarity[id] ?? 0) ** 2;
    }
    const size = (norm[i] ?? 0) * length;
    out[i] = size > 0 ? dot / size : 0;
  }
  return out;
}
