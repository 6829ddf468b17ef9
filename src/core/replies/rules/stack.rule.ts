import type { Rule } from '../rule.ts';

/** Filled in by the decoder of nested pages, which knows the open ancestors of each place. */
export const rule: Rule = {
  id: 'stack',
  slots: ['stack.pop-0', 'stack.pop-1', 'stack.pop-more', 'stack.sibling-back', 'stack.bottom'],
};
