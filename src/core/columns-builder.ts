/**
 * Builds Columns comment by comment. Only hashes of ids and bodies are kept, so a million comments
 * cost about 60 bytes each; parents stated before they appear wait for the end of their source.
 * Limits: equal 64-bit hashes are taken for equal ids or texts (about 3 in 10^8 at a million rows).
 */
import { CommenterBook } from './columns-commenters.ts';
import { type RowKeys, makeColumns, resizeColumns, resizeWords } from './columns-growing.ts';
import { HashTable, hashText } from './columns-hash.ts';
import { type Encoded, scanAscii } from './columns-scan-ascii.ts';
import { type BodyScan, scanBody } from './columns-scan.ts';
import { sliceColumns } from './columns-transfer.ts';
import {
  type Columns,
  type CorpusTables,
  FLAG,
  PARENT_TOP,
  PARENT_UNKNOWN,
  type SourceInfo,
} from './columns.ts';
import type { Article, ImportedComment } from './corpus.ts';
import { parseFloating } from './dates.ts';

/** Two posts of one text by one commenter this close are a double post. */
const DOUBLE_POST_MIN = 5;

export interface BuiltCorpus {
  columns: Columns;
  tables: CorpusTables;
  /** Needed to add sources later and to find rows by id. */
  keys: RowKeys;
}

/** What adding a source found. `orphans`: replies whose stated parent is not on their page. */
export interface SourceCounts {
  rows: readonly [number, number];
  orphans: number;
  duplicates: number;
  repeatedIds: number;
}

export class ColumnsBuilder {
  #count: number;
  #columns;
  #idKeys: Uint32Array;
  #bodyKeys: Uint32Array;
  #ids = new HashTable();
  #bodies: HashTable;
  #articles: Article[];
  #articleIds = new Map<string, number>();
  #sourceArticles = new Map<string, number>();
  #sources: SourceInfo[];
  #book: CommenterBook;
  #pendingRows: number[] = [];
  #pendingKeys: number[] = [];
  #probe = new Uint32Array(2);
  #isOpen = false;
  #duplicates = 0;
  #repeatedIds = 0;

