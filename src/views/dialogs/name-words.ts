import type { NameEntry } from '../../engine/protocol.ts';
import { count, counted, NO_NAME, percent } from '../words.ts';

const STATES = {
  proposed: 'proposed, not counted as a name',
  confirmed: 'confirmed by you',
  vetoed: 'not this person, you said',
} as const;

export function stateWords({ state }: NameEntry): string {
  return STATES[state];
}

/** Why a form may mean a commenter, in one sentence. */
export function whyName({ kind, score, uses }: NameEntry): string {
  if (kind === 'decided') return 'Known only from your decision.';
  if (kind === 'similar') {
    return `Stands where somebody is addressed, and is ${percent(score)} like the name.`;
  }
  const times = counted(uses.length, 'time');
  return `Unlike the name, but used ${times}, each time towards this commenter.`;
}

/** What a decision did, to be said. */
export function saidOf(
  { form, commenter }: NameEntry,
  verdict: 'confirm' | 'veto' | 'clear',
): string {
  const name = commenter.name ?? NO_NAME;
  if (verdict === 'confirm') return `“${form}” now counts as a name of ${name}.`;
  if (verdict === 'veto') return `“${form}” no longer counts towards ${name}.`;
  return `“${form}” is a proposal again.`;
}

/** What part of a large corpus was looked at; '' when all of it. */
export function cappedWords(looked: number, total: number): string {
  if (looked >= total) return '';
  return `The corpus is large: nicknames were looked for in ${count(looked)} of its ${count(total)} comments.`;
}
