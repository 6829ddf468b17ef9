import { PARENT_TOP } from '../columns.ts';

/** Replies each row has got. */
export function countReplies(parents: Int32Array): Uint32Array {
  const replies = new Uint32Array(parents.length);
  for (let row = 0; row < parents.length; row += 1) {
    const parent = parents[row] ?? PARENT_TOP;
    if (parent >= 0) replies[parent] = (replies[parent] ?? 0) + 1;
  }
  return replies;
}
