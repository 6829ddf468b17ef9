/**
 * Phrases and patterns: candidates come from the index, then each text is read, in batches that can be
 * stopped. "every credible" is two words in a row in the folded body.
 */
import { foldWord, MAX_WORD_LENGTH } from '../text/fold.ts';
import type { SearchContext } from './context.ts';
import { rawWord, scanBytes, type WordSink } from './index/scan-bytes.ts';
import { TextBytes } from './index/text-bytes.ts';
import { UNKNOWN, WordTable } from './index/word-table.ts';
import { addRow, emptyRows, listRows, type RowSet } from './rows.ts';

const BATCH = 1024;

const MAX_SPELLINGS = 1 << 16;
const NOTHING = -2;
const OTHER = -1;

const SAME = 1;
const DIFFERENT = 0;
const UNSURE = 2;
const UNDERSCORE = 95;

/** Decides one phrase in many texts. Words are compared as numbers; each spelling is folded once. */
export class PhraseMatcher {
  /** Of each place in the phrase, the first place with the same word. */
  private readonly pattern: readonly number[];
  private readonly words: readonly string[];
  private readonly spellings = new WordTable();
  private readonly text = new TextBytes();
  private readonly found: number[] = [];

  constructor(words: readonly string[]) {
    this.words = words;
    this.pattern = words.map((word) => words.indexOf(word));
  }

  /** Whether the words stand in a row in a text. */
  matches(text: string): boolean {
    const { found, pattern } = this;
    found.length = 0;
    this.text.set(text);
    scanBytes(this.text.bytes, this.text.length, this.sink);
    const last = found.length - pattern.length;
    next: for (let at = 0; at <= last; at += 1) {
      for (let offset = 0; offset < pattern.length; offset += 1) {
        if (found[at + offset] !== pattern[offset]) continue next;
      }
      return true;
    }
    return false;
  }

  private readonly sink: WordSink = {
    word: (bytes, start, end, hash) => {
      this.addWord(bytes, start, end, hash);
    },
    piece: (word) => {
      this.add(this.placeOf(word));
    },
  };

  private addWord(bytes: Uint8Array, start: number, end: number, hash: number): void {
    const { words } = this;
    for (let at = 0; at < words.length; at += 1) {
      const verdict = comparePlain(bytes, start, end, words[at] ?? '');
      if (verdict === DIFFERENT) continue;
      this.add(verdict === SAME ? at : this.placeOfSpelling(bytes, start, end, hash));
      return;
    }
    this.add(OTHER);
  }

  private add(place: number): void {
    if (place !== NOTHING) this.found.push(place);
  }

  private placeOfSpelling(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const { spellings } = this;
    const known = spellings.find(bytes, start, end, hash);
    if (known !== UNKNOWN) return known;
    const place = this.placeOf(rawWord(bytes, start, end));
    if (spellings.count >= MAX_SPELLINGS) spellings.clear();
    spellings.add(bytes, start, end, hash, place);
    return place;
  }

  private placeOf(raw: string): number {
    const word = foldWord(raw);
    return word === '' ? NOTHING : Math.max(OTHER, this.words.indexOf(word));
  }
}

/**
 * Compares a raw word, its ASCII letters small, with a folded one without folding it: what begins with other plain letters folds
 * to something else. Unsure when it has an underscore or a letter beyond ASCII before they part.
 */
function comparePlain(bytes: Uint8Array, start: number, end: number, word: string): number {
  const length = word.length;
  for (let at = start; at < end; at += 1) {
    const code = bytes[at] ?? 0;
    if (code > 127 || code === UNDERSCORE) return UNSURE;
    const place = at - start;
    if (place >= length) return length === MAX_WORD_LENGTH ? SAME : DIFFERENT;
    if (code !== word.charCodeAt(place)) return DIFFERENT;
  }
  return end - start === length ? SAME : DIFFERENT;
}

/**
 * The candidates whose text passes a test; rejects with the signal's reason when aborted. `onFound` hears
 * the set between two batches.
 */
export async function verifyRows(
  context: SearchContext,
  candidates: RowSet,
  test: (text: string) => boolean,
  onFound?: (rows: RowSet) => void,
): Promise<RowSet> {
  const rows = listRows(candidates);
  const set = emptyRows(candidates.size);
  for (let start = 0; start < rows.length; start += BATCH) {
    context.signal?.throwIfAborted();
    const batch = rows.subarray(start, start + BATCH);
    const texts = await context.textOf(batch);
    for (let at = 0; at < batch.length; at += 1) {
      if (test(texts[at] ?? '')) addRow(set, batch[at] ?? 0);
    }
    if (start + BATCH < rows.length) onFound?.(set);
    await context.pause?.();
  }
  return set;
}
