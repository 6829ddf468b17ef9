/**
 * Two indexes as one, without reading any text again: vocabularies are zipped, postings laid one behind
 * the other. Rows of the second follow those of the first; articles and commenters are numbered by the
 * same corpus tables in both. Cost: linear in terms and postings.
 */
import type { Field } from '../options.ts';
import {
  BIG,
  bigFrequency,
  FREQUENCY_SHIFT,
  MAX_ROWS,
  ROW_MASK,
  type Postings,
} from './postings.ts';
import { completeField, type FieldIndex, type SearchIndex } from './search-index.ts';
import { packWords, Vocabulary } from './vocabulary.ts';

/** Where the terms of both vocabularies are in the merged one: -1 = not in this one. */
interface TermPairs {
  vocabulary: Vocabulary;
  first: Int32Array;
  second: Int32Array;
}

function mergeVocabularies(a: Vocabulary, b: Vocabulary): TermPairs {
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

/** Units of the second list are moved up by `shift`; a unit in both (shift 0) is taken once. */
function mergePostings(a: Postings, b: Postings, pairs: TermPairs, shift: number): Postings {
  const terms = pairs.vocabulary.size;
  const offsets = new Uint32Array(terms + 1);
  const entries = new Uint32Array(a.entries.length + b.entries.length);
  const bigAt: number[] = [];
  const bigFrequencies: number[] = [];
  let next = 0;
  const take = (from: Postings, at: number, by: number): void => {
    const entry = from.entries[at] ?? 0;
    if (entry >>> FREQUENCY_SHIFT === BIG) {
      bigAt.push(next);
      bigFrequencies.push(bigFrequency(from, at));
    }
    entries[next] = entry + by;
    next += 1;
  };
  for (let term = 0; term < terms; term += 1) {
    const [inA, inB] = [pairs.first[term] ?? -1, pairs.second[term] ?? -1];
    let i = inA < 0 ? 0 : (a.offsets[inA] ?? 0);
    const endA = inA < 0 ? 0 : (a.offsets[inA + 1] ?? 0);
    let j = inB < 0 ? 0 : (b.offsets[inB] ?? 0);
    const endB = inB < 0 ? 0 : (b.offsets[inB + 1] ?? 0);
    while (i < endA || j < endB) {
      const unitA = i < endA ? (a.entries[i] ?? 0) & ROW_MASK : Infinity;
      const unitB = j < endB ? ((b.entries[j] ?? 0) & ROW_MASK) + shift : Infinity;
      if (unitA <= unitB) take(a, i, 0);
      else take(b, j, shift);
      if (unitA <= unitB) i += 1;
      if (unitB <= unitA) j += 1;
    }
    offsets[term + 1] = next;
  }
  return {
    offsets,
    entries: entries.length === next ? entries : entries.slice(0, next),
    bigAt: Uint32Array.from(bigAt),
    bigFrequency: Uint32Array.from(bigFrequencies),
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
      postings: mergePostings(fieldA.postings, fieldB.postings, pairs, of ? 0 : a.count),
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
