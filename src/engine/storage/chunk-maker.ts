import { ColumnsBuilder, type BuiltCorpus } from '../../core/columns-builder.ts';
import type { Article } from '../../core/corpus.ts';
import type { TextChunk } from '../../core/text-chunk.ts';
import { TextWriter } from '../../core/text-writer.ts';
import type { ImportSink } from '../../importers/importer.ts';
import type { ReadReport } from '../../importers/read-into.ts';
import type { StoredChunk } from './storage-port.ts';
import { packChunk, packColumns } from './stored-columns.ts';

export interface SourceFacts {
  name: string;
  bytes: number;
  sha256: string;
}

/** A chunk as it will be stored, but for the corpus and its number there. */
export type MadeChunk = Omit<StoredChunk, 'corpus' | 'seq'>;

/** Names of commenters, and texts of articles, that were not there when the chunk before was made. */
export interface FreshTables {
  names: (string | null)[];
  articles: string[];
}

export interface MakerHooks {
  /** Takes chunks in order; awaited, so that storing can keep up. */
  onChunk: (chunk: MadeChunk, fresh: FreshTables) => Promise<void>;
  /** Called at every `ready()`: progress, pauses, the reader's cancel (throws). */
  onReady: () => Promise<void> | void;
  /** Every comment as it gets its row. */
  onComment?: (article: number, commenter: number, body: string) => void;
}

/** An article's text as the reply model reads it. */
export function articleText(article: Article | undefined): string {
  return (article?.paragraphs ?? []).join('\n\n');
}

/** Makes chunks of columns and text from sources, one source after the other. */
export class ChunkMaker {
  readonly #builder: ColumnsBuilder;
  readonly #text: TextWriter;
  readonly #hooks: MakerHooks;
  #waiting: { chunk: MadeChunk; fresh: FreshTables }[] = [];
  /** Commenters and articles that were told of. */
  #told: { commenters: number; articles: number };

  /** `base` is what the sources are added to. */
  constructor(base: BuiltCorpus | null, hooks: MakerHooks) {
    this.#builder = new ColumnsBuilder(base ?? undefined);
    const { commenters, articles } = this.#builder.known;
    this.#told = { commenters: commenters.length, articles: articles.length };
    this.#text = new TextWriter(this.#builder.count);
    this.#hooks = hooks;
  }

  get count(): number {
    return this.#builder.count;
  }

  /** Reads one source through `read` and closes it; gives its rows [start, end). */
  async addSource(
    facts: SourceFacts,
    read: (sink: ImportSink) => Promise<ReadReport>,
  ): Promise<{ report: ReadReport; start: number; end: number }> {
    const start = this.#builder.count;
    const report = await read(this.#sink(facts));
    this.#enqueue(this.#text.flush());
    this.#builder.endSource();
    await this.#drain();
    return { report, start, end: this.#builder.count };
  }

  finish(): BuiltCorpus {
    return this.#builder.finish();
  }

  #sink(facts: SourceFacts): ImportSink {
    const early: Article[] = [];
    let isOpen = false;
    const open = (): void => {
      isOpen = true;
      const { name, bytes, sha256 } = facts;
      this.#builder.addSource({ key: sha256.slice(0, 8), name, importer: '', bytes, sha256 });
      for (const article of early) this.#builder.addArticle(article);
    };
    const nothing = (): void => undefined;
    const { onComment, onReady } = this.#hooks;
    return {
      article: (article) => {
        if (isOpen) this.#builder.addArticle(article);
        else early.push(article);
      },
      comment: (comment) => {
        if (!isOpen) open();
        const row = this.#builder.addComment(comment, this.#text.add(comment));
        if (this.#text.isFull) this.#enqueue(this.#text.flush());
        if (!onComment) return;
        const { article, commenter } = this.#builder.placeOf(row);
        onComment(article, commenter, comment.body);
      },
      reject: nothing,
      furniture: nothing,
      warn: nothing,
      describe: nothing,
      ready: async () => {
        if (this.#waiting.length > 0) await this.#drain();
        await onReady();
      },
    };
  }

  #enqueue(text: TextChunk | null): void {
    if (!text) return;
    const columns = this.#builder.slice(text.start, text.start + text.count);
    const chunk = packChunk(text, packColumns(columns));
    this.#waiting.push({ chunk, fresh: this.#tellFresh() });
  }

  #tellFresh(): FreshTables {
    const { commenters, articles } = this.#builder.known;
    const fresh = {
      names: commenters.slice(this.#told.commenters).map(({ name }) => name),
      articles: articles.slice(this.#told.articles).map(articleText),
    };
    this.#told = { commenters: commenters.length, articles: articles.length };
    return fresh;
  }

  async #drain(): Promise<void> {
    for (let made = this.#waiting.shift(); made; made = this.#waiting.shift()) {
      await this.#hooks.onChunk(made.chunk, made.fresh);
    }
  }
}
