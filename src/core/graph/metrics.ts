/** In and out: `…Degree` counts commenters, `…Replies` replies. By commenter. */
export interface Degrees {
  inDegree: Uint32Array;
  outDegree: Uint32Array;
  inReplies: Uint32Array;
  outReplies: Uint32Array;
}

interface Edges {
  from: ArrayLike<number>;
  to: ArrayLike<number>;
}

/** Degrees over the pairs that have replies (`weight` by pair). */
export function measureDegrees(pairs: Edges, weight: Uint32Array, commenters: number): Degrees {
  const degrees = {
    inDegree: new Uint32Array(commenters),
    outDegree: new Uint32Array(commenters),
    inReplies: new Uint32Array(commenters),
    outReplies: new Uint32Array(commenters),
  };
  for (let pair = 0; pair < weight.length; pair++) {
    const replies = weight[pair] ?? 0;
    if (replies === 0) continue;
    add(degrees.outDegree, pairs.from[pair] ?? 0, 1);
    add(degrees.inDegree, pairs.to[pair] ?? 0, 1);
    add(degrees.outReplies, pairs.from[pair] ?? 0, replies);
    add(degrees.inReplies, pairs.to[pair] ?? 0, replies);
  }
  return degrees;
}

/** Share of directed pairs with replies that are answered in return; null when there are none. */
export function measureReciprocity(
  pairs: Edges & { find(from: number, to: number): number },
  weight: Uint32Array,
): number | null {
  let present = 0;
  let mutual = 0;
  for (let pair = 0; pair < weight.length; pair++) {
    if (weight[pair] === 0) continue;
    present++;
    const back = pairs.find(pairs.to[pair] ?? 0, pairs.from[pair] ?? 0);
    if (back >= 0 && (weight[back] ?? 0) > 0) mutual++;
  }
  return present === 0 ? null : mutual / present;
}

function add(counts: Uint32Array, at: number, by: number): void {
  counts[at] = (counts[at] ?? 0) + by;
}
