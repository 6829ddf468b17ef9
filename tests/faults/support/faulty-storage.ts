import type {
  Commit,
  CorpusRow,
  StoragePort,
  StoredChunk,
  StoredPart,
} from '../../../src/engine/storage/storage-port.ts';

/** Storage that goes wrong on demand: `beforeCommit` may throw or never settle. */
export class FaultyStorage implements StoragePort {
  readonly backend = 'indexeddb';
  readonly inner: StoragePort;
  commits: Commit[] = [];
  beforeCommit: (commit: Commit, number: number) => Promise<void> | void = () => undefined;
  /** Stands round every commit: may fail before it or after it, or never come back. */
  around: (apply: () => Promise<void>, number: number) => Promise<void> = (apply) => apply();
  onChunk: (chunk: StoredChunk | null) => StoredChunk | null = (chunk) => chunk;

  constructor(inner: StoragePort) {
    this.inner = inner;
  }

  open(): Promise<void> {
    return this.inner.open();
  }
  rows(): Promise<CorpusRow[]> {
    return this.inner.rows();
  }
  row(id: string): Promise<CorpusRow | null> {
    return this.inner.row(id);
  }
  async chunk(corpus: string, seq: number): Promise<StoredChunk | null> {
    return this.onChunk(await this.inner.chunk(corpus, seq));
  }
  part(corpus: string, name: string): Promise<StoredPart | null> {
    return this.inner.part(corpus, name);
  }
  async commit(commit: Commit): Promise<void> {
    this.commits.push(commit);
    await this.beforeCommit(commit, this.commits.length);
    await this.around(() => this.inner.commit(commit), this.commits.length);
  }
  remove(corpus: string): Promise<void> {
    return this.inner.remove(corpus);
  }
  close(): void {
    this.inner.close();
  }
}

/** Settles never: what a killed process looks like to what was waiting. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
