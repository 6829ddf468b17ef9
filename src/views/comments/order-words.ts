import type { OrderModel } from '../../core/replies/inference.ts';
import type { CommentRef, OrderTrial } from '../../engine/protocol.ts';
import { counted, count, longTime, NO_NAME } from '../words.ts';

export const ORDER_MODELS: readonly { id: OrderModel; label: string }[] = [
  { id: 'auto', label: 'decided from the page' },
  { id: 'one-level', label: 'one level of replies' },
  { id: 'nested', label: 'nested replies' },
  { id: 'chronological', label: 'strictly by time' },
  { id: 'newest-first', label: 'newest first' },
  { id: 'unknown', label: 'not known: all of them averaged' },
];

/** 'These 6 comments change parent', and what else an order would change. */
export function trialWords({ changed, shifted }: OrderTrial): string {
  const many = changed.length;
  if (many === 1) return 'This comment changes parent:';
  if (many > 1) return `These ${count(many)} comments change parent:`;
  return shifted === 0
    ? 'No comment changes parent, and none becomes much surer or less sure.'
    : `No comment changes parent; ${counted(shifted, 'guess', 'guesses')} become${shifted === 1 ? 's' : ''} surer or less sure by ten points or more.`;
}

/** 'Mystic, 23 January 2017, 17:24'. */
export function refWords({ author, timeMin }: CommentRef): string {
  const name = author.name ?? NO_NAME;
  return timeMin === null ? name : `${name}, ${longTime(timeMin)}`;
}

/** 'starts a thread', 'answers Mystic, 23 January 2017, 17:14', 'can’t be known'. */
export function standWords(stand: OrderTrial['changes'][number]['now']): string {
  if (stand === 'top') return 'starts a thread';
  return stand === 'unknown' ? 'can’t be known' : `answers ${refWords(stand)}`;
}
