/**
 * Builds the index while comments are read: one pass over each text, words to numbers to a log, sorted
 * into postings at the end. Titles and names are indexed once per article and commenter.
 */
import { addVotes, decideLanguage, LANGUAGES } from '../../text/script.ts';
import { foldedWords } from '../../text/tokens.ts';
import { nameWords } from '../options.ts';
import { GrowingUint32 } from './growing.ts';
import { PostingLog } from './posting-log.ts';
import { MAX_ROWS } from './postings.ts';
import { completeField, type FieldIndex, type SearchIndex } from './search-index.ts';
import { LATE } from './positions.ts';
import { scanBytes, type WordSink } from './scan-bytes.ts';
import { HAS_BARE, NO_ROOM, TermTable } from './term-table.ts';
import { TextBytes } from './text-bytes.ts';

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
  private readonly body = new TextBytes();
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
    this.body.set(body);
    return this.addBody(article, commenter);
  }

  /** The same of a body that is bytes [start, end) in UTF-8. */
  addBytes(
    article: number,
    commenter: number,
    body: { bytes: Uint8Array; start: number; end: number },
  ): Readonly<BodyFacts> {
    this.body.take(body.bytes, body.start, body.end);
    return this.addBody(article, commenter);
  }

  private addBody(article: number, commenter: number): Readonly<BodyFacts> {
    const row = this.rows;
    if (row >= MAX_ROWS) throw new RangeError(`More than ${String(MAX_ROWS)} comments`);
    this.words = 0;
    this.different = 0;
    this.votes.fill(0);
    scanBytes(this.body.bytes, this.body.length, this.sink);
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

  private readonly sink: WordSink = {
    word: (bytes, start, end, hash, isWide) => {
      this.addTerm(this.table.termAt(bytes, start, end, hash, isWide));
    },
    piece: (word) => {
      this.addTerm(this.table.termOfRaw(word));
    },
  };

  private addTerm(term: number): void {
    if (term >= 0 || term === NO_ROOM) this.words += 1;
    if (term < 0) return;
    const { table, log, words } = this;
    if (log.put(term, words < LATE ? words : LATE)) this.different += 1;
    const facts = table.facts.values[term] ?? 0;
    if (facts === 0) return;
    addVotes(this.votes, facts & ~HAS_BARE);
    if (facts >= HAS_BARE) log.putBare(table.bare.get(term) ?? 0);
  }

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
        const bare = this.table.bare.get(term);
        if (bare !== undefined) log.putBare(bare);
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
}

function highest(numbers: GrowingUint32): number {
  let most = -1;
  for (let at = 0; at < numbers.length; at += 1) most = Math.max(most, numbers.values[at] ?? 0);
  return most;
}
