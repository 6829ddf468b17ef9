import type { NetworkEdge } from '../../core/results.ts';

/** A graph of few lines draws them all. */
const FEW = 60;
const LINES_PER_COMMENTER = 1.5;

/**
 * Which lines a graph draws before any is asked for, parallel to `edges` (strongest first). In a crowd: the
 * strongest line of each commenter, then the strongest ones left, three for every two commenters.
 */
export function mainLines(edges: readonly NetworkEdge[], commenters: number): boolean[] {
  const most = Math.max(FEW, Math.round(commenters * LINES_PER_COMMENTER));
  if (edges.length <= most) return edges.map(() => true);
  const hasLine = new Set<number>();
  const isMain = edges.map(({ from, to }) => {
    const isFirst = !hasLine.has(from) || !hasLine.has(to);
    hasLine.add(from).add(to);
    return isFirst;
  });
  let left = most - isMain.filter(Boolean).length;
  for (let index = 0; index < isMain.length && left > 0; index++) {
    if (isMain[index]) continue;
    isMain[index] = true;
    left--;
  }
  return isMain;
}
