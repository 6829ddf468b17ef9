import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { linesOf, undisturbed, writeFile } from './files.ts';
import { ownRows, storedCorpus, type Stored } from './stored.ts';
import { openFiles, readReceipt, shows } from './visit.ts';

/** The import that the rows break: 12,000 comments, three chunks. */
export const COMMENTS = 12_000;
export const NAME = 'talk.jsonl';
const text = linesOf(COMMENTS);
export const file = writeFile(NAME, text);
let whole: Stored | null = null;

/** To be called once in a test file: what the import comes to when nothing goes wrong. */
export function knowTheWhole(): void {
  beforeAll(async () => {
    whole = await undisturbed(NAME, text);
  });
}

/** Brings the file as a reader would, to the end. */
export async function bring(page: Page): Promise<void> {
  await openFiles(page, file);
  await finishes(page);
}

/** An import that is under way comes to its end. */
export async function finishes(page: Page): Promise<void> {
  await readReceipt(page);
  await shows(page, COMMENTS);
}

/** One corpus is there, complete, and its bytes are those of an import that nothing disturbed. */
export async function isWhole(page: Page): Promise<void> {
  const rows = (await ownRows(page)).filter(({ state }) => state === 'complete');
  expect(rows).toHaveLength(1);
  expect(await storedCorpus(page, rows[0]!)).toEqual(whole);
}
