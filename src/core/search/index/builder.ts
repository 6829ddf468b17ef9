/**
 * Builds the index while comments are read: one pass over each text, words to numbers to a log, sorted
 * into postings at the end. Titles and names are indexed once per article and commenter.
 */
import { addVotes, decideLanguage, LANGUAGES } from '../../text/script.ts';
import { foldedWords, scanSpans } from '../../text/tokens.ts';
import { nameWords } from '../options.ts';
import { GrowingUint32 } from './growing.ts';
import { PostingLog } from './posting-log.ts';
import { MAX_ROWS } from './postings.ts';
import { completeField, type FieldIndex, type SearchIndex } from './search-index.ts';
import { LATE } from './positions.ts';
import { NO_ROOM, TermTable } from './term-table.ts';

const NO_PAUSE = (): Promise<void> => Promise.resolve();

/** What reading a comment's body tells besides the index: words in it, position in LANGUAGES. */
export interface BodyFacts {
  words: number;
  language: number;
}

export class IndexBuilder {
  private readonly table = new TermTable();
  private readonly log = new PostingLog();
  private readonly lengths = new GrowingUint32();
  private readonly articleOf = new GrowingUint32();
  private readonly commenterOf = new GrowingUint32();
  private readonly titles: string[] = [];
  private readonly names: string[] = [];
  private languages = new Uint8Array(1024);
  private rows = 0;
  private body = '';
  private seenIn = new Uint32Array(1024);
  private words = 0;
  private different = 0;
  private readonly votes = new Uint32Array(LANGUAGES.length);
  private readonly facts: BodyFacts = { words: 0, language: 0 };

  /** Rows added so far. */
  get count(): number {
    return this.rows;
  }

  /** The title of an article, by its index in the corpus tables; at any time before `finish`. */
  setArticle(article: number, title: string): void {
    this.titles[article] = title;
  }

  /** The name of a commenter, by index in the corpus tables (null = nameless); any time before `finish`. */
  setCommenter(commenter: number, name: string | null): void {
    this.names[commenter] = name ?? '';
  }

  /**
   * Adds the next row. The answer is one object used again by the next call. Throws a RangeError past
   * 16,777,216 rows.
   */
  add(article: number, commenter: number, body: string): Readonly<BodyFacts> {
    const row = this.rows;
    if (row >= MAX_ROWS) throw new RangeError(`More than ${String(MAX_ROWS)} comments`);
    this.words = 0;
    this.different = 0;
    this.votes.fill(0);
    this.body = body.normalize('NFKC');
    scanSpans(this.body, this.addWord);
    this.body = '';
    this.log.endUnit();
    this.rows += 1;
    this.lengths.set(row, this.different);
    this.articleOf.set(row, article);
    this.commenterOf.set(row, commenter);
    const language = decideLanguage(this.votes, this.words);
    this.setLanguage(row, language);
    this.facts.words = this.words;
    this.facts.language = language;
    return this.facts;
  }

  /** The index of all rows. `pause` is awaited every few milliseconds; the builder is spent afterwards. */
  async finish(pause: () => Promise<void> = NO_PAUSE): Promise<SearchIndex> {
    const articles = Math.max(this.titles.length, highest(this.articleOf) + 1);
    const commenters = Math.max(this.names.length, highest(this.commenterOf) + 1);
    const titleLog = this.logTexts(articles, this.titles, foldedWords);
    const nameLog = this.logTexts(commenters, this.names, nameWords);
    await pause();
    const { vocabulary, rank } = this.table.toVocabulary();
    await pause();
    const count = this.rows;
    const complete = async (
      log: PostingLog,
      lengths: Uint32Array,
      of: Uint32Array | null,
    ): Promise<FieldIndex> => {
      const sorting = { rank, terms: vocabulary.size, isByRow: of === null };
      const postings = await log.toPostings(sorting, pause);
      return completeField({ postings, lengths, of }, count);
    };
    return {
      count,
      vocabulary,
      fields: {
        body: await complete(this.log, this.lengths.trimmed(), null),
        title: await complete(titleLog.log, titleLog.lengths, this.articleOf.trimmed()),
        author: await complete(nameLog.log, nameLog.lengths, this.commenterOf.trimmed()),
      },
      languages: this.languages.slice(0, count),
    };
  }

  private readonly addWord = (start: number, end: number): void => {
    const { table } = this;
    const term = table.termAt(this.body, start, end);
    if (term >= 0 || term === NO_ROOM) this.words += 1;
    if (term < 0) return;
    if (term >= this.seenIn.length) this.growSeen(term + 1);
    const stamp = this.rows + 1;
    if (this.seenIn[term] !== stamp) {
      this.seenIn[term] = stamp;
      this.different += 1;
    }
    const languages = table.languages.values[term] ?? 0;
    if (languages !== 0) addVotes(this.votes, languages);
    this.log.put(term, this.words < LATE ? this.words : LATE);
    const bare = table.bare.values[term] ?? 0;
    if (bare !== 0) this.log.put(bare - 1);
  };

  private logTexts(
    count: number,
    texts: readonly (string | undefined)[],
    split: (text: string) => string[],
  ): { log: PostingLog; lengths: Uint32Array } {
    const log = new PostingLog();
    const lengths = new Uint32Array(count);
    for (let unit = 0; unit < count; unit += 1) {
      const words = split(texts[unit] ?? '');
      for (const word of words) {
        const term = this.table.termOf(word);
        if (term < 0) continue;
        log.put(term);
        const bare = this.table.bare.values[term] ?? 0;
        if (bare !== 0) log.put(bare - 1);
      }
      lengths[unit] = new Set(words).size;
      log.endUnit();
    }
    return { log, lengths };
  }

  private setLanguage(row: number, language: number): void {
    if (row >= this.languages.length) {
      const grown = new Uint8Array(this.languages.length * 2);
      grown.set(this.languages);
      this.languages = grown;
    }
    this.languages[row] = language;
  }

  private growSeen(capacity: number): void {
    const grown = new Uint32Array(Math.max(capacity, this.seenIn.length * 2));
    grown.set(this.seenIn);
    this.seenIn = grown;
  }
}

function highest(numbers: GrowingUint32): number {
  let most = -1;
  for (let at = 0; at < numbers.length; at += 1) most = Math.max(most, numbers.values[at] ?? 0);
  return most;
}
