import type { Commit, CorpusRow, StoragePort, StoredChunk, StoredPart } from './storage-port.ts';

/** Keeps corpora until the page closes; what is handed over is kept by reference. */
export class MemoryStorage implements StoragePort {
  readonly backend = 'memory';
  readonly #rows = new Map<string, CorpusRow>();
  readonly #chunks = new Map<string, StoredChunk[]>();
  readonly #parts = new Map<string, Map<string, StoredPart>>();

  open(): Promise<void> {
    return Promise.resolve();
  }

  rows(): Promise<CorpusRow[]> {
    return Promise.resolve([...this.#rows.values()]);
  }

  row(id: string): Promise<CorpusRow | null> {
    return Promise.resolve(this.#rows.get(id) ?? null);
  }

  chunk(corpus: string, seq: number): Promise<StoredChunk | null> {
    return Promise.resolve(this.#chunks.get(corpus)?.[seq] ?? null);
  }

  part(corpus: string, name: string): Promise<StoredPart | null> {
    return Promise.resolve(this.#parts.get(corpus)?.get(name) ?? null);
  }

  commit({ row, chunk, parts, dropChunksFrom }: Commit): Promise<void> {
    if (row) this.#rows.set(row.id, row);
    if (row && dropChunksFrom !== undefined) this.#chunks.get(row.id)?.splice(dropChunksFrom);
    if (chunk) {
      const chunks = this.#chunks.get(chunk.corpus) ?? [];
      chunks[chunk.seq] = chunk;
      this.#chunks.set(chunk.corpus, chunks);
    }
    for (const part of parts ?? []) {
      const named = this.#parts.get(part.corpus) ?? new Map<string, StoredPart>();
      this.#parts.set(part.corpus, named.set(part.name, part));
    }
    return Promise.resolve();
  }

  remove(corpus: string): Promise<void> {
    this.#rows.delete(corpus);
    this.#chunks.delete(corpus);
    this.#parts.delete(corpus);
    return Promise.resolve();
  }

  close(): void {
    this.#rows.clear();
    this.#chunks.clear();
    this.#parts.clear();
  }
}
