import { isolateRtl } from '../../core/text/bidi.ts';
import { confidenceOf, sayable } from '../../core/replies/inference.ts';
import type { CommentRow, ReplyChip } from '../../engine/protocol.ts';
import { clock, longTime, NO_NAME, percent } from '../words.ts';

/** How sure a chip looks: the drawing of doubt is the same in chips, arcs and edges. */
export type Sureness = 'stated' | 'settled' | 'strong' | 'likely' | 'weak' | 'open';

export function surenessOf(reply: ReplyChip): Sureness {
  if (reply.kind === 'stated' || reply.kind === 'settled') return reply.kind;
  if (reply.kind === 'pending' || reply.kind === 'unknowable') return 'open';
  if (!reply.isShown && reply.parent !== null) return 'weak';
  if (reply.confidence === 'certain') return 'settled';
  return reply.confidence;
}

/** Whether the line to its parent is drawn as a doubtful one. */
export function isDoubtful(reply: ReplyChip): boolean {
  return !['stated', 'settled', 'strong'].includes(surenessOf(reply));
}

/** What a chip says: whom it answers (`name` undefined where nobody is named), why, and how sure. */
export interface ChipWords {
  before: string;
  name: string | null | undefined;
  parts: string[];
}

/** 'strong, 82 %'; 'stated by the source', 'settled by you' and 'certain' have no figure. */
export function sureWords({ kind, confidence, probability }: Sure): string {
  if (kind === 'stated') return 'stated by the source';
  if (kind === 'settled') return 'settled by you';
  return confidence === 'certain' ? 'certain' : guessWords(probability);
}

type Sure = Pick<ReplyChip, 'kind' | 'confidence' | 'probability'>;

/** 'weak, 31 %': the words of fixed meaning, always with their figure. */
export function guessWords(probability: number): string {
  return `${confidenceOf(probability, false)}, ${percent(sayable(probability))}`;
}

/** 'answers ' + Mystic + "quotes 'dogs can fly'" + 'strong, 82 %'. */
export function chipWords(reply: ReplyChip): ChipWords {
  if (reply.kind === 'pending') {
    return { before: 'looking for what it answers', name: undefined, parts: [] };
  }
  if (reply.kind === 'unknowable') {
    return { before: 'what it answers can’t be known here', name: undefined, parts: [] };
  }
  const isFact = reply.kind === 'stated' || reply.kind === 'settled';
  const why = isFact ? '' : reply.gist;
  const person = reply.parent?.author ?? null;
  const others = reply.to
    .filter(({ author }) => author.key !== person?.key)
    .map(({ author, probability }) => `to ${author.name ?? NO_NAME}: ${guessWords(probability)}`);
  const withWhy = (...words: string[]): string[] =>
    [why, ...words, ...others].filter((part) => part !== '');
  if (person === null) {
    return { before: 'starts a thread', name: undefined, parts: withWhy(sureWords(reply)) };
  }
  const { name } = person;
  const them = reply.to.find(({ author }) => author.key === person.key);
  if (!reply.isShown && them && !isFact) {
    const parts = withWhy(guessWords(them.probability), 'which comment is open');
    return { before: 'answers ', name, parts };
  }
  const before = surenessOf(reply) === 'weak' ? 'perhaps answers ' : 'answers ';
  return { before, name, parts: withWhy(sureWords(reply)) };
}

/** Name of a comment for those who hear it: 'Mystic, 23 January 2017, 17:14'. */
export function commentName(comment: Pick<CommentRow, 'author' | 'timeMin' | 'timeText'>): string {
  const when =
    comment.timeMin === null ? (comment.timeText ?? 'no time') : longTime(comment.timeMin);
  return `${isolateRtl(comment.author.name ?? NO_NAME)}, ${when}`;
}

/** 'of 15:28' for a repeat on the same day, else with the date. */
export function repeatWords(original: CommentRow | null, timeMin: number | null): string {
  const at = original?.timeMin ?? null;
  if (at === null) return 'double post';
  const isSameDay = timeMin !== null && Math.floor(at / 1440) === Math.floor(timeMin / 1440);
  return `double post of ${isSameDay ? clock(at) : longTime(at)}`;
}
