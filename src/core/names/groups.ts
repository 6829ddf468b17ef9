/**
 * Who counts as whom. Idea: union-find over the pairs the reader joined, made anew whenever a pair comes
 * or goes, so taking one back leaves exactly what there would be without it. The name on the right of a
 * pair stays. Example: 3 commenters, pairs 0→1, 1→2: [2, 2, 2]; without 0→1: [0, 2, 2].
 * Cost: linear in commenters and pairs (near enough); one Uint32Array, no object per commenter.
 */
export interface Joined {
  from: number;
  into: number;
}

/** By commenter, the one it counts as (itself when it is not joined). Pairs outside [0, size) do nothing. */
export function groupCommenters(size: number, pairs: readonly Joined[]): Uint32Array {
  const head = new Uint32Array(size);
  for (let commenter = 0; commenter < size; commenter++) head[commenter] = commenter;
  for (const { from, into } of pairs) {
    if (!(from >= 0 && from < size && into >= 0 && into < size)) continue;
    head[headOf(head, from)] = headOf(head, into);
  }
  for (let commenter = 0; commenter < size; commenter++) headOf(head, commenter);
  return head;
}

function headOf(head: Uint32Array, commenter: number): number {
  let top = commenter;
  while (head[top] !== top) top = head[top] ?? top;
  for (let at = commenter; head[at] !== top;) {
    const next = head[at] ?? top;
    head[at] = top;
    at = next;
  }
  return top;
}

/** The others that count as each head, ascending; heads that nobody joined are left out. */
export function membersOf(
  head: Uint32Array,
  touched: Iterable<number>,
): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  for (const commenter of [...new Set(touched)].sort((a, b) => a - b)) {
    const top = head[commenter] ?? commenter;
    if (top !== commenter) members.set(top, [...(members.get(top) ?? []), commenter]);
  }
  return members;
}

/** Commenter by row under these heads: one pass. */
export function countedAs(signed: Uint32Array, head: Uint32Array): Uint32Array<ArrayBuffer> {
  const counted = new Uint32Array(signed.length);
  for (let row = 0; row < counted.length; row++) counted[row] = head[signed[row] ?? 0] ?? 0;
  return counted;
}
