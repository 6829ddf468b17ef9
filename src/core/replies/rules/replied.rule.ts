import { answered, answersAuthor, type FirstPass } from '../first-pass.ts';
import { TOP, type Page } from '../page.ts';
import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';
import { nameOf } from '../words/words.ts';

const REPLIES = [0.3, 0.8, 1.6, 3];

/** Second pass: who already answers whom, by the first pass. */
export const rule: Rule = {
  id: 'replied',
  basis: 'turns',
  isSecond: true,
  slots: [
    ...[...REPLIES, 99].map((bound) => `replied.${String(bound)}`),
    'replied.by-me',
    'replied.answers-me',
    'replied.answers-me-latest',
    'replied.same-thread-as-mine',
    'replied.other-thread-than-mine',
    'replied.end-of-thread',
    'replied.thread-starter-me',
    'replied.sibling-before',
    'replied.answers-nameless-me',
    'replied.top',
    'replied.partner',
    'replied.partner-since',
    'replied.their-partner',
    'replied.share',
    'replied.share-first',
    'replied.asks-me',
    'replied.asks-nameless-me',
    'replied.waits-for-me',
  ],
  write({ page, focus, first }, k, sink) {
    if (!first) return;
    const i = focus.i;
    const j = focus.parent[k] ?? 0;
    const mine = page.authors.of[i] ?? -1;
    const toJ = answered(first, i, j);
    put(sink, binOf((first.replies[j] ?? 0) - toJ, REPLIES));
    const since = Math.min(page.n, runEnd(page, j)) - j - 2;
    if (since > 0) {
      const share = Math.max(0, (first.replies[j] ?? 0) - toJ) / (since + 1);
      put(sink, 18, share);
      if (j === (page.runs.startOf[i] ?? 0)) put(sink, 19, share);
    }
    const own = page.authors.previousOwn[i] ?? -1;
    if (own >= 0) {
      const did = answered(first, own, j);
      if (did > 0) put(sink, 5, did);
      put(sink, first.thread[own] === first.thread[j] ? 8 : 9);
      const theirs = page.authors.of[j] ?? -1;
      const partner = theirs < 0 || theirs === mine ? 0 : answersAuthor(page, first, own, theirs);
      if (partner > 0.02) put(sink, own < j ? 16 : 15, partner);
    }
    if (page.authors.of[j] !== mine || mine < 0) {
      const me =
        mine >= 0 ? answersAuthor(page, first, j, mine) : answersAuthor(page, first, j, -1);
      if (me > 0.02) {
        put(sink, mine >= 0 ? 6 : 13, me);
        if (mine >= 0 && own < j) put(sink, 7, me);
        if (page.asks[j] === 1 && (mine < 0 || own < j)) put(sink, mine >= 0 ? 20 : 21, me);
        if ((first.replies[j] ?? 0) - toJ < 0.3 && (mine < 0 || own < j)) put(sink, 22, me);
      }
    }
    const before = page.authors.previousOwn[j] ?? -1;
    if (mine >= 0 && before >= 0) {
      const spoke = answersAuthor(page, first, before, mine);
      if (spoke > 0.02) put(sink, 17, spoke);
    }
    if (isEnd(first, i, j)) put(sink, 10);
    if (page.authors.of[first.thread[j] ?? j] === mine && mine >= 0) put(sink, 11);
    if (i > 0 && first.parent[i - 1] === j) put(sink, 12);
    put(sink, 14, first.top[j] ?? 0);
  },
  explain({ page, focus, first }, k) {
    if (!first) return null;
    const j = focus.parent[k] ?? 0;
    const mine = page.authors.of[focus.i] ?? -1;
    if (mine < 0 || mine === page.authors.of[j]) return null;
    if (answersAuthor(page, first, j, mine) < 0.5) return null;
    const up = first.parent[j] ?? TOP;
    const body = up >= 0 ? (page.comments[up]?.body ?? '') : '';
    const me = nameOf(page, focus.i);
    const them = nameOf(page, j);
    return {
      sentence: `carries on a talk: ${me}, then ${them}, now ${me} again`,
      gist: `in turn with ${them}`,
      spans: up >= 0 ? [{ in: up, start: 0, end: Math.min(body.length, 80) }] : [],
    };
  },
  lost({ page, focus, first }, k, best) {
    if (!first || k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const mine = page.authors.of[focus.i] ?? -1;
    const answersMe = (at: number): number =>
      mine < 0 ? 0 : answersAuthor(page, first, focus.parent[at] ?? 0, mine);
    if (answersMe(best) >= 0.5 && answersMe(k) < 0.5) {
      return `does not answer ${nameOf(page, focus.i)}, as the chosen one does`;
    }
    const isTaken = (first.replies[focus.parent[k] ?? 0] ?? 0) >= 1;
    return isTaken ? 'has been answered by others' : null;
  },
};

function runEnd(page: Page, j: number): number {
  return page.runs.endOf[j] ?? page.n;
}

/** Whether j is the last of its thread before i, as far as 60 comments back tell. */
function isEnd(
  { thread, previousInThread, nextInThread }: FirstPass,
  i: number,
  j: number,
): boolean {
  if (thread[i] === thread[j]) return previousInThread[i] === j;
  if ((nextInThread[j] ?? i) >= i) return true;
  if (j >= i - 60) return false;
  for (let t = i - 1; t > i - 60; t--) if (thread[t] === thread[j]) return false;
  return true;
}
