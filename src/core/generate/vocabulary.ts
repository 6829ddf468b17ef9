import { Chance, ZipfDraw } from './chance.ts';

const ENGLISH =
  'the of and to a in is that it for you not on are with as be they this have but was he from we or all at by what so if about people one will more no there who do their can like just when would than how has your time our been think get other only some out up because know even were my them its into could now any then should why make many government right good want his after need over which way these say most see where also before us those very much such world country same through well still did take money never own state really media work back power law years war against point read news peace talks army side rebel vote police true wrong question answer article comment agree reason history truth freedom border court party leader price school water market future';
const ARABIC =
  'من في على إلى أن هذا ما لا عن مع كل هو هي التي الذي كان لم لن قد بعد قبل بين حتى عند ثم أو إذا نحن هم أنت كيف لماذا متى أين ليس الناس الحرب السلام الهدنة الشعب النظام الثورة الأسد البلاد الوطن الحكومة الجيش الحق الحقيقة العالم اليوم غدا المدينة التاريخ الحرية القانون السؤال الجواب الكلام المقال التعليق رأي صحيح خطأ شكرا والله يا أخي';
const ONSETS =
  'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w z'.split(' ');
const VOWELS = 'a e i o u a e i o u ai ea ee ou'.split(' ');
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'st', 'ng', 'ck', 'x'];
const ARABIC_LETTERS = 'ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي'.split(' ');

/** Words by rank, and a draw that follows Zipf's law over them. */
export interface Vocabulary {
  words: string[];
  zipf: ZipfDraw;
}

/** `size` different Latin words, the everyday ones first. */
export function latinVocabulary(size: number): Vocabulary {
  return makeVocabulary(ENGLISH.split(' '), size, new Chance(11), latinWord);
}

/** `size` different Arabic words, the everyday ones first. */
export function arabicVocabulary(size: number): Vocabulary {
  return makeVocabulary(ARABIC.split(' '), size, new Chance(13), arabicWord);
}

/** A pronounceable made-up word of 1 to 3 syllables. */
export function latinWord(chance: Chance): string {
  let word = '';
  for (let left = 1 + chance.below(3); left > 0; left--) {
    word += pick(ONSETS, chance) + pick(VOWELS, chance);
  }
  return word + pick(CODAS, chance);
}

/** A made-up word of 3 to 7 Arabic letters, sometimes with the article. */
export function arabicWord(chance: Chance): string {
  let word = chance.is(0.3) ? 'ال' : '';
  for (let left = 3 + chance.below(5); left > 0; left--) word += pick(ARABIC_LETTERS, chance);
  return word;
}

export function pick<T>(choices: readonly T[], chance: Chance): T {
  const choice = choices[chance.below(choices.length)];
  if (choice === undefined) throw new RangeError('nothing to pick from');
  return choice;
}

function makeVocabulary(
  head: readonly string[],
  size: number,
  chance: Chance,
  makeWord: (chance: Chance) => string,
): Vocabulary {
  const words = new Set(head.slice(0, size));
  while (words.size < size) words.add(makeWord(chance));
  return { words: [...words], zipf: new ZipfDraw(size, 2.7) };
}
