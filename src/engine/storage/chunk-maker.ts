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

export interface MakerHooks {
  /** Takes chunks in order; awaited, so that storing can keep up. */
  onChunk: (chunk: MadeChunk) => Promise<void>;
  /** Called at every `ready()`: progress, pauses, the reader's cancel (throws). */
  onReady: () => Promise<void> | void;
  /** Every comment as it gets its row. */
  onComment?: (article: number, commenter: number, body: string) => void;
}

/** Makes chunks of columns and text from sources, one source after the other. */
export class ChunkMaker {
  readonly #builder: ColumnsBuilder;
  readonly #text: TextWriter;
  readonly #hooks: MakerHooks;
  #waiting: MadeChunk[] = [];

  /** `base` is what the sources are added to. */
  constructor(base: BuiltCorpus | null, hooks: MakerHooks) {
    this.#builder = new ColumnsBuilder(base ?? undefined);
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
    this.#waiting.push(packChunk(text, packColumns(columns)));
  }

  async #drain(): Promise<void> {
    for (let chunk = this.#waiting.shift(); chunk; chunk = this.#waiting.shift()) {
      await this.#hooks.onChunk(chunk);
    }
  }
}
