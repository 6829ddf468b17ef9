import type { ImportSink } from '../../importers/importer.ts';
import type { ReadReport } from '../../importers/read-into.ts';
import { ChunkMaker, type MakerHooks, type SourceFacts } from '../storage/chunk-maker.ts';
import { ChunkStore, type Base } from '../storage/chunk-store.ts';
import type { CorpusRow, StoragePort } from '../storage/storage-port.ts';

export type WriterHooks = Omit<MakerHooks, 'onChunk'>;

/** Makes chunks and writes them, both in this thread. */
export class ImportWriter {
  readonly #store: ChunkStore;
  readonly #maker: ChunkMaker;

  constructor(
    storage: StoragePort,
    row: CorpusRow,
    base: Base | null,
    job: string,
    hooks: WriterHooks,
  ) {
    this.#store = new ChunkStore(storage, row, base, job);
    this.#maker = new ChunkMaker(base?.built ?? null, {
      ...hooks,
      onChunk: (chunk) => this.#store.write(chunk),
    });
  }

  get count(): number {
    return this.#maker.count;
  }

  async addSource(
    facts: SourceFacts,
    read: (sink: ImportSink) => Promise<ReadReport>,
  ): Promise<{ report: ReadReport; comments: number }> {
    this.#store.openSource(facts);
    const { report, start, end } = await this.#maker.addSource(facts, read);
    await this.#store.closeSource(report, start, end);
    return { report, comments: end - start };
  }

  /** The last commit, after which the new comments are visible. */
  finish(): Promise<{ row: CorpusRow; base: Base }> {
    return this.#store.finish(this.#maker.finish());
  }
}
