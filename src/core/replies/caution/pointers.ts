import { NAMED } from '../names/address.ts';
import type { Page } from '../page.ts';

const LEAST_QUOTED = 2;
const LEAST_SAID = 1.7;

/** Whom and what a comment's own words point to; reused from comment to comment. */
export interface Pointers {
  /** By commenter and by comment: the last comment that pointed there. */
  author: Int32Array;
  comment: Int32Array;
}

export function createPointers(page: Page): Pointers {
  return {
    author: new Int32Array(page.authors.count).fill(-1),
    comment: new Int32Array(page.n).fill(-1),
  };
}

/** Notes where comment i's names, quotations and repeated words point. */
export function readPointers(
  { mentions, echoes, authors }: Page,
  pointers: Pointers,
  i: number,
): void {
  for (let at = mentions.start[i] ?? 0; at < (mentions.start[i + 1] ?? 0); at++) {
    if ((mentions.kind[at] ?? 0) >= NAMED.leading || mentions.kind[at] === NAMED.alias)
      pointers.author[mentions.author[at] ?? 0] = i;
  }
  const mine = authors.of[i] ?? -1;
  for (let link = echoes.start[i] ?? 0; link < (echoes.start[i + 1] ?? 0); link++) {
    const to = echoes.to[link] ?? 0;
    const isOwn = authors.of[to] === mine;
    const isClear =
      (echoes.quoted[link] ?? 0) >= LEAST_QUOTED ||
      (!isOwn && (echoes.said[link] ?? 0) >= LEAST_SAID);
    if (isClear) pointers.comment[to] = i;
  }
}

/**
 * Whether comment i, read last, points to an earlier comment or its author. A label, as of a vote, points past the
 * other labels.
 */
export function isPointedTo(page: Page, pointers: Pointers, i: number, parent: number): boolean {
  const { isFirm } = page.openers;
  if (isFirm[i] === 1 && isFirm[parent] !== 1) return true;
  const author = page.authors.of[parent] ?? -1;
  return pointers.comment[parent] === i || (author >= 0 && pointers.author[author] === i);
}
