import type { Network } from '../../core/results.ts';

type Pair = readonly [from: string, to: string];

/** What a click on a mark asks for: a commenter's key, or the keys of an edge (null = the chosen one again). */
export type NetworkTarget =
  { kind: 'commenter'; key: string } | { kind: 'edge'; edge: Pair | null };

/** The wish behind a mark's id. */
export function networkTarget(
  network: Network | null,
  id: string,
  selected: Pair | null,
): NetworkTarget | null {
  const [kind, place = ''] = id.split(':');
  const index = place === '' ? -1 : Number(place);
  const commenter = kind === 'commenter' ? network?.commenters[index] : undefined;
  if (commenter) return { kind: 'commenter', key: commenter.key };
  const edge = kind === 'edge' ? network?.edges[index] : undefined;
  if (!edge) return null;
  const isAgain = selected?.[0] === edge.fromKey && selected[1] === edge.toKey;
  return { kind: 'edge', edge: isAgain ? null : [edge.fromKey, edge.toKey] };
}
