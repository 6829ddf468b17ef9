import { put, type Rule } from '../rule.ts';
import { lengthOf } from '../words.ts';

/** Long comments rather answer the comment that began the run, short ones the last other speaker. */
export const rule: Rule = {
  id: 'reach',
  slots: ['reach.long-to-first', 'reach.short-to-last', 'reach.mid-to-first'],
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
