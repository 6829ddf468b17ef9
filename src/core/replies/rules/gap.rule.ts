import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';
import { nameOf, spell } from '../words/words.ts';

const MINUTES = [0, 1, 3, 10, 30, 120, 720, 2_880, 20_160];
const RATIOS = [0.5, 2, 8, 32];
const UNKNOWN = MINUTES.length + 1;
const RATIO_AT = UNKNOWN + 1;

export const rule: Rule = {
  id: 'gap',
  slots: [
    ...[...MINUTES, 'more'].map((bound) => `gap.${String(bound)}`),
    'gap.unknown',
    ...[...RATIOS, 'more'].map((bound) => `gap.ratio.${String(bound)}`),
  ],
  write({ page, focus }, k, sink) {
    const gap = (page.time[focus.i] ?? NaN) - (page.time[focus.parent[k] ?? 0] ?? NaN);
    if (Number.isNaN(gap)) {
      put(sink, UNKNOWN);
      return;
    }
    put(sink, binOf(gap, MINUTES));
    if (page.medianGap > 0) put(sink, RATIO_AT + binOf(gap / page.medianGap, RATIOS));
  },
  explain({ page, focus }, k) {
    const j = focus.parent[k] ?? 0;
    const gap = (page.time[focus.i] ?? NaN) - (page.time[j] ?? NaN);
    if (Number.isNaN(gap) || gap < 0) return null;
    const between = focus.i - j - 1;
    const nobody = between === 0 ? ', nobody between' : '';
    const when = gap < 1 ? 'within the same minute' : `${spell(gap)} later`;
    return {
      sentence: `${when}${nobody}`,
      gist: gap < 1 ? `same minute as ${nameOf(page, j)}` : `${spell(gap)} later`,
      spans: [],
    };
  },
  lost({ page, focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const apart =
      (page.time[focus.parent[best] ?? 0] ?? NaN) - (page.time[focus.parent[k] ?? 0] ?? NaN);
    return apart >= 1 ? `was written ${spell(apart)} before the chosen one` : null;
  },
};
