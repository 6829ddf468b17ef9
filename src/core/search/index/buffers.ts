/**
 * The index as buffers: what is stored and loaded. Nothing is rebuilt on loading but the rows of groups
 * and the mean lengths (two linear passes over rows).
 */
import { FIELDS, type Field } from '../options.ts';
import {
  completeField,
  type FieldIndex,
  type SearchIndex,
  type StoredField,
} from './search-index.ts';
import { Vocabulary } from './vocabulary.ts';

/** Raised whenever the layout, the fold or the way of splitting words changes: older ones are rebuilt. */
export const INDEX_SCHEMA = 2;

export interface StoredIndex {
  schema: number;
  count: number;
  /** Name → buffer; all of them are needed. */
  buffers: Record<string, ArrayBuffer>;
}

type Array32 = Uint32Array | Uint16Array | Uint8Array;

/** The bytes of an array alone: its own buffer when it fills it, else a copy. */
function bufferOf(array: Array32): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = array;
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  return (isWhole ? buffer : array.slice().buffer) as ArrayBuffer;
}

/** The index as buffers, shared with it, not copied: transfer them only when the index is done with. */
export function toBuffers(index: SearchIndex): StoredIndex {
  const { vocabulary } = index;
  const buffers: Record<string, ArrayBuffer> = {
    'words.offsets': bufferOf(vocabulary.offsets),
    'words.chars': bufferOf(vocabulary.chars),
    languages: bufferOf(index.languages),
  };
  for (const name of FIELDS) {
    const field = index.fields[name];
    buffers[`${name}.offsets`] = bufferOf(field.postings.offsets);
    buffers[`${name}.entries`] = bufferOf(field.postings.entries);
    buffers[`${name}.bigAt`] = bufferOf(field.postings.bigAt);
    buffers[`${name}.bigFrequency`] = bufferOf(field.postings.bigFrequency);
    buffers[`${name}.lengths`] = bufferOf(field.lengths);
    if (field.groups) buffers[`${name}.of`] = bufferOf(field.groups.of);
  }
  return { schema: INDEX_SCHEMA, count: index.count, buffers };
}

/** The stored index, or null when it is of another schema or its parts do not fit together: rebuild then. */
export function fromBuffers(stored: StoredIndex): SearchIndex | null {
  if (stored.schema !== INDEX_SCHEMA) return null;
  try {
    return readIndex(stored);
  } catch {
    return null;
  }
}

function readIndex(stored: StoredIndex): SearchIndex | null {
  const part = (name: string): ArrayBuffer => {
    const buffer = stored.buffers[name];
    if (!buffer) throw new Error(`${name} is missing`);
    return buffer;
  };
  const numbers = (name: string): Uint32Array => new Uint32Array(part(name));
  const { count } = stored;
  const vocabulary = new Vocabulary({
    offsets: numbers('words.offsets'),
    chars: new Uint16Array(part('words.chars')),
  });
  const field = (name: Field): FieldIndex => {
    const read: StoredField = {
      postings: {
        offsets: numbers(`${name}.offsets`),
        entries: numbers(`${name}.entries`),
        bigAt: numbers(`${name}.bigAt`),
        bigFrequency: numbers(`${name}.bigFrequency`),
      },
      lengths: numbers(`${name}.lengths`),
      of: name === 'body' ? null : numbers(`${name}.of`),
    };
    if (!isWhole(read, vocabulary.size, count)) throw new Error(`${name} does not fit`);
    return completeField(read, count);
  };
  const languages = new Uint8Array(part('languages'));
  if (languages.length !== count || !isVocabularyWhole(vocabulary)) return null;
  const fields = { title: field('title'), author: field('author'), body: field('body') };
  return { count, vocabulary, fields, languages };
}

function isWhole(field: StoredField, terms: number, count: number): boolean {
  const { offsets, entries, bigAt, bigFrequency } = field.postings;
  if (offsets.length !== terms + 1 || entries.length !== offsets[terms]) return false;
  if (bigAt.length !== bigFrequency.length) return false;
  return field.of ? field.of.length === count : field.lengths.length === count;
}

function isVocabularyWhole({ offsets, chars }: Vocabulary): boolean {
  return chars.length === offsets[offsets.length - 1];
}
