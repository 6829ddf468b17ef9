import { ColumnsBuilder, type BuiltCorpus } from '../core/columns-builder.ts';
import type { Columns } from '../core/columns.ts';
import type { Article } from '../core/corpus.ts';
import type { TextChunk } from '../core/text-chunk.ts';
import { TextWriter } from '../core/text-writer.ts';
import type { ImportSink } from '../importers/importer.ts';
import { nextTask } from './pause.ts';
import type { ReadReport } from '../importers/registry.ts';
import { chainOf, makePart, sizeOf } from './checksum.ts';
import {
  STORED_SCHEMA,
  type CorpusRow,
  type Extent,
  type PendingImport,
  type StoragePort,
  type StoredChunk,
  type StoredPart,
  type StoredSource,
} from './storage-port.ts';
import { packChunk, packColumns, packTables } from './stored-columns.ts';

export interface SourceFacts {
  name: string;
  bytes: number;
  sha256: string;
}

export interface WriterHooks {
  /** Every comment as it gets its row: the search index takes its words here. */
  onComment: (article: number, commenter: number, body: string) => void;
  /** Called at every `ready()`: progress, pauses, the reader's cancel (throws). */
  onReady: () => Promise<void> | void;
  /** What to keep with each chunk, so that a stopped import can go on. */
  pending?: () => Partial<PendingImport>;
}

/** What is in a corpus to which sources are added. */
export interface Base {
  built: BuiltCorpus;
  chunkEnd: Uint32Array;
}

/**
 * Writes sources into a corpus under the commit protocol: one transaction per chunk, which also moves
 * `pending.upTo`; nothing is visible before `finish`. Chunks a stopped import left behind are kept when
 * they come out the same again.
 */
export class ImportWriter {
  readonly #storage: StoragePort;
  readonly #hooks: WriterHooks;
  readonly #builder: ColumnsBuilder;
  readonly #text: TextWriter;
  readonly #sources: StoredSource[];
  readonly #chunkEnd: number[];
  readonly #parts: StoredPart[] = [];
  #row: CorpusRow;
  #extent: Extent;
  #bytes: number;
  #left: Extent | null;
  #waiting: { text: TextChunk; columns: Columns }[] = [];
  #writing: Promise<void> = Promise.resolve();
  #facts: SourceFacts = { name: '', bytes: 0, sha256: '' };
  #job: string;

  constructor(
    storage: StoragePort,
    row: CorpusRow,
    base: Base | null,
    job: string,
    hooks: WriterHooks,
  ) {
    this.#storage = storage;
    this.#row = row;
    this.#job = job;
    this.#hooks = hooks;
    this.#builder = new ColumnsBuilder(base?.built);
    this.#text = new TextWriter(row.upTo);
    this.#extent = { upTo: row.upTo, chunks: row.chunks, chain: row.chain };
    this.#bytes = row.bytes;
    this.#sources = [...row.sources];
    this.#chunkEnd = [...(base?.chunkEnd ?? [])];
    this.#left = row.pending?.job === job ? row.pending : null;
  }

  get count(): number {
    return this.#builder.count;
  }

  /** Reads one source through `read` and closes it. A source without comments leaves no trace. */
  async addSource(
    facts: SourceFacts,
    read: (sink: ImportSink) => Promise<ReadReport>,
  ): Promise<{ report: ReadReport; comments: number }> {
    this.#facts = facts;
    const start = this.#builder.count;
    const report = await read(this.#sink(facts));
    this.#enqueue(this.#text.flush());
    const counts = this.#builder.endSource();
    await this.#drain();
    const end = this.#builder.count;
    if (end > start && counts) {
      const { importer, label: importerLabel, receipt } = report;
      this.#sources.push({ ...facts, importer, importerLabel, start, end, receipt });
    }
    return { report, comments: end - start };
  }

  /** Bytes kept beside the corpus, written with the last commit. */
  keep(part: StoredPart): void {
    this.#parts.push(part);
  }

  /** The last commit: columns, tables and the row, after which the new comments are visible. */
  async finish(): Promise<{ row: CorpusRow; base: Base }> {
    await this.#drain();
    const built = this.#builder.finish();
    await nextTask();
    built.tables.sources.forEach((source, index) => {
      source.importer = this.#sources[index]?.importer ?? source.importer;
    });
    const chunkEnd = Uint32Array.from(this.#chunkEnd);
    const row: CorpusRow = {
      ...this.#row,
      ...this.#extent,
      state: 'complete',
      sources: this.#sources,
      pending: null,
      bytes: this.#bytes,
    };
    const part = (name: string, buffers: StoredPart['buffers']): StoredPart =>
      makePart(row.id, name, STORED_SCHEMA, row.chain, buffers);
    const id = Uint32Array.from(built.keys.id);
    const body = Uint32Array.from(built.keys.body);
    const parts = [
      part('columns', { ...packColumns(built.columns), chunkEnd }),
      part('tables', packTables(built.tables)),
      part('keys', { id, body }),
      ...this.#parts,
    ];
    await nextTask();
    await this.#storage.commit({ row, parts, dropChunksFrom: row.chunks });
    return { row, base: { built, chunkEnd } };
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
    return {
      article: (article) => {
        if (isOpen) this.#builder.addArticle(article);
        else early.push(article);
      },
      comment: (comment) => {
        if (!isOpen) open();
        const row = this.#builder.addComment(comment);
        this.#enqueue(this.#text.add(comment));
        const { article, commenter } = this.#builder.placeOf(row);
        this.#hooks.onComment(article, commenter, comment.body);
      },
      reject: nothing,
      furniture: nothing,
      warn: nothing,
      describe: nothing,
      ready: async () => {
        if (this.#waiting.length > 0) await this.#drain(1);
        await this.#hooks.onReady();
      },
    };
  }

  #enqueue(chunk: TextChunk | null): void {
    if (!chunk) return;
    const columns = this.#builder.slice(chunk.start, chunk.start + chunk.count);
    this.#waiting.push({ text: chunk, columns });
  }

  /** Writes what waits; up to `inFlight` chunks may still be on their way when it resolves. */
  async #drain(inFlight = 0): Promise<void> {
    for (let chunk = this.#waiting.shift(); chunk; chunk = this.#waiting.shift()) {
      await this.#writing;
      this.#writing = this.#write(chunk);
      this.#writing.catch(() => undefined);
    }
    if (inFlight === 0) await this.#writing;
  }

  async #write({ text, columns }: { text: TextChunk; columns: Columns }): Promise<void> {
    const { chunks: seq, chain } = this.#extent;
    const chunk = packChunk(this.#row.id, seq, text, packColumns(columns));
    this.#extent = { upTo: chunk.end, chunks: seq + 1, chain: chainOf(chain, chunk.checksum) };
    this.#bytes += sizeOf(chunk.buffers);
    this.#chunkEnd.push(chunk.end);
    if (await this.#isStored(chunk)) return;
    const dropChunksFrom = this.#left || seq === this.#row.chunks ? { dropChunksFrom: seq } : {};
    this.#left = null;
    const about = this.#hooks.pending?.() ?? {};
    const pending = { ...about, ...this.#extent, ...this.#facts, job: this.#job };
    await this.#storage.commit({ row: { ...this.#row, pending }, chunk, ...dropChunksFrom });
  }

  async #isStored(chunk: StoredChunk): Promise<boolean> {
    if (!this.#left || chunk.seq >= this.#left.chunks) return false;
    const stored = await this.#storage.chunk(chunk.corpus, chunk.seq);
    return stored?.checksum === chunk.checksum;
  }
}
