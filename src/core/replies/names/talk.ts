import { NAMED } from './address.ts';
import type { Mentions } from './mentions.ts';

/** Comments that address each author, ascending: comment[start[a]…start[a+1]). */
export interface Talk {
  start: Uint32Array;
  comment: Int32Array;
}

/** Turns "who is named in comment i" round into "which comments address author a". Linear. */
export function readTalk(mentions: Mentions, authors: number): Talk {
  const start = new Uint32Array(authors + 1);
  const last = new Int32Array(authors).fill(-1);
  const pairs: number[] = [];
  for (let i = 0; i + 1 < mentions.start.length; i++) {
    for (let at = mentions.start[i] ?? 0; at < (mentions.start[i + 1] ?? 0); at++) {
      const author = mentions.author[at] ?? 0;
      if ((mentions.kind[at] ?? 0) < NAMED.called || last[author] === i) continue;
      last[author] = i;
      start[author + 1] = (start[author + 1] ?? 0) + 1;
      pairs.push(author, i);
    }
  }
  for (let a = 0; a < authors; a++) start[a + 1] = (start[a + 1] ?? 0) + (start[a] ?? 0);
  const next = start.slice();
  const comment = new Int32Array(pairs.length / 2);
  for (let at = 0; at < pairs.length; at += 2) {
    const author = pairs[at] ?? 0;
    const to = next[author] ?? 0;
    comment[to] = pairs[at + 1] ?? 0;
    next[author] = to + 1;
  }
  return { start, comment };
}
