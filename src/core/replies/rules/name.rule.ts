import { NAMED } from '../names/address.ts';
import { NO_CANDIDATE, put, type Reason, type Rule, type RuleContext } from '../rule.ts';
import { nameOf } from '../words/words.ts';

const SLOTS = [
  'name.mentioned',
  'name.alias',
  'name.called',
  'name.leading',
  'name.addressed',
  'name.latest',
  'name.other-mentioned',
  'name.other-alias',
  'name.other-called',
  'name.other-leading',
  'name.other-addressed',
  'name.stranger-nameless',
  'name.stranger-named',
  'name.latest-called-me',
  'name.first-of-several',
  'name.asking',
] as const;
const LATEST = SLOTS.indexOf('name.latest');
const STRANGER = SLOTS.indexOf('name.stranger-nameless');
const LATEST_CALLED_ME = SLOTS.indexOf('name.latest-called-me');
const FIRST_OF_SEVERAL = SLOTS.indexOf('name.first-of-several');
const ASKING = SLOTS.indexOf('name.asking');

function mentionOf(context: RuleContext, author: number): number {
  const { start, author: who, kind } = context.page.mentions;
  let best = -1;
  for (let at = start[context.focus.i] ?? 0; at < (start[context.focus.i + 1] ?? 0); at++) {
    if (who[at] === author && (best < 0 || (kind[at] ?? 0) > (kind[best] ?? 0))) best = at;
  }
  return best;
}

export const rule: Rule = {
  id: 'name',
  basis: 'words',
  slots: SLOTS,
  isLive: ({ page, focus }) =>
    focus.namesAnybody > 0 || (page.mentions.strangerFrom[focus.i] ?? -1) >= 0,
  write({ page, focus }, k, sink) {
    const j = focus.parent[k] ?? 0;
    const named = focus.named[k] ?? 0;
    const { of, nextOwn } = page.authors;
    if (named > 0) {
      put(sink, named - 1);
      if (named >= NAMED.alias && (nextOwn[j] ?? 0) >= focus.i) {
        put(sink, LATEST);
        if (page.asks[j] === 1 && page.asks[focus.i] === 0) put(sink, ASKING);
        if (((focus.talk[k] ?? 0) & 1) !== 0) put(sink, LATEST_CALLED_ME);
      }
      const first = page.mentions.start[focus.i] ?? 0;
      if (page.mentions.author[first] === of[j]) put(sink, FIRST_OF_SEVERAL);
    }
    if (focus.namesAnybody > named && of[j] !== of[focus.i]) put(sink, LATEST + focus.namesAnybody);
    if ((page.mentions.strangerFrom[focus.i] ?? -1) >= 0 && page.authors.nameless > 0) {
      put(sink, (of[j] ?? -1) < 0 ? STRANGER : STRANGER + 1);
    }
  },
  explain(context, k): Reason | null {
    const { page, focus } = context;
    const j = focus.parent[k] ?? 0;
    const body = page.comments[focus.i]?.body ?? '';
    const named = focus.named[k] ?? 0;
    if (named > 0) {
      const at = mentionOf(context, page.authors.of[j] ?? -1);
      const start = page.mentions.from[at] ?? 0;
      const end = page.mentions.to[at] ?? 0;
      const opens = start <= 12 && !body.slice(0, start).includes('\n');
      const text = body.slice(opens ? 0 : start, end).trim();
      const how = named === NAMED.mentioned ? 'mentions' : opens ? 'opens with' : 'addresses';
      const who = named === NAMED.alias ? `, read as ${nameOf(page, j)}` : '';
      return {
        sentence: `${how} '${text}'${who}`,
        gist: `${how} '${text}'`,
        spans: [{ in: focus.i, start, end }],
      };
    }
    const start = page.mentions.strangerFrom[focus.i] ?? -1;
    if (start < 0 || (page.authors.of[j] ?? -1) >= 0) return null;
    const end = page.mentions.strangerTo[focus.i] ?? 0;
    const text = body.slice(start, end);
    return {
      sentence: `addresses '${text}', a name no commenter here bears: one without a name fits`,
      gist: `addresses '${text}'`,
      spans: [{ in: focus.i, start, end }],
    };
  },
  lost({ page, focus }, k, best) {
    const chosen = best === NO_CANDIDATE ? 0 : (focus.named[best] ?? 0);
    if (chosen > 0) {
      const who = nameOf(page, focus.parent[best] ?? 0);
      if (k === NO_CANDIDATE) return `would not speak to ${who}`;
      return (focus.named[k] ?? 0) < chosen ? `is not by ${who}, who is named` : null;
    }
    if (k === NO_CANDIDATE) return null;
    if (focus.namesAnybody > (focus.named[k] ?? 0)) return 'is not by the one who is named';
    const isStranger = (page.mentions.strangerFrom[focus.i] ?? -1) >= 0;
    const isNamed = (page.authors.of[focus.parent[k] ?? 0] ?? -1) >= 0;
    return isStranger && isNamed ? 'is by somebody else than the one addressed' : null;
  },
};
