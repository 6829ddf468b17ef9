/**
 * What build, load, search and the oracle tests share: fields, how each is split into words, weights.
 * The same numbers and functions given to MiniSearch give the same answers.
 */
import { cutAt, foldName, foldVariants, MAX_WORD_LENGTH } from '../text/fold.ts';
import { foldedWords } from '../text/tokens.ts';

export const FIELDS = ['title', 'author', 'body'] as const;
export type Field = (typeof FIELDS)[number];

export const BOOST: Readonly<Record<Field, number>> = { title: 0.5, author: 1.5, body: 1 };
export const BM25 = { k: 1.2, b: 0.7, d: 0.5 } as const;
export const WEIGHTS = { fuzzy: 0.45, prefix: 0.375 } as const;

/** Share of a word's letters that may be mistyped, the shortest word that may be, and the most letters. */
export const FUZZY_SHARE = 0.2;
export const FUZZY_MIN_LENGTH = 4;
export const MAX_FUZZY = 2;

/** Letters that may be wrong in a word of this length: 0 below 4, 1 to 7, then 2. */
export function allowedTypos(length: number): number {
  return length < FUZZY_MIN_LENGTH ? 0 : Math.min(MAX_FUZZY, Math.round(length * FUZZY_SHARE));
}

/** A folded whole name as it stands in the vocabulary. */
export function nameTerm(name: string): string {
  return cutAt(foldName(name), MAX_WORD_LENGTH);
}

/** Words of a name, and the whole name when it is not one word: 'A.com' → a, com, a.com. */
export function nameWords(name: string): string[] {
  const words = foldedWords(name);
  const whole = nameTerm(name);
  return whole === '' || (words.length === 1 && words[0] === whole) ? words : [...words, whole];
}

/** Words of a field's text before variants: MiniSearch's `tokenize`. */
export function fieldWords(text: string, field: Field): string[] {
  return field === 'author' ? nameWords(text) : foldedWords(text);
}

/** Forms under which a word is indexed and searched: MiniSearch's `processTerm`. */
export const termsOf = foldVariants;
