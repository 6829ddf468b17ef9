import { NO_CANDIDATE, put, type Rule } from '../rule.ts';

/** Where the candidate stands in the page's runs. */
export const rule: Rule = {
  id: 'standing',
  slots: ['standing.page-first', 'standing.run-first', 'standing.other-run'],
  write({ page, focus }, k, sink) {
    const j = focus.parent[k] ?? 0;
    if (j === 0) put(sink, 0);
    const run = page.runs.startOf[focus.i] ?? 0;
    if (page.runs.stepsBack === 0) return;
    if (j === run) put(sink, 1);
    else if (j < run) put(sink, 2);
  },
  explain({ focus, page }, k) {
    const j = focus.parent[k] ?? 0;
    if (j === (page.runs.startOf[focus.i] ?? 0) || j === 0) {
      return {
        sentence: 'the comment that opens this stretch of the page',
        gist: 'opens the stretch',
        spans: [],
      };
    }
    return null;
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const run = page.runs.startOf[focus.i] ?? 0;
    const isOther = (focus.parent[k] ?? 0) < run && (focus.parent[best] ?? 0) >= run;
    return isOther ? 'stands before a step back in time' : null;
  },
};
