import { binOf, put, type Rule } from '../rule.ts';

const MANY = [1, 3];

/** Comments that open with the same label stand side by side. */
export const rule: Rule = {
  id: 'opener',
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
};
