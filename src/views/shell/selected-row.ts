import type { ListSnapshot } from '../../state/reader.svelte.ts';

/** Row of a comment by its permalink id, when it is among the rows at hand. */
export function rowOf(list: ListSnapshot, id: string | null): number | null {
  if (id === null) return null;
  for (const rows of list.pages.values()) {
    for (const row of rows) if (row.kind === 'comment' && row.id === id) return row.row;
  }
  return null;
}
