import type { Chance } from './chance.ts';
import { pick, type Vocabulary } from './vocabulary.ts';

/** Words in a comment: 32 quantiles with mean 40 and a long tail, as counted on news pages. */
const LENGTHS = [
  3, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 21, 22, 24, 26, 28, 30, 32, 34, 37, 39, 42, 45, 48, 52,
  56, 61, 67, 76, 89, 111, 222,
];

/** Sentences of Zipf-drawn words, a few in paragraphs of their own. */
export function writeProse(
  vocabulary: Vocabulary,
  chance: Chance,
  marks: { stop: string; question: string },
  length = pick(LENGTHS, chance),
): string {
  let prose = '';
  let leftInSentence = 0;
  for (let i = 0; i < length; i++) {
    const word = vocabulary.words[vocabulary.zipf.draw(chance)] ?? '';
    const isFirst = leftInSentence === 0;
    if (isFirst) leftInSentence = 4 + chance.below(16);
    if (i > 0) prose += isFirst && chance.is(0.12) ? '\n\n' : ' ';
    prose += isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    leftInSentence--;
    if (leftInSentence === 0 || i === length - 1) {
      prose += chance.is(0.12) ? marks.question : marks.stop;
      leftInSentence = 0;
    }
  }
  return prose;
}

/** Some consecutive words of a text, for quoting it; empty when it is too short. */
export function cutQuote(text: string, chance: Chance): string {
  const words = text.replaceAll('"', '').split(/\s+/);
  if (words.length < 6) return '';
  const start = chance.below(words.length - 4);
  return words.slice(start, start + 4 + chance.below(5)).join(' ');
}
