import { NAMED } from '../names/address.ts';
import type { Mentions } from '../names/mentions.ts';
import type { PageText } from '../page.ts';

/** How much of a habit it is on this page to quote in marked lines and to address people, 0 to 1. */
export interface Habits {
  quoting: number;
  naming: number;
  /** 1 = the comment has a marked line. */
  quotes: Uint8Array;
}

/** Shares of the comments after the first, drawn a little towards 0 on small pages. */
export function readHabits(text: PageText, mentions: Mentions): Habits {
  const quotes = new Uint8Array(text.n);
  let quoting = 0;
  let naming = 0;
  for (let i = 0; i < text.n; i++) {
    for (let at = text.firstWord[i] ?? 0; at < (text.firstWord[i + 1] ?? 0); at++) {
      if (text.quoted[at] === 2) quotes[i] = 1;
    }
    let names = false;
    for (let at = mentions.start[i] ?? 0; at < (mentions.start[i + 1] ?? 0); at++) {
      if ((mentions.kind[at] ?? 0) >= NAMED.alias) names = true;
    }
    if (i === 0) continue;
    quoting += quotes[i] ?? 0;
    if (names) naming++;
  }
  const of = text.n + 1;
  return { quoting: quoting / of, naming: naming / of, quotes };
}
