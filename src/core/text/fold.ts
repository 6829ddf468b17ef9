/**
 * One spelling for words a reader takes for the same: 'الأسد' and 'الاسد', 'Café' and 'cafe',
 * '_mowaten_' and 'mowaten'. An Arabic word with a leading article is also known without it:
 * 'والهدنة' → 'والهدنه', 'هدنه'.
 * Cost: linear; plain lower-case ASCII returns at once. Limits: no stemming; the article is cut by
 * its spelling, so 'والدين' (my parents) is also known as 'دين' (debt, religion). 'الله' is left alone.
 */

const PLAIN = /^[a-z0-9]+$/;
const ASCII_WORD = /^[A-Za-z0-9_]+$/;
const OUTER_UNDERSCORES = /^_+|_+$/g;
const ARABIC = /[\u0600-\u06FF]/;
const ARABIC_MARKS = /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED]|\u0640/g;
const ARABIC_LETTERS = /[آأإٱىیةک\u0660-\u0669\u06F0-\u06F9]/g;
const ACCENTED =
  /([\p{Script=Latin}\p{Script=Greek}])(?:[\u0300-\u036F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF])+/gu;
const SPECIAL_LETTERS = /[ßøłđħŧæœıςþ]/g;
const ARTICLE = /^(?:[وبكف]?ال|لل)(?=..)/u;

/** Longest folded word, in UTF-16 units; longer ones are cut there, in texts and queries alike. */
export const MAX_WORD_LENGTH = 64;

const REPLACEMENT: Readonly<Record<string, string>> = {
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  þ: 'th',
};

function replaceLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
  return REPLACEMENT[letter] ?? letter;
}

/** `text` cut to `length` UTF-16 units, never inside a surrogate pair. */
export function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length);
}

/** Any text in one spelling, spaces and punctuation kept: for looking one label up in another. */
export function fold(text: string): string {
  let folded = text.normalize('NFKC').toLowerCase().normalize('NFD');
  folded = folded.replace(ACCENTED, '$1').normalize('NFKC');
  folded = folded.replace(SPECIAL_LETTERS, replaceLetter);
  if (ARABIC.test(folded)) {
    folded = folded.replace(ARABIC_MARKS, '').replace(ARABIC_LETTERS, replaceLetter);
  }
  return folded;
}

/**
 * The folded form of one word (no spaces or punctuation expected, none removed but outer underscores).
 * Empty when nothing is left, as for a lone diacritic.
 */
export function foldWord(word: string): string {
  if (word.length <= MAX_WORD_LENGTH && PLAIN.test(word)) return word;
  const bounded = cutAt(word, MAX_WORD_LENGTH * 2);
  const folded = ASCII_WORD.test(bounded) ? bounded.toLowerCase() : fold(bounded);
  return cutAt(folded.replace(OUTER_UNDERSCORES, ''), MAX_WORD_LENGTH);
}

/** A folded Arabic word without its leading article, or null when it has none. */
export function withoutArticle(folded: string): string | null {
  const first = folded.charCodeAt(0);
  if (first < 0x0600 || first > 0x06ff || folded.endsWith('لله')) return null;
  const match = ARTICLE.exec(folded);
  return match ? folded.slice(match[0].length) : null;
}

/** A folded word and the other forms it is known by: the word itself first, then without its article. */
export function foldVariants(folded: string): string[] {
  if (folded === '') return [];
  const bare = withoutArticle(folded);
  return bare === null ? [folded] : [folded, bare];
}

/**
 * A name as a key for comparing: folded as words are, runs of white space as one space, punctuation kept.
 * 'ArabDemocrat.com' → 'arabdemocrat.com', '_mowaten_' → 'mowaten'.
 */
export function foldName(name: string): string {
  const bounded = cutAt(name, MAX_WORD_LENGTH * 4).trim();
  const folded = fold(bounded).replace(/\s+/gu, ' ').trim();
  const bare = folded.replace(OUTER_UNDERSCORES, '');
  return bare === '' ? folded : bare;
}
