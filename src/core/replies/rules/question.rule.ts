import { put, type Rule } from '../rule.ts';
import { nameOf } from '../words.ts';

export const rule: Rule = {
  id: 'question',
  slots: ['question.answered', 'question.back', 'question.first-answer', 'question.asks-statement'],
  write({ page, focus }, k, sink) {
    const j = focus.parent[k] ?? 0;
    const { of } = page.authors;
    const same = (of[focus.i] ?? -1) >= 0 && of[focus.i] === of[j];
    if (same) return;
    if (page.asks[j] === 1) {
      put(sink, page.asks[focus.i] === 1 ? 1 : 0);
      if ((focus.between[k] ?? 0) === 0) put(sink, 2);
    } else if (page.asks[focus.i] === 1) put(sink, 3);
  },
  explain({ page, focus }, k) {
    const j = focus.parent[k] ?? 0;
    const same = page.authors.of[focus.i] === page.authors.of[j];
    if (same || page.asks[j] !== 1 || page.asks[focus.i] === 1) return null;
    const body = page.comments[j]?.body ?? '';
    const at = body.search(/[?؟？]/u);
    const start = Math.max(0, body.lastIndexOf('.', at) + 1, at - 120);
    return {
      sentence: `follows a question by ${nameOf(page, j)}`,
      gist: `answers a question`,
      spans: [{ in: j, start, end: at + 1 }],
    };
  },
};
