/**
 * Commenters and articles by name. A name written whole finds exactly that name (folded: 'mowaten' is
 * '_mowaten_'); only when nobody has it, names that contain its words in a row.
 */
import { foldName } from '../text/fold.ts';
import { foldedWords } from '../text/tokens.ts';
import type { SearchContext } from './context.ts';
import { ROW_MASK } from './index/postings.ts';
import type { FieldIndex, SearchIndex } from './index/search-index.ts';
import { allowedTypos, nameTerm } from './options.ts';
import { addRow, emptyRows, type RowSet } from './rows.ts';

function unitsOf(field: FieldIndex, term: number): number[] {
  const { offsets, entries } = field.postings;
  const units: number[] = [];
  for (let at = offsets[term] ?? 0; at < (offsets[term + 1] ?? 0); at += 1) {
    units.push((entries[at] ?? 0) & ROW_MASK);
  }
  return units;
}

/** Units whose field has all of the words. */
function unitsWithAll(index: SearchIndex, field: FieldIndex, words: readonly string[]): number[] {
  const terms = words.map((word) => index.vocabulary.find(word));
  if (terms.length === 0 || terms.includes(-1)) return [];
  const [first = [], ...rest] = terms
    .map((term) => unitsOf(field, term))
    .sort((a, b) => a.length - b.length);
  const others = rest.map((units) => new Set(units));
  return first.filter((unit) => others.every((units) => units.has(unit)));
}

/** Whether `words` stand in a row in `text`, folded. */
export function hasRun(text: readonly string[], words: readonly string[]): boolean {
  for (let at = 0; at + words.length <= text.length; at += 1) {
    if (words.every((word, offset) => text[at + offset] === word)) return true;
  }
  return false;
}

/** What the page calls those without a name. */
const NO_NAME = '[no name]';

/** Indices of commenters meant by a name; '' or '[no name]' = those without one (and any called so). */
export function findCommenters(
  index: SearchIndex,
  commenters: SearchContext['commenters'],
  name: string,
  isPrefix: boolean,
): number[] {
  const nameAt = (unit: number): string => commenters[unit]?.name ?? '';
  const key = foldName(name);
  if (name.trim() === '' || key === NO_NAME) {
    return commenters.flatMap((one, at) =>
      one.name === null || (key === NO_NAME && foldName(one.name) === key) ? [at] : [],
    );
  }
  const { vocabulary } = index;
  const { author } = index.fields;
  if (isPrefix) {
    const [from, to] = vocabulary.prefixRange(nameTerm(name));
    const found = new Set<number>();
    for (let term = from; term < to; term += 1) {
      for (const unit of unitsOf(author, term)) found.add(unit);
    }
    return [...found].filter((unit) => foldName(nameAt(unit)).startsWith(key));
  }
  const term = vocabulary.find(nameTerm(name));
  const whole = term < 0 ? [] : unitsOf(author, term);
  const exact = whole.filter((unit) => foldName(nameAt(unit)) === key);
  if (exact.length > 0) return exact;
  const words = foldedWords(name);
  return unitsWithAll(index, author, words).filter((unit) =>
    hasRun(foldedWords(nameAt(unit)), words),
  );
}

/** Names spelled nearly as one that nobody has, nearest first, at most three. */
export function suggestNames(
  index: SearchIndex,
  commenters: SearchContext['commenters'],
  name: string,
): string[] {
  const { vocabulary } = index;
  const { author } = index.fields;
  const key = nameTerm(name);
  const near = key === '' ? [] : vocabulary.near(key, Math.max(1, allowedTypos(key.length)));
  const found = new Map<string, number>();
  for (const { term, distance } of near.sort((a, b) => a.distance - b.distance)) {
    for (const unit of unitsOf(author, term)) {
      const whole = commenters[unit]?.name ?? '';
      if (nameTerm(whole) === vocabulary.wordAt(term) && !found.has(whole)) {
        found.set(whole, distance);
      }
    }
  }
  return [...found.keys()].slice(0, 3);
}

/** Indices of articles whose title has the words in a row, or whose id is the text. */
export function findArticles(
  index: SearchIndex,
  articles: SearchContext['articles'],
  title: string,
): number[] {
  const words = foldedWords(title);
  const found = unitsWithAll(index, index.fields.title, words).filter((unit) =>
    hasRun(foldedWords(articles[unit]?.title ?? ''), words),
  );
  if (found.length > 0) return found;
  return articles.flatMap((article, at) => (article.id === title ? [at] : []));
}

/** All rows of some commenters or articles. */
export function rowsOfUnits(field: FieldIndex, units: readonly number[], size: number): RowSet {
  const set = emptyRows(size);
  if (!field.groups) return set;
  const { offsets, rows } = field.groups;
  for (const unit of units) {
    for (let at = offsets[unit] ?? 0; at < (offsets[unit + 1] ?? 0); at += 1) {
      addRow(set, rows[at] ?? 0);
    }
  }
  return set;
}
