import type { Field } from '../options.ts';
import { groupRows, type Groups } from './groups.ts';
import { makePeaks, type Peaks } from './peaks.ts';
import type { Postings } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One field of the index. Without groups its units are rows, else articles or commenters. */
export interface FieldIndex {
  postings: Postings;
  /** Different words of each unit. */
  lengths: Uint32Array;
  /** Mean length over rows. */
  average: number;
  groups: Groups | null;
  /** Null where there are groups. */
  peaks: Peaks | null;
}

/** All that is needed to answer a text query over `count` rows, but the texts for patterns. */
export interface SearchIndex {
  count: number;
  vocabulary: Vocabulary;
  fields: Readonly<Record<Field, FieldIndex>>;
  /** Position in LANGUAGES of each row's language. */
  languages: Uint8Array;
}

/** A field as it is stored: all but what follows from it soon. */
export interface StoredField {
  postings: Postings;
  lengths: Uint32Array;
  of: Uint32Array | null;
  peaks?: Peaks | null;
}

/** Adds what follows from a stored field: rows of groups, mean length (MiniSearch's running mean). */
export function completeField(stored: StoredField, count: number): FieldIndex {
  const { postings, lengths, of } = stored;
  let average = 0;
  for (let row = 0; row < count; row += 1) {
    const length = lengths[of ? (of[row] ?? 0) : row] ?? 0;
    average = (average * row + length) / (row + 1);
  }
  const peaks = of ? null : (stored.peaks ?? makePeaks(postings, lengths, average));
  return { postings, lengths, average, groups: of && groupRows(of, lengths.length), peaks };
}
