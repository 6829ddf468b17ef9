import { put, type Rule } from '../rule.ts';

/** Second pass: top-level comments are answered more often, and come in rows. */
export const rule: Rule = {
  id: 'heard',
  isSecond: true,
  slots: ['heard.gets-replies', 'heard.top-before', 'heard.top-before-page'],
  writeTop({ focus, first }, sink) {
    if (!first) return;
    put(sink, 0, Math.min(3, first.replies[focus.i] ?? 0));
    if (focus.i > 0) put(sink, 1, first.top[focus.i - 1] ?? 0);
    put(sink, 2, first.topShare);
  },
};
