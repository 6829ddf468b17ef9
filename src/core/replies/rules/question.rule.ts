import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import { clip, nameOf } from '../words/words.ts';

export const rule: Rule = {
  id: 'question',
  basis: 'words',
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
    const start = startOfSentence(body, at);
    return {
      sentence: `follows a question of ${nameOf(page, j)}: '${clip(body.slice(start, at + 1), 60)}'`,
      gist: 'follows a question',
      spans: [{ in: j, start, end: at + 1 }],
    };
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const isAsked = (at: number): boolean => page.asks[focus.parent[at] ?? 0] === 1;
    return isAsked(best) && !isAsked(k) ? 'asks no question, the chosen one does' : null;
  },
};

function startOfSentence(body: string, at: number): number {
  const before = body.slice(Math.max(0, at - 120), at);
  const cut = /^[\s\S]*[.!?؟\n]\s*/u.exec(before)?.[0].length ?? 0;
  return at - before.length + cut;
}
