import type { TextStore } from '../../core/text-store.ts';
import { delay } from '../pause.ts';

/** The page is shown, and first searched, before anything is checked. */
const FIRST_MS = 5000;
/** Rest after each chunk: reading and hashing one takes some milliseconds. */
const BETWEEN_MS = 100;
const WAIT_MS = 250;

/** When to look, in milliseconds; and when not. */
export interface CheckOptions {
  /** False while a reader waits for something, or other work in the background is under way. */
  isIdle: () => boolean;
  isStopped: () => boolean;
  firstMs?: number;
  betweenMs?: number;
}

/**
 * Reads the chunks that nothing has read yet, one at a time while nothing else is asked, so that damage to
 * text is found, and told of by the store, before the text is needed. Resolves when all are read, at a
 * stop, or when storage cannot be read at all.
 */
export async function checkTexts(text: TextStore, options: CheckOptions): Promise<void> {
  const { isIdle, isStopped, firstMs = FIRST_MS, betweenMs = BETWEEN_MS } = options;
  await delay(firstMs);
  for (let index = 0; index < text.chunkCount; index++) {
    if (text.wasRead(index)) continue;
    while (!isIdle() && !isStopped()) await delay(WAIT_MS);
    if (isStopped()) return;
    try {
      await text.skim(index);
    } catch {
      return;
    }
    await delay(betweenMs);
  }
}
