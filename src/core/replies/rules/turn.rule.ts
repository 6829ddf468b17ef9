import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import { nameOf } from '../words/words.ts';

const SLOTS = [
  'turn.last-other',
  'turn.last-other-over-own',
  'turn.between-0',
  'turn.between-1',
  'turn.between-2',
  'turn.between-more',
  'turn.latest',
  'turn.second-latest',
  'turn.older',
  'turn.own-between-1',
  'turn.own-between-more',
  'turn.silent-since',
  'turn.last-nameless',
] as const;

export const rule: Rule = {
  id: 'turn',
  slots: SLOTS,
  write({ page, focus }, k, sink) {
    const { previousOther, previousOwn, nextOwn, of } = page.authors;
    const i = focus.i;
    const j = focus.parent[k] ?? 0;
    if (previousOther[i] === j) {
      put(sink, j === i - 1 ? 0 : 1);
      if ((of[j] ?? -1) < 0) put(sink, 12);
    }
    put(sink, 2 + Math.min(3, focus.between[k] ?? 0));
    if ((of[j] ?? -1) >= 0) {
      const next = nextOwn[j] ?? page.n;
      const later = next >= i ? 0 : (nextOwn[next] ?? page.n) >= i ? 1 : 2;
      put(sink, 6 + later);
    }
    const own = previousOwn[i] ?? -1;
    if (own > j) put(sink, (previousOwn[own] ?? -1) > j ? 10 : 9);
    else if (own >= 0 && own < j) put(sink, 11);
  },
  explain({ page, focus }, k) {
    const j = focus.parent[k] ?? 0;
    const name = nameOf(page, j);
    if (page.authors.previousOther[focus.i] === j) {
      return {
        sentence: `${name} is the last other person to speak before it`,
        gist: `last before it: ${name}`,
        spans: [],
      };
    }
    if ((page.authors.nextOwn[j] ?? 0) < focus.i || (page.authors.of[j] ?? -1) < 0) return null;
    return { sentence: `the latest comment by ${name}`, gist: `latest by ${name}`, spans: [] };
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const j = focus.parent[k] ?? 0;
    const others = focus.between[k] ?? 0;
    const isFarther = others > (focus.between[best] ?? 0);
    if (isFarther && others > 1) return otherSpeakers(others);
    if ((page.authors.previousOwn[focus.i] ?? -1) > j) {
      return `stands before the last comment of ${nameOf(page, focus.i)}`;
    }
    if (isFarther) return otherSpeakers(others);
    const next = page.authors.nextOwn[j] ?? page.n;
    const isLater = (page.authors.of[j] ?? -1) >= 0 && next < focus.i;
    return isLater ? `is not the latest comment of ${nameOf(page, j)}` : null;
  },
};

function otherSpeakers(count: number): string {
  const words = ['nobody', 'somebody else', 'two others', 'three others'];
  return `${words[count] ?? 'several others'} spoke in between`;
}
