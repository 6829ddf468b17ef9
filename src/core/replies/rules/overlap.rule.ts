import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import type { Span } from '../inference.ts';
import type { Page } from '../page.ts';

/** Rare words in common, relative to the candidate that shares most. */
export const rule: Rule = {
  id: 'overlap',
  basis: 'words',
  slots: ['overlap.most', 'overlap.near-most', 'overlap.some', 'overlap.none', 'overlap.amount'],
  isLive: ({ focus }) => focus.bestSimilarity > 0,
  write({ focus }, k, sink) {
    const best = focus.bestSimilarity;
    if (best <= 0) return;
    const own = focus.similarity[k] ?? 0;
    const share = own / best;
    put(sink, share >= 1 ? 0 : share >= 0.6 ? 1 : share > 0 ? 2 : 3);
    if (own > 0) put(sink, 4, Math.sqrt(own));
  },
  explain({ page, focus }, k) {
    if ((focus.similarity[k] ?? 0) <= 0) return null;
    const j = focus.parent[k] ?? 0;
    const shared = rarestShared(page, focus.i, j);
    if (shared.length === 0) return null;
    const spans: Span[] = shared.flatMap((one) => [
      { in: focus.i, start: one.mine[0], end: one.mine[1] },
      { in: j, start: one.theirs[0], end: one.theirs[1] },
    ]);
    const body = page.comments[focus.i]?.body ?? '';
    const words = shared.map((one) => `'${body.slice(...one.mine)}'`);
    return {
      sentence: `takes up ${words.length > 1 ? 'words' : 'a word'} rare on this page: ${words.join(', ')}`,
      gist: `takes up ${words[0] ?? ''}`,
      spans,
    };
  },
  lost({ focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const own = focus.similarity[k] ?? 0;
    if ((focus.similarity[best] ?? 0) <= own) return null;
    return own > 0 ? 'shares fewer rare words with it' : 'shares no rare word with it';
  },
};

interface Shared {
  rarity: number;
  mine: [number, number];
  theirs: [number, number];
}

function rarestShared(page: Page, i: number, j: number): Shared[] {
  const { words, firstWord, lexicon, bags } = page;
  const theirs = new Map<number, number>();
  for (let at = firstWord[j] ?? 0; at < (firstWord[j + 1] ?? 0); at++) {
    const word = words.word[at] ?? 0;
    if (lexicon.common[word] === 0) theirs.set(lexicon.stem[word] ?? 0, at);
  }
  const found = new Map<number, Shared>();
  for (let at = firstWord[i] ?? 0; at < (firstWord[i + 1] ?? 0); at++) {
    const word = words.word[at] ?? 0;
    const stem = lexicon.stem[word] ?? 0;
    const there = theirs.get(stem);
    if (lexicon.common[word] === 1 || there === undefined || found.has(stem)) continue;
    found.set(stem, {
      rarity: bags.rarity[stem] ?? 0,
      mine: [words.start[at] ?? 0, words.end[at] ?? 0],
      theirs: [words.start[there] ?? 0, words.end[there] ?? 0],
    });
  }
  return [...found.values()]
    .filter((one) => one.rarity > 0.7)
    .sort((a, b) => b.rarity - a.rarity || lengthOf(b) - lengthOf(a) || a.mine[0] - b.mine[0])
    .slice(0, 3);
}

function lengthOf({ mine: [start, end] }: Shared): number {
  return end - start;
}
