import { put, type Rule } from '../rule.ts';
import { lengthOf } from '../words/words.ts';

/**
 * How long the comment is, where the parent began the run or spoke last. It corrects what other rules say of
 * these two places: it has no sentence, since length alone is no reason a reader would accept.
 */
export const rule: Rule = {
  id: 'reach',
  basis: 'place',
  slots: ['reach.long-to-first', 'reach.short-to-last', 'reach.mid-to-first'],
  isLive({ page, focus }) {
    const words = lengthOf(page, focus.i);
    return words > 20 || words <= 8;
  },
  write({ page, focus }, k, sink) {
    const j = focus.parent[k] ?? 0;
    const words = lengthOf(page, focus.i);
    if (j === (page.runs.startOf[focus.i] ?? 0)) {
      if (words > 60) put(sink, 0);
      else if (words > 20) put(sink, 2);
    }
    if (page.authors.previousOther[focus.i] === j && words <= 8) put(sink, 1);
  },
};
