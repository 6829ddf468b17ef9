/**
 * Names written with one more word: "Mowaten Irani …, far more than you" is _mowaten_ with something added.
 * The known name alone counts already; the longer form is only proposed to the reader, never used unasked.
 * Taken are names that open a comment, followed by one capitalised word and then a pause. The added word
 * must stand nowhere else on the page or in its article, or it is a group label, a subject or somebody in
 * the news: "Mystic Salafis, you …" says nothing new of Mystic. Cost: one look per name that opens a comment, one pass over
 * the page per form.
 */
import { isPausedAfter, NAMED } from './address.ts';
import { foldLetters } from '../words/code-units.ts';
import type { Page } from '../page.ts';

/** Characters [from, to) of `comment`: the form, which begins with the author's name. */
export interface ExtendedName {
  form: string;
  author: number;
  comment: number;
  from: number;
  to: number;
}

/** Every such form of a page, in order. */
export function extendedNames(page: Page): ExtendedName[] {
  const found: ExtendedName[] = [];
  const { mentions } = page;
  const others = namesOf(page);
  let article: Set<string> | null = null;
  for (let i = 0; i < page.n; i++) {
    const at = mentions.start[i] ?? 0;
    if (at >= (mentions.start[i + 1] ?? 0) || mentions.kind[at] !== NAMED.leading) continue;
    const next = wordAfter(page, i, mentions.to[at] ?? 0);
    if (next < 0 || page.lexicon.common[page.words.word[next] ?? 0] === 1) continue;
    const body = page.comments[i]?.body ?? '';
    const [start, end] = [page.words.start[next] ?? 0, page.words.end[next] ?? 0];
    const added = body.slice(start, end);
    if (!/^\p{Lu}\p{L}{2,}$/u.test(added) || !isPausedAfter(body, end)) continue;
    article ??= new Set(page.article.split(/[^\p{L}\p{N}]+/u).map(foldLetters));
    const key = foldLetters(added);
    if (article.has(key) || others.has(key) || isUsedElsewhere(page, i, next)) continue;
    const from = mentions.from[at] ?? 0;
    const author = mentions.author[at] ?? 0;
    found.push({ form: body.slice(from, end), author, comment: i, from, to: end });
  }
  return found;
}

/** Words of all names, folded: an added word that names somebody else makes no form. */
function namesOf({ authors }: Page): Set<string> {
  return new Set(authors.names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u).map(foldLetters)));
}

/** The word right after character `end` of the first words of a comment, one space off; -1 = none. */
function wordAfter({ words, firstWord, comments }: Page, i: number, end: number): number {
  const first = firstWord[i] ?? 0;
  for (let at = first; at < Math.min(first + 4, firstWord[i + 1] ?? 0); at++) {
    const start = words.start[at] ?? 0;
    if (start >= end) return comments[i]?.body.slice(end, start) === ' ' ? at : -1;
  }
  return -1;
}

/** Whether the word stands anywhere but here, or again in an opening that is the same to the letter. */
function isUsedElsewhere({ words, firstWord, n }: Page, comment: number, at: number): boolean {
  const word = words.word[at];
  const place = at - (firstWord[comment] ?? 0);
  const opening = openingOf(words.word, firstWord[comment] ?? 0, place);
  for (let i = 0; i < n; i++) {
    const first = firstWord[i] ?? 0;
    for (let other = first; other < (firstWord[i + 1] ?? 0); other++) {
      if (words.word[other] !== word || other === at) continue;
      const isSame = other - first === place && openingOf(words.word, first, place) === opening;
      if (!isSame) return true;
    }
  }
  return false;
}

function openingOf(word: Int32Array, first: number, place: number): string {
  return word.subarray(first, first + place).join(' ');
}
