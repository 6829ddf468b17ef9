import type { ReplyRange } from '../results.ts';
import { REPLY, type Replies, STRONG } from './replies.ts';

/**
 * Replies at a threshold among the rows of `mask` (null = all), answers to oneself included.
 * Sums comparisons instead of branching on them: chances of 0.1 to 0.9 cannot be foreseen.
 */
export function countReplies(
  replies: Replies,
  threshold: number,
  mask: Uint8Array | null,
): ReplyRange {
  const { parent, probability, kind } = replies;
  const least = threshold >= 1 ? Infinity : Math.fround(threshold);
  let stated = 0;
  let settled = 0;
  let low = 0;
  let high = 0;
  for (let row = 0; row < parent.length; row++) {
    if (mask && mask[row] === 0) continue;
    const how = kind[row] ?? 0;
    const chance = probability[row] ?? 0;
    const isReply = Number((parent[row] ?? -1) >= 0) & Number(how !== REPLY.none);
    const isSure = Number(how >= REPLY.settled);
    const isDrawn = isReply & (isSure | Number(chance >= least));
    stated += isReply & Number(how === REPLY.stated);
    settled += isReply & Number(how === REPLY.settled);
    low += isDrawn & (isSure | Number(chance >= STRONG));
    high += isDrawn;
  }
  return settled > 0 ? { stated, settled, low, high } : { stated, low, high };
}
