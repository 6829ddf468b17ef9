import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';
import { clip, sharedStretch } from '../words/words.ts';

const OPENING_WORDS = 3;
const BOUNDS = [0.7, 1.7, 4];

/** Rare word groups said again. */
export const rule: Rule = {
  id: 'echo',
  basis: 'words',
  slots: [
    'echo.pair',
    'echo.one',
    'echo.some',
    'echo.many',
    'echo.most',
    'echo.of-another',
    'echo.opens',
    'echo.opens-free',
    'echo.of-partner',
    'echo.own',
  ],
  isLive: ({ focus }) => focus.bestSaid > 0,
  write({ page, focus }, k, sink) {
    const said = focus.said[k] ?? 0;
    const opening = (page.firstWord[focus.i] ?? 0) + OPENING_WORDS;
    if (said > 0) {
      put(sink, binOf(said, BOUNDS));
      if (said >= focus.bestSaid) put(sink, 4);
      const mine = page.authors.of[focus.i] ?? -1;
      if (mine >= 0 && page.authors.of[focus.parent[k] ?? 0] === mine)
        put(sink, 9, Math.min(1, said / 3));
      if (said >= 0.9 && (focus.echoAt[k] ?? 0) < opening) put(sink, 6);
      if (said >= 1.7 && said >= focus.bestSaid && (page.openers.of[focus.i] ?? -1) < 0) {
        if ((focus.echoAt[k] ?? 0) < opening) put(sink, 7);
        const last = page.authors.previousOther[focus.i] ?? -1;
        const theirs = page.authors.of[focus.parent[k] ?? 0] ?? -1;
        if (last >= 0 && theirs >= 0 && page.authors.of[last] === theirs) put(sink, 8);
      }
    }
    if (focus.bestSaid > said + 0.9) put(sink, 5);
  },
  explain({ page, focus }, k) {
    if ((focus.said[k] ?? 0) === 0) return null;
    const j = focus.parent[k] ?? 0;
    const shared = sharedStretch(page, focus.i, j, focus.echoAt[k] ?? 0);
    if (!shared) return null;
    const text = (page.comments[focus.i]?.body ?? '').slice(...shared.mine);
    return {
      sentence: `repeats '${clip(text, 60)}'`,
      gist: `repeats '${clip(text, 28)}'`,
      spans: [
        { in: focus.i, start: shared.mine[0], end: shared.mine[1] },
        { in: j, start: shared.theirs[0], end: shared.theirs[1] },
      ],
    };
  },
  lost({ focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const own = focus.said[k] ?? 0;
    if ((focus.said[best] ?? 0) <= own) return null;
    return own > 0 ? 'has fewer of the words it repeats' : 'has none of the words it repeats';
  },
};
