import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { MemoryStorage } from '../../src/engine/storage-memory.ts';
import type { Commit, StoredChunk } from '../../src/engine/storage-port.ts';

/** Chunks in files, so that memory holds what a browser's worker would hold; the rest in memory. */
export class DiskStorage extends MemoryStorage {
  readonly folder = mkdtempSync(join(tmpdir(), 'repartee-bench-'));
  #chunks = new Set<string>();

  override async commit({ chunk, ...rest }: Commit): Promise<void> {
    if (chunk) {
      await writeFile(this.#file(chunk.corpus, chunk.seq), serialize(chunk));
      this.#chunks.add(this.#file(chunk.corpus, chunk.seq));
    }
    await super.commit(rest);
  }

  override async chunk(corpus: string, seq: number): Promise<StoredChunk | null> {
    const file = this.#file(corpus, seq);
    if (!this.#chunks.has(file)) return null;
    return deserialize(await readFile(file)) as StoredChunk;
  }

  destroy(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #file(corpus: string, seq: number): string {
    return join(this.folder, `${corpus}.${String(seq)}`);
  }
}
