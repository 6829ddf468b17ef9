import { isolateRtl } from '../../core/text/bidi.ts';
import type { CommentRef, OrderTrial } from '../../engine/protocol.ts';
import { clock, count, counted, longTime, NO_NAME } from '../words.ts';

/** 'These 6 comments change parent', and what else an order would change. */
export function trialWords({ changed, shifted }: OrderTrial): string {
  const many = changed.length;
  if (many === 1) return 'This comment changes parent:';
  if (many > 1) return `These ${count(many)} comments change parent:`;
  return shifted === 0
    ? 'No comment changes parent, and none becomes much surer or less sure.'
    : `No comment changes parent; ${counted(shifted, 'guess', 'guesses')} become${shifted === 1 ? 's' : ''} surer or less sure by ten points or more.`;
}

type Change = OrderTrial['changes'][number];

/** 'Mystic, 23 January 2017, 17:24'; beside a comment of the same day 'Mystic, 17:24'. */
export function refWords({ author, timeMin }: CommentRef, beside: number | null = null): string {
  const name = isolateRtl(author.name ?? NO_NAME);
  if (timeMin === null) return name;
  const isSameDay = beside !== null && Math.floor(beside / 1440) === Math.floor(timeMin / 1440);
  return `${name}, ${isSameDay ? clock(timeMin) : longTime(timeMin)}`;
}

/** 'now answers Mystic, 17:14; then starts a thread'. */
export function changeWords({ now, then, timeMin }: Change): string {
  return `now ${standWords(now, timeMin)}; then ${standWords(then, timeMin)}`;
}

function standWords(stand: Change['now'], beside: number | null): string {
  if (stand === 'top') return 'starts a thread';
  return stand === 'unknown' ? 'can’t be known' : `answers ${refWords(stand, beside)}`;
}
