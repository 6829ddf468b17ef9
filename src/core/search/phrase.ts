/**
 * Phrases and patterns: candidates come from the index, then each text is read, in batches that can be
 * stopped. "every credible" is two words in a row in the folded body.
 */
import { foldWord } from '../text/fold.ts';
import { scanWords } from '../text/tokens.ts';
import type { SearchContext } from './context.ts';
import { addRow, emptyRows, listRows, type RowSet } from './rows.ts';

const BATCH = 1024;

/** Decides phrases in many texts; folds each spelling once. */
export class PhraseMatcher {
  private readonly words: readonly string[];
  private spellings = new Map<string, string>();

  constructor(words: readonly string[]) {
    this.words = words;
  }

  /** Whether the words stand in a row in a text. */
  matches(text: string): boolean {
    const folded: string[] = [];
    scanWords(text.normalize('NFKC'), (raw) => {
      const word = this.fold(raw);
      if (word !== '') folded.push(word);
    });
    const { words } = this;
    const last = folded.length - words.length;
    next: for (let at = 0; at <= last; at += 1) {
      for (let offset = 0; offset < words.length; offset += 1) {
        if (folded[at + offset] !== words[offset]) continue next;
      }
      return true;
    }
    return false;
  }

  private fold(raw: string): string {
    const known = this.spellings.get(raw);
    if (known !== undefined) return known;
    if (this.spellings.size > 50_000) this.spellings = new Map();
    const folded = foldWord(raw);
    this.spellings.set(raw, folded);
    return folded;
  }
}

/** The candidates whose text passes a test; rejects with the signal's reason when aborted. */
export async function verifyRows(
  context: SearchContext,
  candidates: RowSet,
  test: (texts: readonly string[]) => readonly boolean[] | Promise<readonly boolean[]>,
): Promise<RowSet> {
  const rows = listRows(candidates);
  const set = emptyRows(candidates.size);
  for (let start = 0; start < rows.length; start += BATCH) {
    context.signal?.throwIfAborted();
    const batch = rows.subarray(start, start + BATCH);
    const verdicts = await test(await context.textOf(batch));
    for (let at = 0; at < batch.length; at += 1) if (verdicts[at]) addRow(set, batch[at] ?? 0);
    await context.pause?.();
  }
  return set;
}
