import { lowerBound } from '../focus.ts';
import type { Page } from '../page.ts';
import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import { nameOf } from '../words/words.ts';

const NEAR = 6;

/** Turns of two people: A, then B, then A again. */
export const rule: Rule = {
  id: 'exchange',
  basis: 'turns',
  slots: [
    'exchange.aba',
    'exchange.aba-latest',
    'exchange.aba-nameless',
    'exchange.they-called-me',
    'exchange.i-called-them',
    'exchange.they-call-later',
    'exchange.both-called',
    'exchange.nameless-calls-later',
  ],
  write({ page, focus }, k, sink) {
    const { of, previousOther, previousOwn, nextOwn } = page.authors;
    const j = focus.parent[k] ?? 0;
    const mine = of[focus.i] ?? -1;
    const theirs = of[j] ?? -1;
    if (mine === theirs) return;
    const before = previousOther[j] ?? -1;
    if (mine >= 0 && before >= focus.low && of[before] === mine) {
      put(sink, 0);
      if (theirs < 0) put(sink, 2);
      else if ((nextOwn[j] ?? 0) >= focus.i && (previousOwn[focus.i] ?? -1) === before)
        put(sink, 1);
    }
    const talk = focus.talk[k] ?? 0;
    if ((talk & 1) !== 0) put(sink, 3);
    if ((talk & 2) !== 0) put(sink, 4);
    if ((talk & 4) !== 0) put(sink, 5);
    if ((talk & 3) === 3) put(sink, 6);
    if (theirs < 0 && isCalledByNameless(page, focus.i)) put(sink, 7);
  },
  explain({ page, focus }, k) {
    const { of, previousOther } = page.authors;
    const j = focus.parent[k] ?? 0;
    const mine = of[focus.i] ?? -1;
    const before = previousOther[j] ?? -1;
    const me = nameOf(page, focus.i);
    const them = nameOf(page, j);
    if (mine >= 0 && before >= focus.low && of[before] === mine) {
      return {
        sentence: `carries on a talk: ${me}, then ${them}, now ${me} again`,
        gist: `in turn with ${them}`,
        spans: [],
      };
    }
    const talk = focus.talk[k] ?? 0;
    if (talk === 0 || mine === of[j]) return null;
    return {
      sentence: `${me} and ${them} address each other nearby`,
      gist: `in talk with ${them}`,
      spans: [],
    };
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const them = nameOf(page, focus.parent[best] ?? 0);
    return `comes from outside the talk of ${nameOf(page, focus.i)} and ${them}`;
  },
};

/** Whether the next comment that addresses i's author is by somebody without a name, and near. */
function isCalledByNameless(page: Page, i: number): boolean {
  const mine = page.authors.of[i] ?? -1;
  if (mine < 0 || page.authors.nameless === 0) return false;
  const { start, comment } = page.talk;
  const end = start[mine + 1] ?? 0;
  const at = lowerBound(comment, start[mine] ?? 0, end, i);
  if (at >= end) return false;
  const caller = comment[at] ?? 0;
  return caller - i <= NEAR && (page.authors.of[caller] ?? -1) < 0;
}
