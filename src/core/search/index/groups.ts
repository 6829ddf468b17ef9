/**
 * Rows that share a text: the comments of an article share its title, those of a commenter the name.
 * Postings of such fields hold the group once; rows of group g are rows[offsets[g], offsets[g + 1]).
 */
export interface Groups {
  /** Group of each row. */
  of: Uint32Array;
  offsets: Uint32Array;
  rows: Uint32Array;
}

/** Lists the rows of each of `size` groups, ascending, by counting. Linear. */
export function groupRows(of: Uint32Array, size: number): Groups {
  const offsets = new Uint32Array(size + 1);
  for (let row = 0; row < of.length; row += 1) {
    const at = (of[row] ?? 0) + 1;
    offsets[at] = (offsets[at] ?? 0) + 1;
  }
  for (let at = 0; at < size; at += 1)
    offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);
  const next = offsets.slice(0, size);
  const rows = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row += 1) {
    const group = of[row] ?? 0;
    const at = next[group] ?? 0;
    rows[at] = row;
    next[group] = at + 1;
  }
  return { of, offsets, rows };
}

export function groupSize(groups: Groups, group: number): number {
  return (groups.offsets[group + 1] ?? 0) - (groups.offsets[group] ?? 0);
}
