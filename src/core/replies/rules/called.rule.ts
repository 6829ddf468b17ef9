import { NAMED } from '../names/address.ts';
import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import type { Page } from '../page.ts';
import { nameOf } from '../words/words.ts';

/** Whether the candidate addresses this comment's author, or somebody else. */
export const rule: Rule = {
  id: 'called',
  basis: 'words',
  slots: [
    'called.me',
    'called.me-unanswered',
    'called.mentions-me',
    'called.other',
    'called.me-latest',
    'called.me-asking',
  ],
  isLive: ({ page }) => page.mentions.author.length > 0,
  write({ page, focus }, k, sink) {
    const { start, author, kind } = page.mentions;
    const j = focus.parent[k] ?? 0;
    const mine = page.authors.of[focus.i] ?? -1;
    let me = 0;
    let other = 0;
    for (let at = start[j] ?? 0; at < (start[j + 1] ?? 0); at++) {
      const strength = kind[at] ?? 0;
      if (author[at] === mine) me = Math.max(me, strength);
      else other = Math.max(other, strength);
    }
    if (me >= NAMED.alias) {
      put(sink, 0);
      if ((page.authors.previousOwn[focus.i] ?? -1) < j) put(sink, 1);
      if ((page.authors.nextOwn[j] ?? 0) >= focus.i) put(sink, 4);
      if (page.asks[j] === 1) put(sink, 5);
    } else if (me > 0) put(sink, 2);
    else if (other >= NAMED.called) put(sink, 3);
  },
  explain({ page, focus }, k) {
    const { start, author, from, to } = page.mentions;
    const j = focus.parent[k] ?? 0;
    const mine = page.authors.of[focus.i] ?? -1;
    if (mine < 0) return null;
    for (let at = start[j] ?? 0; at < (start[j + 1] ?? 0); at++) {
      if (author[at] !== mine) continue;
      const text = (page.comments[j]?.body ?? '').slice(from[at] ?? 0, to[at] ?? 0);
      const who = nameOf(page, j);
      return {
        sentence: `${who} names ${nameOf(page, focus.i)} there: '${text}'`,
        gist: `named by ${who}`,
        spans: [{ in: j, start: from[at] ?? 0, end: to[at] ?? 0 }],
      };
    }
    return null;
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const mine = page.authors.of[focus.i] ?? -1;
    if (mine >= 0 && isSpokenTo(page, focus.parent[best] ?? 0, mine)) {
      return `does not speak to ${nameOf(page, focus.i)}, as the chosen one does`;
    }
    return 'speaks to somebody else';
  },
};

function isSpokenTo(page: Page, j: number, author: number): boolean {
  const { start, author: who, kind } = page.mentions;
  for (let at = start[j] ?? 0; at < (start[j + 1] ?? 0); at++) {
    if (who[at] === author && (kind[at] ?? 0) >= NAMED.alias) return true;
  }
  return false;
}
