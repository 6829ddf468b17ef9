import { NO_CANDIDATE, put, type Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'voice',
  basis: 'turns',
  slots: [
    'voice.same',
    'voice.same-next',
    'voice.same-soon',
    'voice.both-nameless',
    'voice.nameless-parent',
    'voice.same-short',
    'voice.same-asked',
  ],
  write({ page, focus }, k, sink) {
    const { of } = page.authors;
    const j = focus.parent[k] ?? 0;
    const mine = of[focus.i] ?? -1;
    const theirs = of[j] ?? -1;
    if (theirs < 0) put(sink, mine < 0 ? 3 : 4);
    if (mine < 0 || mine !== theirs) return;
    put(sink, 0);
    if (j === focus.i - 1) put(sink, 1);
    const gap = (page.time[focus.i] ?? NaN) - (page.time[j] ?? NaN);
    if (gap <= 2) put(sink, 2);
    if ((page.firstWord[focus.i + 1] ?? 0) - (page.firstWord[focus.i] ?? 0) <= 6) put(sink, 5);
    if (page.asks[j] === 1) put(sink, 6);
  },
  explain({ page, focus }, k) {
    const j = focus.parent[k] ?? 0;
    const mine = page.authors.of[focus.i] ?? -1;
    if (mine < 0 || mine !== page.authors.of[j]) return null;
    return {
      sentence: 'continues a comment of the same commenter',
      gist: 'continues their own',
      spans: [],
    };
  },
  lost({ page, focus }, k) {
    if (k === NO_CANDIDATE) return null;
    const mine = page.authors.of[focus.i] ?? -1;
    const isOwn = mine >= 0 && mine === page.authors.of[focus.parent[k] ?? 0];
    return isOwn ? 'is by the same commenter, and few answer themselves' : null;
  },
};
