import { NAMED } from '../names/address.ts';
import type { Page } from '../page.ts';

/** Names and quotations that point to somebody earlier: how many, and how many only to before the last step back. */
export interface Crossing {
  cues: number;
  across: number;
}

/**
 * One-level or nested? Both step back in time. In a one-level page a step back opens a thread, so names and
 * quotations never reach back over it; in a nested page it may only climb back to an ancestor. Linear.
 */
export function countCrossing(page: Page): Crossing {
  const { mentions, echoes, runs, authors } = page;
  const latest = new Int32Array(authors.count).fill(-1);
  let cues = 0;
  let across = 0;
  const count = (target: number, low: number): void => {
    if (target < 0) return;
    cues++;
    if (target < low) across++;
  };
  for (let i = 0; i < page.n; i++) {
    const low = runs.startOf[i] ?? 0;
    for (let at = mentions.start[i] ?? 0; at < (mentions.start[i + 1] ?? 0); at++) {
      if ((mentions.kind[at] ?? 0) < NAMED.alias) continue;
      count(latest[mentions.author[at] ?? 0] ?? -1, low);
    }
    const link = echoes.start[i] ?? 0;
    if (link < (echoes.start[i + 1] ?? 0) && (echoes.quoted[link] ?? 0) >= 2) {
      count(echoes.to[link] ?? -1, low);
    }
    const author = authors.of[i] ?? -1;
    if (author >= 0) latest[author] = i;
  }
  return { cues, across };
}
