/**
 * Which way a text runs and which language it is in, from its letters and its commonest short words.
 * Identifiers trained on long texts fail at the length of a comment; scripts and stop words do not.
 * 'ما هذا' → 'ar'; 'the end of it' → 'en'; '123' → 'und' (nothing to tell from).
 */
import { foldedWords } from './tokens.ts';

const LETTER = /\p{L}/gu;
const RTL_LETTER =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

function countLetters(text: string): { letters: number; rightToLeft: number } {
  let letters = 0;
  let rightToLeft = 0;
  for (const match of text.matchAll(LETTER)) {
    letters += 1;
    if (RTL_LETTER.test(match[0])) rightToLeft += 1;
  }
  return { letters, rightToLeft };
}

/** Share of letters that belong to right-to-left scripts, 0 to 1; 0 when there are no letters. */
export function rightToLeftShare(text: string): number {
  const { letters, rightToLeft } = countLetters(text);
  return letters === 0 ? 0 : rightToLeft / letters;
}

/** More right-to-left letters than others. */
export function isMostlyRightToLeft(text: string): boolean {
  return rightToLeftShare(text) > 0.5;
}

/** Languages told apart by script alone; the first pattern that matches a word names its language. */
const SCRIPT_LANGUAGES: readonly (readonly [string, RegExp])[] = [
  ['fa', /[پچژگ]/u],
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['el', /\p{Script=Greek}/u],
  ['hy', /\p{Script=Armenian}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['th', /\p{Script=Thai}/u],
  ['hi', /\p{Script=Devanagari}/u],
];

/** Stop words in folded form. A word shared by several languages votes for each of them. */
const STOP_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of to in is it that you for are with this was not have but they be on as what all your can will just so if at from we he his their there who has an or by would about like',
  fr: 'le la les de des et est que une un pas pour dans qui vous il ce je ne sur avec sont mais nous au cette tout ils plus elle c d l n qu par',
  es: 'el la los de que y en un una es no se por con para lo como mas su pero al le ya este si ha son las del muy',
  de: 'der die das und ist nicht ich sie es ein eine den von zu mit auf fur im dem auch wie aber wir war sind was so man hat noch nur',
  it: 'il di che e la un una per non sono con del le si come ma piu gli anche della questo nel ha lo alla',
  pt: 'o de que e do da em um para com nao uma os no se na por mais as dos como mas ao ele sua nos voce foi',
  tr: 've bir bu da de icin ile cok ne var daha ama gibi kadar olan degil mi o ben sen',
  nl: 'de het een en van ik is dat niet je zijn op te met voor er maar om aan ook dan wat',
  fa: 'این است که را از با برای های ها می خواهم یک بود شد کرد',
};

const votes = new Map<string, string[]>();
for (const [language, words] of Object.entries(STOP_WORDS)) {
  for (const word of new Set(words.split(' ').flatMap(foldedWords))) {
    votes.set(word, [...(votes.get(word) ?? []), language]);
  }
}

/** Languages a folded word speaks for: its script's when that settles it, else those it is a stop word of. */
export function languagesOfWord(word: string): readonly string[] {
  const stop = votes.get(word);
  if (stop) return stop;
  const first = word.codePointAt(0) ?? 0;
  if (first < 0x0370) return [];
  const script = SCRIPT_LANGUAGES.find(([, pattern]) => pattern.test(word));
  return script ? [script[0]] : [];
}

/**
 * ISO 639-1 language of a text, or 'und' when its words do not tell: fewer than two stop words of a
 * Latin-script language, a tie, or no letters.
 */
export function detectLanguage(text: string): string {
  const counts = new Map<string, number>();
  let total = 0;
  for (const word of foldedWords(text)) {
    total += 1;
    for (const language of languagesOfWord(word)) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  return decideLanguage(counts, total);
}

const BY_SCRIPT = new Set(SCRIPT_LANGUAGES.map(([language]) => language));

/** The language with most votes; Japanese and Persian beat Chinese and Arabic once they show at all. */
export function decideLanguage(counts: ReadonlyMap<string, number>, words: number): string {
  const japanese = counts.get('ja') ?? 0;
  const chinese = counts.get('zh') ?? 0;
  const persian = counts.get('fa') ?? 0;
  let best = 'und';
  let bestCount = 0;
  let isTie = false;
  for (const [language, plain] of counts) {
    let count = plain;
    if (language === 'ja') count += chinese;
    if (language === 'fa' && persian * 5 >= (counts.get('ar') ?? 0)) count += counts.get('ar') ?? 0;
    if (language === 'zh' && japanese > 0) continue;
    if (count > bestCount) {
      best = language;
      bestCount = count;
      isTie = false;
    } else if (count === bestCount) isTie = true;
  }
  const needed = BY_SCRIPT.has(best) ? words * 0.3 : Math.min(2, Math.max(1, words / 4));
  return isTie || bestCount < needed ? 'und' : best;
}
