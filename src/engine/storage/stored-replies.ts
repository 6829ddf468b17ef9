import { type Replies, unknownReplies } from '../../core/graph/replies.ts';
import type { Buffers } from './storage-port.ts';

/** Copies of all columns, by name: storage takes its buffers away. */
export function buffersOf(replies: Replies): Buffers {
  return Object.fromEntries(
    Object.entries(replies as unknown as Buffers).map(([name, column]) => [name, column.slice()]),
  );
}

/** Stored replies; null unless every column is there, of its kind and as long as the corpus. */
export function repliesOf(buffers: Buffers, count: number): Replies | null {
  const replies = unknownReplies(count);
  const isWhole = Object.entries(replies as unknown as Buffers).every(([name, column]) => {
    const stored = buffers[name];
    return (
      stored !== undefined && stored.constructor === column.constructor && stored.length === count
    );
  });
  return isWhole ? Object.assign(replies, buffers) : null;
}
