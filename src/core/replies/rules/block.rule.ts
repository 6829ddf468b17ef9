import type { Rule } from '../rule.ts';

/** Filled in by the decoder of two-level pages, which knows the block: its first comment, and its age. */
export const rule: Rule = {
  id: 'block',
  slots: [
    'block.first-1',
    'block.first-2',
    'block.first-4',
    'block.first-9',
    'block.first-more',
    'block.age-1',
    'block.age-2',
    'block.age-4',
    'block.age-9',
    'block.age-more',
  ],
};
