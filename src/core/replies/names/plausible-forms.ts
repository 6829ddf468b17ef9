import { foldLetters } from '../words/code-units.ts';
import { COMMON_WORDS } from './common-words.ts';
import { coreName } from '../../text/names.ts';

/** Words that open a comment before a colon or comma and address nobody. */
const ANNOUNCEMENTS = new Set(
  `addendum agreed also anecdote answer aside background basically caveat citation clearly conclusion congrats
  congratulations context correction disclaimer disclosure edit edited example exactly footnote fyi hint honestly
  however interesting interestingly link meanwhile moreover nb nit note notes obviously personally proof ps question
  reason reference seriously similarly source sources spoiler summary thanks tip tldr translation truth update via
  warning`.split(/\s+/),
);

/** Endings that make another word of a word; a plural is a label of a group. */
const ENDINGS = /^(?:e?s|e?rs?|ing|ings|e?d|l?y|al|ally|ation|ist|ists|ism|ish|ment|ness|th|e)$/u;

/**
 * Whether a form may be a nickname of this name at all. Not for names made of common words ("the", "Guest"),
 * nor for words that only announce ("Source:"), nor for a plural or another word of the same stem
 * ("Disclaimer" of "disclaim"): those are words, not people.
 */
export function isPlausibleForm(form: string, name: string): boolean {
  const words = name
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldLetters)
    .filter((word) => word !== '');
  if (words.every((word) => COMMON_WORDS.has(word))) return false;
  const key = foldLetters(form);
  if (ANNOUNCEMENTS.has(key)) return false;
  return !isDerived(key, coreName(name));
}

/** Whether a form is the end of a name, or all of it, with an ending. */
function isDerived(key: string, core: string): boolean {
  for (let cut = key.length - 1; cut >= 3 && core.length > 0; cut--) {
    if (core.endsWith(key.slice(0, cut)) && ENDINGS.test(key.slice(cut))) return true;
  }
  return false;
}
