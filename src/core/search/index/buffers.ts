/**
 * The index as buffers: what is stored and loaded. Nothing is rebuilt on loading but the rows of groups,
 * the mean lengths (two linear passes over rows) and the counts of dense lists.
 */
import { FIELDS, type Field } from '../options.ts';
import {
  completeField,
  type FieldIndex,
  type SearchIndex,
  type StoredField,
} from './search-index.ts';
import { BLOCK_SHIFT, BLOCK_WORDS, rankDense } from './dense.ts';
import type { Peaks } from './peaks.ts';
import { type Positions, startRuns } from './positions.ts';
import type { Postings } from './postings.ts';
import { Vocabulary } from './vocabulary.ts';

/** Raised whenever the layout, the fold or the way of splitting words changes: older ones are rebuilt. */
export const INDEX_SCHEMA = 3;

/** The largest buffer, which only phrases need: an index is read without it too. */
export const WORD_PLACES = 'body.positions';

export interface StoredIndex {
  schema: number;
  count: number;
  /** Name → buffer; all of them are needed but WORD_PLACES. */
  buffers: Record<string, ArrayBuffer>;
}

type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** The bytes of an array alone: its own buffer when it fills it, else a copy. */
function bufferOf(array: Numbers): ArrayBuffer {
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
    else Object.assign(buffers, byRowBuffers(name, field));
  }
  return { schema: INDEX_SCHEMA, count: index.count, buffers };
}

function byRowBuffers(name: Field, { postings, peaks }: FieldIndex): StoredIndex['buffers'] {
  const { dense, positions } = postings;
  if (!dense || !positions || !peaks) return {};
  return {
    [`${name}.denseTerms`]: bufferOf(dense.terms),
    [`${name}.denseBits`]: bufferOf(dense.bits),
    [`${name}.denseStarts`]: bufferOf(dense.starts),
    [`${name}.denseFrequencies`]: bufferOf(dense.frequencies),
    [`${name}.denseSkips`]: bufferOf(positions.denseSkips),
    [`${name}.positionStarts`]: bufferOf(positions.starts),
    ...(positions.bytes ? { [WORD_PLACES]: bufferOf(positions.bytes) } : {}),
    [`${name}.skips`]: bufferOf(positions.skips),
    [`${name}.runPeaks`]: bufferOf(peaks.runs),
    [`${name}.blockPeaks`]: bufferOf(peaks.blocks),
  };
}

/**
 * The stored index, or null when it is of another schema or its parts do not fit together: rebuild
 * then. `loadPlaces` is asked for the buffer WORD_PLACES when a phrase needs it.
 */
export function fromBuffers(
  stored: StoredIndex,
  loadPlaces?: () => Promise<Uint8Array | null>,
): SearchIndex | null {
  if (stored.schema !== INDEX_SCHEMA) return null;
  try {
    const index = readIndex(stored);
    const { positions } = index?.fields.body.postings ?? {};
    if (positions && loadPlaces) positions.load = loadPlaces;
    return index;
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
    const has = (what: string): boolean => stored.buffers[what] !== undefined;
    const read = readField(name, { part, has }, count);
    if (!isWhole(read, vocabulary.size, count)) throw new Error(`${name} does not fit`);
    return completeField(read, count);
  };
  const languages = new Uint8Array(part('languages'));
  if (languages.length !== count || !isVocabularyWhole(vocabulary)) return null;
  const fields = { title: field('title'), author: field('author'), body: field('body') };
  return { count, vocabulary, fields, languages };
}

function readField(
  name: Field,
  { part, has }: { part: (name: string) => ArrayBuffer; has: (name: string) => boolean },
  count: number,
): StoredField {
  const numbers = (what: string): Uint32Array => new Uint32Array(part(`${name}.${what}`));
  const isByRow = name === 'body';
  const postings: Postings = {
    ...{ offsets: numbers('offsets'), entries: numbers('entries') },
    ...{ bigAt: numbers('bigAt'), bigFrequency: numbers('bigFrequency') },
    ...{ dense: null, positions: null },
  };
  const lengths = numbers('lengths');
  if (!isByRow) return { postings, lengths, of: numbers('of') };
  const blocks = (count + (1 << BLOCK_SHIFT) - 1) >>> BLOCK_SHIFT;
  const dense = rankDense({
    ...{ terms: numbers('denseTerms'), bits: numbers('denseBits'), starts: numbers('denseStarts') },
    ...{ frequencies: new Uint8Array(part(`${name}.denseFrequencies`)) },
    ...{ blocks, width: blocks * BLOCK_WORDS, ranks: new Uint32Array(0) },
  });
  const skipStarts = startRuns(postings.offsets);
  const places = has(WORD_PLACES) ? new Uint8Array(part(WORD_PLACES)) : null;
  const positions: Positions = {
    ...{ starts: numbers('positionStarts'), bytes: places },
    ...{ skips: numbers('skips'), skipStarts, denseSkips: numbers('denseSkips') },
  };
  const peaks: Peaks = {
    ...{ runs: new Float64Array(part(`${name}.runPeaks`)), runStarts: skipStarts },
    blocks: new Float64Array(part(`${name}.blockPeaks`)),
  };
  return { postings: { ...postings, dense, positions }, lengths, of: null, peaks };
}

function isWhole(field: StoredField, terms: number, count: number): boolean {
  const { offsets, entries, bigAt, bigFrequency } = field.postings;
  if (offsets.length !== terms + 1 || entries.length !== offsets[terms]) return false;
  if (bigAt.length !== bigFrequency.length) return false;
  if (field.of) return field.of.length === count;
  return field.lengths.length === count && isByRowWhole(field, terms);
}

function isByRowWhole(
  { postings: { dense, positions }, peaks }: StoredField,
  terms: number,
): boolean {
  if (!dense || !positions || !peaks) return false;
  const lists = dense.terms.length;
  const runs = positions.skipStarts[terms] ?? 0;
  return (
    dense.bits.length === lists * dense.width &&
    dense.starts.length === lists + 1 &&
    dense.frequencies.length === dense.starts[lists] &&
    positions.starts.length === terms + 1 &&
    (positions.bytes?.length ?? positions.starts[terms]) === positions.starts[terms] &&
    positions.skips.length === runs &&
    peaks.runs.length === runs &&
    positions.denseSkips.length === lists * dense.blocks &&
    peaks.blocks.length === lists * dense.blocks
  );
}

function isVocabularyWhole({ offsets, chars }: Vocabulary): boolean {
  return chars.length === offsets[offsets.length - 1];
}
