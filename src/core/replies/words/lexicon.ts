import { foldUnit, isIsolate, SEPARATOR, SKIP, UNIT_TABLE, UNSET } from './code-units.ts';
import { COMMON_WORDS } from '../names/common-words.ts';

/**
 * Words of one page as small numbers. A word is identified by a 32-bit hash of its folded letters, so no
 * string is made. The stem is the first six letters after a leading Arabic article. Two words of one page share a hash about
 * once in 40 pages of 10,000 distinct words; the price is one false overlap.
 */
export interface Lexicon {
  /** Distinct words so far. */
  words: number;
  /** Stem of each word, as a small number. */
  stem: Int32Array;
  stems: number;
  /** 1 = too common to mean anything. */
  common: Uint8Array;
  keys: Int32Array;
  slots: Int32Array;
  byHash: Int32Array;
  stemIds: Map<number, number>;
}

/** Words of one or more texts in a row; `start`/`end` are character offsets. */
export interface Words {
  count: number;
  word: Int32Array;
  start: Int32Array;
  end: Int32Array;
}

export function createLexicon(): Lexicon {
  return {
    words: 0,
    stem: new Int32Array(512),
    stems: 0,
    common: new Uint8Array(512),
    keys: new Int32Array(1024),
    slots: new Int32Array(1024).fill(-1),
    byHash: new Int32Array(512),
    stemIds: new Map(),
  };
}

export function createWords(capacity = 1024): Words {
  return {
    count: 0,
    word: new Int32Array(capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
  };
}

function widen(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(length);
  next.set(array);
  return next;
}

function growWords(words: Words): void {
  const length = words.word.length * 2;
  words.word = widen(words.word, length);
  words.start = widen(words.start, length);
  words.end = widen(words.end, length);
}

function rehash(lexicon: Lexicon): void {
  const size = lexicon.slots.length * 2;
  const keys = new Int32Array(size);
  const slots = new Int32Array(size).fill(-1);
  for (let word = 0; word < lexicon.words; word++) {
    const hash = lexicon.byHash[word] ?? 0;
    let at = (hash ^ (hash >>> 15)) & (size - 1);
    while ((slots[at] ?? -1) >= 0) at = (at + 1) & (size - 1);
    slots[at] = word;
    keys[at] = hash;
  }
  lexicon.keys = keys;
  lexicon.slots = slots;
}

const SEED = 0x811c9dc5 | 0;
const STEM_LETTERS = 6;
/** No character below is a word of its own. */
const ISOLATES = 0x2e80;
const ALEF = 0x627;
const LAM = 0x644;

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

const COMMON_HASHES: ReadonlySet<number> = new Set(
  [...COMMON_WORDS].map((word) => {
    let hash = SEED;
    for (let at = 0; at < word.length; at++) {
      const unit = foldUnit(word.charCodeAt(at));
      if (unit > SKIP) hash = step(hash, unit);
    }
    return hash;
  }),
);

/** Hash of a word's first six letters after a leading Arabic article, and whether it has at least two letters. */
function stemOf(text: string, start: number, end: number): { hash: number; isLong: boolean } {
  let hash = SEED;
  let letters = 0;
  let seen = 0;
  let first = 0;
  for (let at = start; at < end && letters < STEM_LETTERS; at++) {
    const unit = foldUnit(text.charCodeAt(at));
    if (unit <= SKIP) continue;
    seen++;
    if (seen === 1) first = unit;
    if (seen === 2 && first === ALEF && unit === LAM && end - start > 4) {
      hash = SEED;
      letters = 0;
      continue;
    }
    hash = step(hash, unit);
    letters++;
  }
  return { hash, isLong: seen >= 2 };
}

function addWord(lexicon: Lexicon, hash: number, text: string, start: number, end: number): number {
  const word = lexicon.words++;
  if (word >= lexicon.stem.length) {
    lexicon.stem = widen(lexicon.stem, word * 2);
    lexicon.byHash = widen(lexicon.byHash, word * 2);
    const common = new Uint8Array(word * 2);
    common.set(lexicon.common);
    lexicon.common = common;
  }
  const key = stemOf(text, start, end);
  let stem = lexicon.stemIds.get(key.hash);
  if (stem === undefined) {
    stem = lexicon.stems++;
    lexicon.stemIds.set(key.hash, stem);
  }
  lexicon.stem[word] = stem;
  lexicon.byHash[word] = hash;
  const isAlone = !key.isLong && !isIsolate(text.charCodeAt(start));
  lexicon.common[word] = isAlone || COMMON_HASHES.has(hash) ? 1 : 0;
  return word;
}

function intern(lexicon: Lexicon, hash: number, text: string, start: number, end: number): number {
  const mask = lexicon.slots.length - 1;
  let at = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const word = lexicon.slots[at] ?? -1;
    if (word < 0) break;
    if (lexicon.keys[at] === hash) return word;
    at = (at + 1) & mask;
  }
  const word = addWord(lexicon, hash, text, start, end);
  lexicon.slots[at] = word;
  lexicon.keys[at] = hash;
  if (lexicon.words * 2 > lexicon.slots.length) rehash(lexicon);
  return word;
}

/** Appends a text's words (at most `limit`). An apostrophe ends a word like any other separator. */
export function readWords(lexicon: Lexicon, text: string, out: Words, limit = Infinity): void {
  const length = text.length;
  const last = out.count + limit;
  let hash = 0;
  let start = -1;
  for (let at = 0; at <= length; at++) {
    const raw = at < length ? text.charCodeAt(at) : 32;
    let unit = UNIT_TABLE[raw] ?? SEPARATOR;
    if (unit > SKIP && unit !== UNSET && raw < ISOLATES) {
      if (start < 0) {
        start = at;
        hash = SEED;
      }
      hash = step(hash, unit);
      continue;
    }
    if (unit === UNSET) unit = foldUnit(raw);
    if (unit === SKIP) continue;
    const isolate = raw >= ISOLATES && isIsolate(raw);
    if (start >= 0 && (unit === SEPARATOR || isolate)) {
      pushWord(lexicon, text, out, hash, start, at);
      start = -1;
      if (out.count >= last) return;
    }
    if (unit === SEPARATOR) continue;
    if (start < 0) {
      start = at;
      hash = SEED;
    }
    hash = step(hash, unit);
    if (isolate) {
      pushWord(lexicon, text, out, hash, start, at + 1);
      start = -1;
      if (out.count >= last) return;
    }
  }
}

function pushWord(
  lexicon: Lexicon,
  text: string,
  out: Words,
  hash: number,
  start: number,
  end: number,
): void {
  if (out.count >= out.word.length) growWords(out);
  out.word[out.count] = intern(lexicon, hash, text, start, end);
  out.start[out.count] = start;
  out.end[out.count] = end;
  out.count++;
}
