/** Numbers for words while an index is built: each raw spelling is folded once, then it is a look-up. */
import { foldWord, MAX_WORD_LENGTH, withoutArticle } from '../../text/fold.ts';
import { languageBits, LONGEST_STOP_WORD } from '../../text/script.ts';
import { GrowingUint32 } from './growing.ts';
import { hashOf, rawWord } from './scan-bytes.ts';
import { sortWords } from './sort-words.ts';
import { letterCount, readLetters, writeLetters } from './utf8.ts';
import { type TermList, Vocabulary } from './vocabulary.ts';
import { UNKNOWN, WordTable } from './word-table.ts';

/** Terms are numbered in 24 bits; words beyond are not indexed. */
const MAX_TERMS = 16_000_000;
/** Spellings are forgotten when there are more, and folded anew. */
const MAX_SPELLINGS = 1 << 19;
/** Bytes that a folded word takes at most. */
const MAX_FOLDED_BYTES = MAX_WORD_LENGTH * 3;
const UNDERSCORE = 0x5f;

/** What is known of a word that folds to nothing, and of one for which there is no number left. */
const NO_WORD = -1;
export const NO_ROOM = -2;

/** What a term says about its text, by term: languages in the low bits (positions in LANGUAGES), and this. */
export const HAS_BARE = 0x80000000;

export class TermTable {
  /** Languages and HAS_BARE. */
  readonly facts = new GrowingUint32();
  /** The term without its article, of terms that have one. */
  readonly bare = new Map<number, number>();
  private readonly terms = new WordTable();
  private spellings = new WordTable();
  private readonly scratch = new Uint8Array(MAX_FOLDED_BYTES);

  /** The term of a raw word in UTF-8, ASCII letters small; negative: it folds to nothing, or NO_ROOM. */
  termAt(bytes: Uint8Array, start: number, end: number, hash: number, isWide: boolean): number {
    if (!isWide && isFolded(bytes, start, end)) {
      const known = this.terms.find(bytes, start, end, hash);
      return known === UNKNOWN ? this.addAscii(bytes, start, end, hash) : known;
    }
    const known = this.spellings.find(bytes, start, end, hash);
    return known === UNKNOWN ? this.meet(bytes, start, end, hash) : known;
  }

  /** The term of a raw word that may have no other spelling near it. */
  termOfRaw(raw: string): number {
    const folded = foldWord(raw);
    return folded === '' ? NO_WORD : this.termOf(folded);
  }

  /** The term of a folded word, NO_ROOM when the table is full. */
  termOf(folded: string): number {
    const { scratch, terms } = this;
    const length = writeLetters(folded, scratch);
    const hash = hashOf(scratch, 0, length);
    const known = terms.find(scratch, 0, length, hash);
    if (known !== UNKNOWN) return known;
    const term = this.addTerm(scratch, 0, length, hash, languageBits(folded));
    const bare = term < 0 ? null : withoutArticle(folded);
    if (bare !== null) this.addBare(term, bare);
    return term;
  }

  /** The sorted vocabulary and each term's place in it. The table is spent afterwards. */
  toVocabulary(): { vocabulary: Vocabulary; rank: Uint32Array } {
    this.spellings = new WordTable();
    const met = this.inOrderMet();
    const order = sortWords(met);
    const rank = new Uint32Array(order.length);
    const offsets = new Uint32Array(order.length + 1);
    const chars = new Uint16Array(met.chars.length);
    let next = 0;
    for (let place = 0; place < order.length; place += 1) {
      const term = order[place] ?? 0;
      rank[term] = place;
      const end = met.offsets[term + 1] ?? 0;
      for (let at = met.offsets[term] ?? 0; at < end; at += 1) chars[next++] = met.chars[at] ?? 0;
      offsets[place + 1] = next;
    }
    return { vocabulary: new Vocabulary({ offsets, chars }), rank };
  }

  private inOrderMet(): TermList {
    const { terms } = this;
    const offsets = new Uint32Array(terms.count + 1);
    let letters = 0;
    terms.forEach((bytes, start, end) => {
      letters += letterCount(bytes, start, end);
    });
    const chars = new Uint16Array(letters);
    let term = 0;
    terms.forEach((bytes, start, end) => {
      term += 1;
      offsets[term] = readLetters(bytes, start, end, chars, offsets[term - 1] ?? 0);
    });
    return { offsets, chars };
  }

  /** Folds a spelling met for the first time. */
  private meet(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const term = this.termOfRaw(rawWord(bytes, start, end));
    if (this.spellings.count >= MAX_SPELLINGS) this.spellings.clear();
    this.spellings.add(bytes, start, end, hash, term);
    return term;
  }

  private addAscii(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const isShort = end - start <= LONGEST_STOP_WORD;
    const languages = isShort ? languageBits(rawWord(bytes, start, end)) : 0;
    return this.addTerm(bytes, start, end, hash, languages);
  }

  private addTerm(
    bytes: Uint8Array,
    start: number,
    end: number,
    hash: number,
    languages: number,
  ): number {
    const term = this.terms.count;
    if (term >= MAX_TERMS) return NO_ROOM;
    this.terms.add(bytes, start, end, hash, term);
    this.facts.set(term, languages);
    return term;
  }

  private addBare(term: number, bare: string): void {
    const other = this.termOf(bare);
    if (other < 0) return;
    this.bare.set(term, other);
    this.facts.set(term, (this.facts.values[term] ?? 0) | HAS_BARE);
  }
}

/** Whether folding leaves a word of small ASCII letters, digits and underscores as it is. */
function isFolded(bytes: Uint8Array, start: number, end: number): boolean {
  const isShort = end - start <= MAX_WORD_LENGTH;
  return isShort && bytes[start] !== UNDERSCORE && bytes[end - 1] !== UNDERSCORE;
}
