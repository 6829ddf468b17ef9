import type { Rule } from '../rule.ts';

/** Filled in by the decoder of two-level pages, which knows the block: its first comment, and its age. */
export const rule: Rule = {
  id: 'block',
  slots: [
    'block.first',
    'block.age-1',
    'block.age-2',
    'block.age-4',
    'block.age-9',
    'block.age-more',
  ],
};
