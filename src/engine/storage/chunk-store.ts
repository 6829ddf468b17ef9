import type { BuiltCorpus } from '../../core/columns-builder.ts';
import { chainOf, makePart, sizeOf } from './checksum.ts';
import type { MadeChunk, SourceFacts } from './chunk-maker.ts';
import { nextTask } from '../pause.ts';
import type { ReadReport } from '../../importers/read-into.ts';
import {
  STORED_SCHEMA,
  type Buffers,
  type CorpusRow,
  type Extent,
  type PendingImport,
  type StoragePort,
  type StoredChunk,
  type StoredPart,
  type StoredSource,
} from './storage-port.ts';
import { packColumns, packTables } from './stored-columns.ts';

/** What is in a corpus to which sources are added. */
export interface Base {
  built: BuiltCorpus;
  chunkEnd: Uint32Array;
}

/**
 * Writes chunks into a corpus under the commit protocol: one transaction per chunk, which also moves
 * `pending.upTo`; nothing is visible before `finish`. Chunks a stopped import left behind are kept when
 * they come out the same again.
 */
export class ChunkStore {
  readonly #storage: StoragePort;
  readonly #sources: StoredSource[];
  readonly #chunkEnd: number[];
  readonly #parts: StoredPart[] = [];
  readonly #row: CorpusRow;
  readonly #job: string;
  readonly #about: () => Partial<PendingImport>;
  #extent: Extent;
  #bytes: number;
  #left: Extent | null;
  #writing: Promise<void> = Promise.resolve();
  #facts: SourceFacts = { name: '', bytes: 0, sha256: '' };

  /** `about` is asked at each chunk for what a stopped import needs to go on. */
  constructor(
    storage: StoragePort,
    row: CorpusRow,
    base: Base | null,
    job: string,
    about: () => Partial<PendingImport> = () => ({}),
  ) {
    this.#storage = storage;
    this.#about = about;
    this.#row = row;
    this.#job = job;
    this.#extent = { upTo: row.upTo, chunks: row.chunks, chain: row.chain };
    this.#bytes = row.bytes;
    this.#sources = [...row.sources];
    this.#chunkEnd = [...(base?.chunkEnd ?? [])];
    this.#left = row.pending?.job === job ? row.pending : null;
  }

  /** The source that the next chunks belong to. */
  openSource(facts: SourceFacts): void {
    this.#facts = facts;
  }

  /**
   * Starts to write a chunk when the one before is durable: one may be on its way when this resolves.
   * `bytesRead` is how far into its source it reaches.
   */
  async write(chunk: MadeChunk, bytesRead?: number): Promise<void> {
    await this.#writing;
    this.#writing = this.#write(chunk, bytesRead === undefined ? {} : { bytesRead });
    this.#writing.catch(() => undefined);
  }

  /** Notes what was read; resolves when all of it is durable. A source without comments leaves no trace. */
  async closeSource(report: ReadReport, start: number, end: number): Promise<void> {
    await this.#writing;
    if (end === start) return;
    const { importer, label: importerLabel, receipt } = report;
    this.#sources.push({ ...this.#facts, importer, importerLabel, start, end, receipt });
  }

  /** Bytes kept beside the corpus, written with the last commit. */
  keep(part: StoredPart): void {
    this.#parts.push(part);
  }

  /** The last commit: columns, tables and the row, after which the new comments are visible. */
  async finish(built: BuiltCorpus): Promise<{ row: CorpusRow; base: Base }> {
    await this.#writing;
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
    const columns = part('columns', { ...packColumns(built.columns), chunkEnd });
    await nextTask();
    const tables = part('tables', packTables(built.tables));
    await nextTask();
    const parts = [columns, tables, part('keys', { ...built.keys } as Buffers), ...this.#parts];
    await nextTask();
    await this.#storage.commit({ row, parts, dropChunksFrom: row.chunks });
    return { row, base: { built, chunkEnd } };
  }

  async #write(made: MadeChunk, reach: Pick<PendingImport, 'bytesRead'>): Promise<void> {
    const { chunks: seq, chain } = this.#extent;
    const chunk: StoredChunk = { corpus: this.#row.id, seq, ...made };
    this.#extent = { upTo: chunk.end, chunks: seq + 1, chain: chainOf(chain, chunk.checksum) };
    this.#bytes += sizeOf(chunk.buffers);
    this.#chunkEnd.push(chunk.end);
    if (await this.#isStored(chunk)) return;
    const dropChunksFrom = this.#left || seq === this.#row.chunks ? { dropChunksFrom: seq } : {};
    this.#left = null;
    const where = { ...this.#extent, ...this.#facts, ...reach, job: this.#job };
    const pending = { ...this.#about(), ...where };
    await this.#storage.commit({ row: { ...this.#row, pending }, chunk, ...dropChunksFrom });
  }

  async #isStored(chunk: StoredChunk): Promise<boolean> {
    if (!this.#left || chunk.seq >= this.#left.chunks) return false;
    const stored = await this.#storage.chunk(chunk.corpus, chunk.seq);
    return stored?.checksum === chunk.checksum;
  }
}
