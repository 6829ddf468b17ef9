import { alikeReason, labelOf } from '../words/labels.ts';
import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';

const MANY = [1, 3];

/** Comments that open with the same label stand side by side. */
export const rule: Rule = {
  id: 'opener',
  basis: 'words',
  slots: [
    'opener.same',
    'opener.to-first-one',
    'opener.to-first-some',
    'opener.to-first-many',
    'opener.top-one',
    'opener.top-some',
    'opener.top-many',
    'opener.to-labelled',
  ],
  write({ page, focus }, k, sink) {
    const { of, start } = page.openers;
    const j = focus.parent[k] ?? 0;
    const group = of[focus.i] ?? -1;
    if (group < 0) {
      if ((of[j] ?? -1) >= 0) put(sink, 7);
      return;
    }
    if (of[j] === group) put(sink, 0);
    const others = (start[group + 1] ?? 0) - (start[group] ?? 0) - 1;
    if (j === (page.runs.startOf[focus.i] ?? 0)) put(sink, 1 + binOf(others, MANY));
  },
  writeTop({ page, focus }, sink) {
    const { of, start } = page.openers;
    const group = of[focus.i] ?? -1;
    if (group < 0) return;
    const others = (start[group + 1] ?? 0) - (start[group] ?? 0) - 1;
    put(sink, 4 + binOf(others, MANY));
  },
  explain(context, k) {
    const { page, focus } = context;
    const { of } = page.openers;
    const j = focus.parent[k] ?? 0;
    const group = of[focus.i] ?? -1;
    if (group < 0) return null;
    if (of[j] !== group) {
      return j === (page.runs.startOf[focus.i] ?? 0) ? alikeReason(context, k) : null;
    }
    const { label, span } = labelOf(page, focus.i);
    return {
      sentence: `both open with '${label}'`,
      gist: `opens with '${label}' too`,
      spans: [span, labelOf(page, j).span],
    };
  },
  explainTop: (context) => alikeReason(context, NO_CANDIDATE),
  lost({ page, focus }, k, best) {
    const { of } = page.openers;
    const j = focus.parent[k] ?? 0;
    const theirs = of[j] ?? -1;
    if (k === NO_CANDIDATE || theirs < 0) return null;
    if (best !== NO_CANDIDATE && of[focus.parent[best] ?? 0] === theirs) return null;
    const { label } = labelOf(page, j);
    return of[focus.i] === theirs
      ? `opens with '${label}' as this comment does`
      : `is one of several that open with '${label}'`;
  },
};
