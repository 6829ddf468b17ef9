import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { ImportSink } from '../../importers/importer.ts';
import type { ReadOptions, ReadReport } from '../../importers/read-into.ts';
import { ChunkMaker } from '../storage/chunk-maker.ts';
import { counted } from './import-source.ts';
import { Stories } from './import-stories.ts';
import type {
  ImportSource,
  ReadHooks,
  ReadTask,
  SourceRead,
  SourceReader,
} from './source-reader.ts';

export type ReadInto = (
  source: ImportSource,
  sink: ImportSink,
  options: ReadOptions,
) => Promise<ReadReport>;

/** Reads sources in this thread, with the formats that `readInto` knows. */
export class LocalReader implements SourceReader {
  readonly #readInto: ReadInto;
  readonly #signal: AbortSignal | undefined;
  readonly #maker: ChunkMaker;
  readonly #stories: Stories;
  #hooks: ReadHooks = { onChunk: () => Promise.resolve(), onProgress: () => undefined };
  #bytesRead = 0;

  constructor(base: BuiltCorpus | null, readInto: ReadInto, signal?: AbortSignal) {
    this.#readInto = readInto;
    this.#signal = signal;
    this.#stories = new Stories(base);
    this.#maker = new ChunkMaker(base, {
      onChunk: (chunk, fresh) => this.#hooks.onChunk(chunk, this.#bytesRead, fresh),
      onReady: () => this.#hooks.onProgress(this.#maker.count, this.#bytesRead),
    });
  }

  read({ source, facts, reading }: ReadTask, hooks: ReadHooks): Promise<SourceRead> {
    this.#hooks = hooks;
    this.#bytesRead = 0;
    const watched = counted(source, (read) => (this.#bytesRead = read));
    const options = this.#signal ? { ...reading, signal: this.#signal } : reading;
    return this.#maker.addSource(facts, async (into) => {
      const { sink, warnings } = this.#stories.watch(into, facts.name);
      const report = await this.#readInto(watched, sink, options);
      report.receipt.warnings.push(...warnings);
      if (Object.keys(reading).length > 0) report.receipt.chosen = reading;
      return report;
    });
  }

  finish(): Promise<BuiltCorpus> {
    return Promise.resolve(this.#maker.finish());
  }

  close(): void {
    this.#hooks = { onChunk: () => Promise.resolve(), onProgress: () => undefined };
  }
}
