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

/** Every language that can be told, ISO 639-1; position 0 is 'und', not known. */
export const LANGUAGES: readonly string[] = [
  'und',
  ...SCRIPT_LANGUAGES.map(([language]) => language),
  ...Object.keys(STOP_WORDS).filter((key) => key !== 'fa'),
];

const bitOf = (language: string): number => 1 << LANGUAGES.indexOf(language);
const SCRIPT_BITS = SCRIPT_LANGUAGES.reduce((bits, [language]) => bits | bitOf(language), 0);
const [AR = 0, FA = 0, ZH = 0, JA = 0] = ['ar', 'fa', 'zh', 'ja'].map((key) =>
  LANGUAGES.indexOf(key),
);

const stopBits = new Map<string, number>();
for (const [language, words] of Object.entries(STOP_WORDS)) {
  for (const word of words.split(' ').flatMap(foldedWords)) {
    stopBits.set(word, (stopBits.get(word) ?? 0) | bitOf(language));
  }
}

/** No word that tells a language by itself is longer, but where its script tells it. */
export const LONGEST_STOP_WORD = Math.max(...[...stopBits.keys()].map((word) => word.length));

/** Languages a folded word speaks for, as bits by position in LANGUAGES: those it is a stop word of, else its script's. */
export function languageBits(word: string): number {
  const stop = stopBits.get(word);
  if (stop !== undefined) return stop;
  if ((word.codePointAt(0) ?? 0) < 0x0370) return 0;
  const script = SCRIPT_LANGUAGES.find(([, pattern]) => pattern.test(word));
  return script ? bitOf(script[0]) : 0;
}

/** Adds a word's votes to `counts`, one entry per language of LANGUAGES. */
export function addVotes(counts: Uint32Array, bits: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const at = 31 - Math.clz32(rest & -rest);
    counts[at] = (counts[at] ?? 0) + 1;
  }
}

/**
 * Position in LANGUAGES of the language with most votes, 0 when they do not tell. Kana make Han words
 * Japanese, a fifth of Persian words makes the Arabic-script rest Persian.
 */
export function decideLanguage(counts: Uint32Array, words: number): number {
  const arabic = counts[AR] ?? 0;
  const isPersian = (counts[FA] ?? 0) > 0 && (counts[FA] ?? 0) * 5 >= arabic;
  const isJapanese = (counts[JA] ?? 0) > 0;
  let best = 0;
  let bestCount = 0;
  let isTie = false;
  for (let at = 1; at < counts.length; at += 1) {
    let count = counts[at] ?? 0;
    if (count === 0 || (isJapanese && at === ZH) || (isPersian && at === AR)) continue;
    if (at === JA) count += counts[ZH] ?? 0;
    if (at === FA && isPersian) count += arabic;
    if (count === bestCount) isTie = true;
    if (count <= bestCount) continue;
    best = at;
    bestCount = count;
    isTie = false;
  }
  const isByScript = ((1 << best) & SCRIPT_BITS) !== 0;
  const needed = isByScript ? words * 0.3 : Math.min(2, Math.max(1, words / 4));
  return isTie || bestCount < needed ? 0 : best;
}

/**
 * ISO 639-1 language of a text, or 'und' when its words do not tell: fewer than two stop words of a
 * Latin-script language, a tie, or no letters.
 */
export function detectLanguage(text: string): string {
  const counts = new Uint32Array(LANGUAGES.length);
  const words = foldedWords(text);
  for (const word of words) addVotes(counts, languageBits(word));
  return LANGUAGES[decideLanguage(counts, words.length)] ?? 'und';
}
