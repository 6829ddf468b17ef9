import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';
import { clip, nameOf, sharedStretch } from '../words/words.ts';

const BOUNDS = [1.5, 5];

/** Marked quotation of a candidate's words. */
export const rule: Rule = {
  id: 'quote',
  basis: 'words',
  slots: [
    'quote.short',
    'quote.some',
    'quote.long',
    'quote.most',
    'quote.of-another',
    'quote.habit',
  ],
  isLive: ({ focus }) => focus.bestQuoted > 0,
  write({ page, focus }, k, sink) {
    const quoted = focus.quoted[k] ?? 0;
    if (quoted > 0) {
      put(sink, binOf(quoted, BOUNDS));
      if (quoted >= focus.bestQuoted) put(sink, 3);
      put(sink, 5, Math.min(2, page.echoes.habit));
    }
    if (focus.bestQuoted > quoted + 1) put(sink, 4);
  },
  explain({ page, focus }, k) {
    if ((focus.quoted[k] ?? 0) === 0) return null;
    const j = focus.parent[k] ?? 0;
    const shared = sharedStretch(page, focus.i, j, focus.echoAt[k] ?? 0);
    if (!shared) return null;
    const text = (page.comments[focus.i]?.body ?? '').slice(...shared.mine);
    return {
      sentence: `quotes ${nameOf(page, j)}: '${clip(text, 60)}'`,
      gist: `quotes '${clip(text, 28)}'`,
      spans: [
        { in: focus.i, start: shared.mine[0], end: shared.mine[1] },
        { in: j, start: shared.theirs[0], end: shared.theirs[1] },
      ],
    };
  },
  lost({ page, focus }, k, best) {
    if (best === NO_CANDIDATE || (focus.quoted[best] ?? 0) === 0) return null;
    if (k === NO_CANDIDATE) return `would not quote ${nameOf(page, focus.parent[best] ?? 0)}`;
    return (focus.quoted[k] ?? 0) < (focus.quoted[best] ?? 0) ? 'is not the one it quotes' : null;
  },
};
