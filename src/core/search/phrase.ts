/**
 * Phrases and patterns: candidates come from the index, then each text is read, in batches that can be
 * stopped. "every credible" is two words in a row in the folded body.
 */
import { foldWord, MAX_WORD_LENGTH } from '../text/fold.ts';
import { scanSpans } from '../text/tokens.ts';
import type { SearchContext } from './context.ts';
import { Spellings } from './index/spellings.ts';
import { addRow, emptyRows, listRows, type RowSet } from './rows.ts';

const BATCH = 1024;

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
  private readonly spellings = new Spellings();
  private text = '';
  private readonly found: number[] = [];

  constructor(words: readonly string[]) {
    this.words = words;
    this.pattern = words.map((word) => words.indexOf(word));
  }

  /** Whether the words stand in a row in a text. */
  matches(text: string): boolean {
    const { found, pattern } = this;
    found.length = 0;
    this.text = text.normalize('NFKC');
    scanSpans(this.text, this.addWord);
    const last = found.length - pattern.length;
    next: for (let at = 0; at <= last; at += 1) {
      for (let offset = 0; offset < pattern.length; offset += 1) {
        if (found[at + offset] !== pattern[offset]) continue next;
      }
      return true;
    }
    return false;
  }

  private readonly addWord = (start: number, end: number): void => {
    const { words, text } = this;
    let isUnsure = false;
    for (let at = 0; at < words.length && !isUnsure; at += 1) {
      const verdict = comparePlain(text, start, end, words[at] ?? '');
      if (verdict === SAME) {
        this.found.push(at);
        return;
      }
      isUnsure = verdict === UNSURE;
    }
    if (isUnsure) this.addFolded(start, end);
    else this.found.push(OTHER);
  };

  private addFolded(start: number, end: number): void {
    const word = this.spellings.numberOf(this.text, start, end, this.placeOf);
    if (word !== NOTHING) this.found.push(word);
  }

  private readonly placeOf = (raw: string): number => {
    const word = foldWord(raw);
    return word === '' ? NOTHING : Math.max(OTHER, this.words.indexOf(word));
  };
}

/**
 * Compares a raw word with a folded one without folding it: what begins with other plain letters folds
 * to something else. Unsure when it has an underscore or a letter beyond ASCII before they part.
 */
function comparePlain(text: string, start: number, end: number, word: string): number {
  const length = word.length;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127 || code === UNDERSCORE) return UNSURE;
    const place = at - start;
    if (place >= length) return length === MAX_WORD_LENGTH ? SAME : DIFFERENT;
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (lower !== word.charCodeAt(place)) return DIFFERENT;
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
