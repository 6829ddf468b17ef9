import type { FacetRow } from '../../engine/protocol.ts';

/** Commenters shown at first, and more with each wish. */
export const STEP = 60;

/** A short list stays as it is when filters change; a long one has to bring up whom it is about. */
export function inOrder(all: readonly FacetRow[]): readonly FacetRow[] {
  return all.length > STEP ? all : [...all].sort((a, b) => b.total - a.total || a.index - b.index);
}

/** Those one of whose names holds the text. */
export function matching(all: readonly FacetRow[], text: string): readonly FacetRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return all;
  return all.filter((row) =>
    [row.label ?? 'no name', ...row.also].some((name) => name.toLowerCase().includes(wanted)),
  );
}
