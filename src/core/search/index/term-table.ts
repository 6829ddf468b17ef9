/** Numbers for words while an index is built: each raw spelling is folded once, then it is a look-up. */
import { foldWord, withoutArticle } from '../../text/fold.ts';
import { languageBits } from '../../text/script.ts';
import { GrowingUint32 } from './growing.ts';
import { Spellings } from './spellings.ts';
import { packWords, Vocabulary } from './vocabulary.ts';

/** Terms are numbered in 24 bits, and a Map holds no more; words beyond are not indexed. */
const MAX_TERMS = 16_000_000;
/** Words this long are parts of the text they were cut from (V8), and would keep all of it alive. */
const CUT_LENGTH = 12;

/** What is known of a word that folds to nothing, and of one for which there is no number left. */
const NO_WORD = -1;
export const NO_ROOM = -2;

function own(word: string): string {
  return word.length > CUT_LENGTH ? word.split('').join('') : word;
}

export class TermTable {
  /** 1 + the term without its article, by term; 0 = has none. */
  readonly bare = new GrowingUint32();
  /** What a term says about its text's language: bits of LANGUAGES. */
  readonly languages = new GrowingUint32();
  private readonly terms = new Map<string, number>();
  private spellings = new Spellings();

  get size(): number {
    return this.terms.size;
  }

  /** The term of the raw word text[start, end); negative: it folds to nothing, or NO_ROOM. */
  termAt(text: string, start: number, end: number): number {
    return this.spellings.numberOf(text, start, end, this.foldRaw);
  }

  /** The term of a folded word, NO_ROOM when the table is full. */
  termOf(folded: string): number {
    const known = this.terms.get(folded);
    if (known !== undefined) return known;
    const term = this.terms.size;
    if (term >= MAX_TERMS) return NO_ROOM;
    this.terms.set(own(folded), term);
    this.languages.set(term, languageBits(folded));
    this.bare.set(term, 0);
    const bare = withoutArticle(folded);
    if (bare !== null) this.bare.set(term, Math.max(0, this.termOf(bare) + 1));
    return term;
  }

  /** The sorted vocabulary and each term's place in it. */
  toVocabulary(): { vocabulary: Vocabulary; rank: Uint32Array } {
    this.spellings = new Spellings();
    const words = [...this.terms.keys()].sort();
    const rank = new Uint32Array(words.length);
    for (const [place, word] of words.entries()) rank[this.terms.get(word) ?? 0] = place;
    return { vocabulary: new Vocabulary(packWords(words)), rank };
  }

  private readonly foldRaw = (raw: string): number => {
    const folded = foldWord(raw);
    return folded === '' ? NO_WORD : this.termOf(folded);
  };
}
