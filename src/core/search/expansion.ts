/** From a query word to the terms of the vocabulary that answer it, weighted as MiniSearch weighs them. */
import type { Vocabulary } from './index/vocabulary.ts';
import { allowedTypos, FIELDS, termsOf, WEIGHTS, type Field } from './options.ts';

export interface Expansion {
  term: number;
  weight: number;
}

/** A word in one form, and its terms: itself, then longer words, then words spelled nearly so. */
export interface Source {
  word: string;
  expansions: Expansion[];
}

/** What a word of the query stands for: one of its sources in any of the fields. */
export interface Leaf {
  sources: Source[];
  fields: readonly Field[];
}

interface Latitude {
  isPrefix: boolean;
  isFuzzy: boolean;
}

/** The terms of one form of a word, exact first. */
export function expandWord(vocabulary: Vocabulary, word: string, how: Latitude): Source {
  const expansions: Expansion[] = [];
  const exact = vocabulary.find(word);
  if (exact >= 0) expansions.push({ term: exact, weight: 1 });
  let [from, to] = [0, 0];
  if (how.isPrefix) {
    [from, to] = vocabulary.prefixRange(word);
    for (let term = from; term < to; term += 1) {
      if (term === exact) continue;
      const length = vocabulary.lengthOf(term);
      const weight = (WEIGHTS.prefix * length) / (length + 0.3 * (length - word.length));
      expansions.push({ term, weight });
    }
  }
  const typos = how.isFuzzy ? allowedTypos(word.length) : 0;
  if (typos > 0) {
    for (const { term, distance } of vocabulary.near(word, typos)) {
      if (distance === 0 || (term >= from && term < to)) continue;
      const length = vocabulary.lengthOf(term);
      expansions.push({ term, weight: (WEIGHTS.fuzzy * length) / (length + distance) });
    }
  }
  return { word, expansions };
}

/** A word in all its forms. */
export function makeLeaf(
  vocabulary: Vocabulary,
  word: string,
  how: Latitude,
  fields: readonly Field[] = FIELDS,
): Leaf {
  const forms = termsOf(word);
  return { sources: forms.map((form) => expandWord(vocabulary, form, how)), fields };
}

/** The leaf of one exact term of bodies: no other forms. */
export function exactLeaf(vocabulary: Vocabulary, word: string): Leaf {
  const source = expandWord(vocabulary, word, { isPrefix: false, isFuzzy: false });
  return { sources: [source], fields: ['body'] };
}

export function isFound(leaf: Leaf): boolean {
  return leaf.sources.some((source) => source.expansions.length > 0);
}
