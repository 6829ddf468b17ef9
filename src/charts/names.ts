import { cleanLabel } from '../core/scene/text.ts';
import { countWords } from './time/words.ts';

export const NO_NAME = '[no name]';

/** What a commenter is called in a picture: the name on one harmless line, or what stands for it. */
export function commenterLabel(name: string | null): string {
  if (name === null) return NO_NAME;
  return cleanLabel(name) || '[blank name]';
}

/** '1 to 7 people', '' when it is one for certain. */
export function peopleWords([least, most]: readonly [number, number]): string {
  return most > least ? `${countWords(least)} to ${countWords(most)} people` : '';
}

/** A title on one harmless line. */
export function titleLabel(title: string): string {
  return cleanLabel(title) || '[no title]';
}
