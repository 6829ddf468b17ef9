import { answered } from '../first-pass.ts';
import { alikeAt, alikeReason, labelOf } from '../words/labels.ts';
import { NO_CANDIDATE, put, type Rule } from '../rule.ts';

const MOST = 24;

/** Second pass: what comments with the same opening label answer. */
export const rule: Rule = {
  id: 'chorus',
  basis: 'words',
  isSecond: true,
  slots: ['chorus.same-parent', 'chorus.same-top', 'chorus.not-parent'],
  write({ page, focus, first }, k, sink) {
    if (!first) return;
    const j = focus.parent[k] ?? 0;
    const { of, start, comment } = page.openers;
    const group = of[focus.i] ?? -1;
    if (group < 0) return;
    const from = start[group] ?? 0;
    const to = Math.min(from + MOST, start[group + 1] ?? 0);
    let sum = 0;
    let count = 0;
    for (let at = from; at < to; at++) {
      const other = comment[at] ?? 0;
      if (other === focus.i || other <= j) continue;
      count++;
      sum += answered(first, other, j);
    }
    if (count === 0) return;
    put(sink, 0, sum / (count + 0.5));
    if (sum < 0.1 * count) put(sink, 2);
  },
  writeTop({ page, focus, first }, sink) {
    if (!first) return;
    const { of, start, comment } = page.openers;
    const group = of[focus.i] ?? -1;
    if (group < 0) return;
    const from = start[group] ?? 0;
    const to = Math.min(from + MOST, start[group + 1] ?? 0);
    let sum = 0;
    for (let at = from; at < to; at++) {
      const other = comment[at] ?? 0;
      if (other !== focus.i) sum += first.top[other] ?? 0;
    }
    put(sink, 1, sum / (to - from));
  },
  explain: (context, k) => alikeReason(context, k),
  explainTop: (context) => alikeReason(context, NO_CANDIDATE),
  lost(context, k, best) {
    if (alikeAt(context, k).length >= alikeAt(context, best).length) return null;
    const { label } = labelOf(context.page, context.focus.i);
    return k === NO_CANDIDATE
      ? `is not how others that open with '${label}' begin`
      : `is not what others that open with '${label}' answer`;
  },
};
