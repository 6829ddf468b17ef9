/**
 * Two indexes as one, without reading any text again: vocabularies are zipped, postings laid one behind
 * the other. Rows of the second follow those of the first; articles and commenters are numbered by the
 * same corpus tables in both, and both have their word places in memory. Cost: linear in terms and postings.
 */
import type { Field } from '../options.ts';
import { mergePostings, type TermPairs } from './merge-postings.ts';
import { MAX_ROWS } from './postings.ts';
import { completeField, type FieldIndex, type SearchIndex } from './search-index.ts';
import { packWords, Vocabulary } from './vocabulary.ts';

function mergeVocabularies(a: Vocabulary, b: Vocabulary): TermPairs & { vocabulary: Vocabulary } {
  const words: string[] = [];
  const first: number[] = [];
  const second: number[] = [];
  let i = 0;
  let j = 0;
  let wordA = a.size > 0 ? a.wordAt(0) : '';
  let wordB = b.size > 0 ? b.wordAt(0) : '';
  while (i < a.size || j < b.size) {
    const takesA = i < a.size && (j >= b.size || wordA <= wordB);
    const takesB = j < b.size && (i >= a.size || wordB <= wordA);
    words.push(takesA ? wordA : wordB);
    first.push(takesA ? i : -1);
    second.push(takesB ? j : -1);
    if (takesA && (i += 1) < a.size) wordA = a.wordAt(i);
    if (takesB && (j += 1) < b.size) wordB = b.wordAt(j);
  }
  return {
    vocabulary: new Vocabulary(packWords(words)),
    first: Int32Array.from(first),
    second: Int32Array.from(second),
  };
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Lengths of units known to either index; both agree where both know a unit. */
function longer(a: Uint32Array, b: Uint32Array): Uint32Array {
  const most = new Uint32Array(Math.max(a.length, b.length));
  for (let at = 0; at < most.length; at += 1) most[at] = Math.max(a[at] ?? 0, b[at] ?? 0);
  return most;
}

/** The index of both sets of rows. Throws a RangeError when there would be more than 16,777,216. */
export function mergeIndexes(a: SearchIndex, b: SearchIndex): SearchIndex {
  const count = a.count + b.count;
  if (count > MAX_ROWS) throw new RangeError(`More than ${String(MAX_ROWS)} comments`);
  const pairs = mergeVocabularies(a.vocabulary, b.vocabulary);
  const field = (name: Field): FieldIndex => {
    const [fieldA, fieldB] = [a.fields[name], b.fields[name]];
    const of = fieldA.groups && fieldB.groups && joined(fieldA.groups.of, fieldB.groups.of);
    const combine = of ? longer : joined;
    const stored = {
      postings: of
        ? mergePostings(fieldA.postings, fieldB.postings, pairs, null)
        : mergePostings(fieldA.postings, fieldB.postings, pairs, { shift: a.count, count }),
      lengths: combine(fieldA.lengths, fieldB.lengths),
      of,
    };
    return completeField(stored, count);
  };
  const languages = new Uint8Array(count);
  languages.set(a.languages);
  languages.set(b.languages, a.count);
  return {
    count,
    vocabulary: pairs.vocabulary,
    fields: { title: field('title'), author: field('author'), body: field('body') },
    languages,
  };
}
