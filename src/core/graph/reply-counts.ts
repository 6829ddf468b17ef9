import type { ReplyRange } from '../results.ts';
import { isDrawn, REPLY, type Replies, STRONG } from './replies.ts';

/** Replies at a threshold among the rows of `mask` (null = all), answers to oneself included. */
export function countReplies(
  replies: Replies,
  threshold: number,
  mask: Uint8Array | null,
): ReplyRange {
  const range = { stated: 0, low: 0, high: 0 };
  for (let row = 0; row < replies.parent.length; row++) {
    if ((mask && mask[row] === 0) || !isDrawn(replies, row, threshold)) continue;
    const kind = replies.kind[row] ?? REPLY.none;
    if (kind === REPLY.stated) range.stated++;
    if (kind >= REPLY.settled || (replies.probability[row] ?? 0) >= STRONG) range.low++;
    range.high++;
  }
  return range;
}
