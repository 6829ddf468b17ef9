import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import { lengthOf } from '../words/words.ts';

/** Script and length of the two comments. */
export const rule: Rule = {
  id: 'form',
  slots: [
    'form.other-script',
    'form.parent-tiny',
    'form.parent-short',
    'form.parent-long',
    'form.tiny-next',
    'form.tiny-far',
  ],
  write({ page, focus }, k, sink) {
    const j = focus.parent[k] ?? 0;
    const mine = page.script[focus.i] ?? 0;
    const theirs = page.script[j] ?? 0;
    if (mine > 0 && theirs > 0 && mine !== theirs) put(sink, 0);
    const length = lengthOf(page, j);
    if (length <= 2) put(sink, 1);
    else if (length <= 8) put(sink, 2);
    else if (length > 120) put(sink, 3);
    if (lengthOf(page, focus.i) <= 4) put(sink, j === focus.i - 1 ? 4 : 5);
  },
  lost({ page, focus }, k) {
    if (k === NO_CANDIDATE) return null;
    const length = lengthOf(page, focus.parent[k] ?? 0);
    return length <= 2 ? 'is too short to be answered often' : null;
  },
};