  /** Starts empty, or from a finished corpus to which sources are to be added. */
  constructor(from?: BuiltCorpus) {
    this.#count = from?.columns.count ?? 0;
    const capacity = Math.max(1024, Math.ceil(this.#count * 1.25));
    this.#columns = from ? resizeColumns(from.columns, capacity) : makeColumns(capacity);
    this.#idKeys = resizeWords(from?.keys.id ?? new Uint32Array(0), capacity * 2);
    this.#bodyKeys = resizeWords(from?.keys.body ?? new Uint32Array(0), capacity * 2);
    this.#articles = [...(from?.tables.articles ?? [])];
    this.#sources = [...(from?.tables.sources ?? [])];
    this.#book = new CommenterBook(from?.tables.commenters ?? [], this.#articles);
    this.#bodies = new HashTable(this.#count);
    for (let row = 0; row < this.#count; row++) this.#bodies.set(this.#bodyKeys, row);
    this.#articles.forEach((article, index) => this.#articleIds.set(article.id, index));
  }

  get count(): number {
    return this.#count;
  }

  /** Opens a source; the one before it is closed. Returns its index. */
  addSource(source: Omit<SourceInfo, 'rows'>): number {
    this.endSource();
    this.#sources.push({ ...source, rows: [this.#count, this.#count] });
    this.#isOpen = true;
    return this.#sources.length - 1;
  }

  /**
   * Index of the article. The same id with the same title, from whatever source, is one article;
   * another title under a taken id is kept apart by the key of its source.
   */
  addArticle(article: Article): number {
    const known = this.#sourceArticles.get(article.id);
    if (known !== undefined) return this.#complete(known, article);
    const taken = this.#articleIds.get(article.id);
    const isSame = taken !== undefined && this.#articles[taken]?.title === article.title;
    const index = isSame ? taken : this.#pushArticle(article, taken !== undefined);
    this.#sourceArticles.set(article.id, index);
    return index;
  }

  /**
   * Adds a comment and returns its row. An article it names but nobody added gets no title. `encoded` is
   * the body in UTF-8 where someone has it already: most of a body is read faster there.
   */
  addComment(comment: ImportedComment, encoded?: Encoded): number {
    const row = this.#count;
    if (row === this.#columns.time.length) this.#grow();
    this.#count = row + 1;
    const columns = this.#columns;
    const article =
      this.#sourceArticles.get(comment.article) ??
      this.addArticle({ id: comment.article, title: '', paragraphs: [] });
    const commenter = this.#book.indexOf(comment.author, article);
    const scan = this.#scan(comment.body, row, hashSeed(commenter, article), encoded);
    columns.time[row] = (comment.time === null ? null : parseFloating(comment.time)) ?? NaN;
    columns.commenter[row] = commenter;
    columns.article[row] = article;
    columns.source[row] = this.#sources.length - 1;
    columns.line[row] = comment.line ?? 0;
    columns.words[row] = scan.words;
    columns.flags[row] =
      scan.flags |
      (comment.guest === true ? FLAG.guest : 0) |
      (comment.cannotBeRoot === true ? FLAG.cannotBeRoot : 0) |
      (this.#book.isNameless(commenter) ? FLAG.nameless : 0);
    this.#noteId(comment.id, row);
    this.#noteParent(comment.parent, row);
    this.#noteDuplicate(comment, row);
    return row;
  }

  /** Closes the open source: resolves parents stated ahead of their comment. Null when none is open. */
  endSource(): SourceCounts | null {
    const source = this.#sources.at(-1);
    if (!this.#isOpen || !source) return null;
    const orphans = this.#resolvePending();
    source.rows = [source.rows[0], this.#count];
    const counts = { duplicates: this.#duplicates, repeatedIds: this.#repeatedIds };
    this.#duplicates = 0;
    this.#repeatedIds = 0;
    this.#ids = new HashTable();
    this.#sourceArticles.clear();
    this.#isOpen = false;
    return { rows: source.rows, orphans, ...counts };
  }

  /** Article and commenter of a row, by index in the tables. */
  placeOf(row: number): { article: number; commenter: number } {
    const { article, commenter } = this.#columns;
    return { article: article[row] ?? 0, commenter: commenter[row] ?? 0 };
  }

  /** The commenters and articles there are by now: growing lists. */
  get known(): Readonly<Pick<CorpusTables, 'commenters' | 'articles'>> {
    return { commenters: this.#book.commenters, articles: this.#articles };
  }

  /** Copies of rows [start, end) as they are now; a parent stated ahead of its comment is still unknown. */
  slice(start: number, end: number): Columns {
    return sliceColumns({ count: this.#count, ...this.#columns }, start, end);
  }

  /** Closes the open source and gives copies, so that building may go on. */
  finish(): BuiltCorpus {
    this.endSource();
    return {
      columns: { count: this.#count, ...resizeColumns(this.#columns, this.#count) },
      tables: {
        commenters: [...this.#book.commenters],
        articles: [...this.#articles],
        sources: this.#sources.map((source) => ({ ...source })),
      },
      keys: {
        id: resizeWords(this.#idKeys, this.#count * 2),
        body: resizeWords(this.#bodyKeys, this.#count * 2),
      },
    };
  }

  #complete(index: number, { title, paragraphs }: Article): number {
    const known = this.#articles[index];
    if (known?.title === '' && title !== '')
      this.#articles[index] = { ...known, title, paragraphs };
    return index;
  }

  #pushArticle(article: Article, isTaken: boolean): number {
    let id = article.id;
    if (isTaken) id = `${article.id}@${this.#sources.at(-1)?.key ?? ''}`;
    while (this.#articleIds.has(id)) id += "'";
    this.#articles.push({ ...article, id });
    this.#articleIds.set(id, this.#articles.length - 1);
    return this.#articles.length - 1;
  }

  #grow(): void {
    const capacity = this.#columns.time.length * 2;
    this.#columns = resizeColumns(this.#columns, capacity);
    this.#idKeys = resizeWords(this.#idKeys, capacity * 2);
    this.#bodyKeys = resizeWords(this.#bodyKeys, capacity * 2);
  }

  #noteId(id: string, row: number): void {
    hashText(id, this.#sources.length, this.#idKeys, row * 2);
    const known = this.#ids.find(this.#idKeys, this.#idKeys, row * 2);
    if (known === -1) this.#ids.set(this.#idKeys, row);
    else this.#repeatedIds++;
  }

  #noteParent(parent: string | null | undefined, row: number): void {
    if (parent === undefined) return;
    if (parent === null) {
      this.#columns.stated[row] = PARENT_TOP;
      return;
    }
    hashText(parent, this.#sources.length, this.#probe, 0);
    const found = this.#ids.find(this.#idKeys, this.#probe, 0);
    if (found === -1) {
      this.#pendingRows.push(row);
      this.#pendingKeys.push(this.#probe[0] ?? 0, this.#probe[1] ?? 0);
    } else this.#setStated(row, found);
  }

  #setStated(row: number, parent: number): boolean {
    const columns = this.#columns;
    const isOnPage = parent !== row && columns.article[parent] === columns.article[row];
    columns.stated[row] = isOnPage ? parent : PARENT_UNKNOWN;
    if (!isOnPage) columns.flags[row] = (columns.flags[row] ?? 0) | FLAG.orphan;
    return isOnPage;
  }

  #resolvePending(): number {
    for (let i = 0; i < this.#pendingRows.length; i++) {
      const row = this.#pendingRows[i] ?? 0;
      this.#probe[0] = this.#pendingKeys[i * 2] ?? 0;
      this.#probe[1] = this.#pendingKeys[i * 2 + 1] ?? 0;
      const found = this.#ids.find(this.#idKeys, this.#probe, 0);
      this.#setStated(row, found === -1 ? row : found);
    }
    this.#pendingRows = [];
    this.#pendingKeys = [];
    let orphans = 0;
    for (let row = this.#sources.at(-1)?.rows[0] ?? 0; row < this.#count; row++) {
      if (((this.#columns.flags[row] ?? 0) & FLAG.orphan) !== 0) orphans++;
    }
    return orphans;
  }

  /** Words and flags of a body; its hash goes into the keys. */
  #scan(body: string, row: number, seed: number, encoded: Encoded | undefined): BodyScan {
    if (encoded && encoded.end - encoded.start === body.length) {
      return scanAscii(body, encoded, seed, this.#bodyKeys, row * 2);
    }
    hashText(body, seed, this.#bodyKeys, row * 2);
    return scanBody(body);
  }

  #noteDuplicate(comment: ImportedComment, row: number): void {
    const columns = this.#columns;
    if (((columns.flags[row] ?? 0) & FLAG.emptyBody) !== 0) return;
    const original = this.#originalOf(comment, row);
    this.#bodies.set(this.#bodyKeys, row);
    if (original < 0) return;
    columns.duplicateOf[row] = original;
    columns.flags[row] = (columns.flags[row] ?? 0) | FLAG.duplicate;
    this.#duplicates++;
  }

  #originalOf(comment: ImportedComment, row: number): number {
    const columns = this.#columns;
    let found = -1;
    if (comment.duplicateOf !== undefined) {
      hashText(comment.duplicateOf, this.#sources.length, this.#probe, 0);
      found = this.#ids.find(this.#idKeys, this.#probe, 0);
    }
    if (found === -1 || found === row) {
      found = this.#bodies.find(this.#bodyKeys, this.#bodyKeys, row * 2);
      const apart = Math.abs((columns.time[row] ?? NaN) - (columns.time[found] ?? NaN));
      if (!(apart <= DOUBLE_POST_MIN) || !this.#isSamePlace(found, row)) return -1;
    }
    const first = columns.duplicateOf[found] ?? -1;
    return first >= 0 ? first : found;
  }

  #isSamePlace(a: number, b: number): boolean {
    const { commenter, article } = this.#columns;
    return commenter[a] === commenter[b] && article[a] === article[b];
  }
}

function hashSeed(commenter: number, article: number): number {
  return Math.imul(commenter, 0x9e3779b1) ^ article;
}
