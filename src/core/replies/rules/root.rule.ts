import { NAMED } from '../names/address.ts';
import { NO_CANDIDATE, binOf, put, type Reason, type Rule, type RuleContext } from '../rule.ts';
import { TONE } from '../words/tone.ts';
import { lengthOf, spell } from '../words/words.ts';

const RATIOS = [0.5, 2, 8, 32];
/** The public sets have few larger pages (log2 of comments). */
const MOST_SIZE = 6;
const SLOTS = [
  'root.bias',
  'root.new-author',
  'root.own-before',
  'root.own-last',
  'root.names',
  'root.mentions',
  'root.quotes',
  'root.echoes',
  'root.likeness',
  'root.no-likeness',
  'root.asks',
  'root.tiny',
  'root.short',
  'root.long',
  'root.greets',
  'root.reacts',
  'root.you',
  'root.step-back',
  'root.nameless',
  'root.early',
  'root.called',
  'root.stranger',
  ...[...RATIOS, 'more'].map((bound) => `root.gap-${String(bound)}`),
  'root.gap-unknown',
  'root.same-as-first',
  'root.quotes-unknown',
  'root.no-quote-by-habit',
  'root.no-name-by-habit',
  'root.run-share',
  'root.run-share-mixed',
  'root.lone-runs',
  'root.page-size',
  'root.no-runs',
  'root.step-back-mixed',
  'root.no-step-mixed',
] as const;

function isCalled(context: RuleContext): boolean {
  const { page, focus } = context;
  for (let k = 0; k < focus.count; k++) if (((focus.talk[k] ?? 0) & 1) !== 0) return true;
  return page.authors.of[focus.i] === undefined;
}

/** What speaks for a new thread, from the comment itself and the page; the model's bias for top level. */
export const rule: Rule = {
  id: 'root',
  basis: 'words',
  slots: SLOTS,
  writeTop(context, sink) {
    const { page, focus } = context;
    const i = focus.i;
    const { of, previousOwn } = page.authors;
    put(sink, 0);
    if ((of[i] ?? -1) < 0) put(sink, 18);
    else if ((previousOwn[i] ?? -1) < 0) put(sink, 1);
    else put(sink, previousOwn[i] === i - 1 ? 3 : 2);
    if (focus.namesAnybody >= NAMED.alias) put(sink, 4);
    else if (focus.namesAnybody > 0) put(sink, 5);
    if (focus.bestQuoted > 0) put(sink, 6, Math.min(1, focus.bestQuoted / 3));
    else if (page.habits.quotes[i] === 1) put(sink, 29);
    else put(sink, 30, Math.sqrt(page.habits.quoting));
    if (focus.namesAnybody < NAMED.alias) put(sink, 31, Math.sqrt(page.habits.naming));
    if (focus.bestSaid > 0) put(sink, 7, Math.min(1, focus.bestSaid / 3));
    if (focus.bestSimilarity > 0) put(sink, 8, Math.sqrt(focus.bestSimilarity));
    else put(sink, 9);
    if (page.asks[i] === 1) put(sink, 10);
    const length = lengthOf(page, i);
    if (length <= 2) put(sink, 11);
    else if (length <= 8) put(sink, 12);
    else if (length > 120) put(sink, 13);
    const tone = page.tone[i] ?? 0;
    const { stepsBack, ascending, lone } = page.runs;
    if (stepsBack > 0) {
      const share = Math.sqrt(stepsBack / page.n);
      put(sink, 32, share);
      if (ascending < 1) put(sink, 33, share);
      put(sink, 34, lone);
    } else put(sink, 36);
    put(sink, 35, Math.min(MOST_SIZE, Math.log2(page.n)) / 8);
    if ((tone & TONE.greets) !== 0) put(sink, 14);
    else if ((tone & TONE.reacts) !== 0) put(sink, 15);
    if ((tone & TONE.you) !== 0) put(sink, 16);
    const isStep = i > 0 && page.runs.startOf[i] === i;
    if (isStep) put(sink, 17);
    if (stepsBack > 0 && ascending < 1) put(sink, isStep ? 37 : 38);
    if (i <= 3) put(sink, 19);
    if (isCalled(context)) put(sink, 20);
    if ((page.mentions.strangerFrom[i] ?? -1) >= 0) put(sink, 21);
    if (of[i] === of[0] && i > 0 && (of[i] ?? -1) >= 0) put(sink, 28);
    const gap = (page.time[i] ?? NaN) - (page.time[i - 1] ?? NaN);
    if (gap >= 0 && page.medianGap > 0) put(sink, 22 + binOf(gap / page.medianGap, RATIOS));
    else put(sink, 27);
  },
  explainTop(context): Reason | null {
    const { page, focus } = context;
    if (focus.i === 0)
      return { sentence: 'the first comment of the page', gist: 'first comment', spans: [] };
    if (page.runs.startOf[focus.i] === focus.i) {
      return {
        sentence:
          'earlier than the comment before it: a step back in time usually opens a new thread',
        gist: 'step back in time',
        spans: [],
      };
    }
    if (focus.namesAnybody === 0 && focus.bestSaid + focus.bestQuoted === 0) {
      const gap = (page.time[focus.i] ?? NaN) - (page.time[focus.i - 1] ?? NaN);
      if (page.medianGap > 0 && gap > 8 * page.medianGap) {
        return {
          sentence: `comes ${spell(gap)} after the comment before it and takes up no one's words`,
          gist: `${spell(gap)} of silence before it`,
          spans: [],
        };
      }
      if (focus.bestSimilarity < 0.05)
        return {
          sentence: "names nobody and takes up no one's words",
          gist: 'takes up nobody’s words',
          spans: [],
        };
    }
    return null;
  },
  lost({ page, focus }, k, best) {
    if (k !== NO_CANDIDATE) {
      if (best !== NO_CANDIDATE || page.runs.startOf[focus.i] !== focus.i) return null;
      return 'stands before a step back in time, which usually opens a new thread';
    }
    if (focus.namesAnybody > 0) return 'would not name an earlier commenter';
    if (focus.bestSaid + focus.bestQuoted > 0) return 'would not repeat an earlier comment';
    const gap = (page.time[focus.i] ?? NaN) - (page.time[focus.i - 1] ?? NaN);
    if (focus.bestSimilarity >= 0.05) return 'would not take up words of an earlier comment';
    return gap < page.medianGap ? 'seldom follows so soon' : null;
  },
};
