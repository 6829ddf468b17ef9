import { bodyAt, type CommentText, idAt, textAt, type TextChunk } from './text-chunk.ts';

export interface ChunkPlace {
  start: number;
  count: number;
}

/** Chunks kept in memory at a time when they can be read again (about 1.3 MB each). */
const KEPT_CHUNKS = 24;

/**
 * Reads comments' text by row. Chunks come from `load` when they are not in memory, and the least
 * recently read are let go; without `load` every chunk stays. A chunk that cannot be read rejects.
 */
export class TextStore {
  #places: ChunkPlace[] = [];
  #kept = new Map<number, TextChunk>();
  #loading = new Map<number, Promise<TextChunk>>();
  /** Chunks that came from `load` at least once. */
  #read = new Set<number>();
  #load: ((index: number) => Promise<TextChunk>) | null;
  #limit: number;

  constructor(load: ((index: number) => Promise<TextChunk>) | null = null, limit = KEPT_CHUNKS) {
    this.#load = load;
    this.#limit = limit;
  }

  get chunkCount(): number {
    return this.#places.length;
  }

  /** Rows covered. */
  get rowCount(): number {
    const last = this.#places.at(-1);
    return last ? last.start + last.count : 0;
  }

  /** Names the next chunk of the corpus, to be loaded when it is read; returns its index. */
  addPlace({ start, count }: ChunkPlace): number {
    this.#places.push({ start, count });
    return this.#places.length - 1;
  }

  /** Adds the next chunk itself; returns its index. */
  addChunk(chunk: TextChunk): number {
    const index = this.addPlace(chunk);
    this.#keep(index, chunk);
    return index;
  }

  /** Bytes of the chunks in memory. */
  get keptBytes(): number {
    let bytes = 0;
    for (const { body, bodyEnd, side, sideEnd, lineEnd } of this.#kept.values()) {
      for (const { byteLength } of [body, bodyEnd, side, sideEnd, lineEnd]) bytes += byteLength;
    }
    return bytes;
  }

  /** Index of the chunk that holds a row; -1 when none does. */
  chunkOf(row: number): number {
    let low = 0;
    let high = this.#places.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const place = this.#places[middle] ?? { start: 0, count: 0 };
      if (row < place.start) high = middle - 1;
      else if (row >= place.start + place.count) low = middle + 1;
      else return middle;
    }
    return -1;
  }

  /** The chunk itself, for reading all of it in order. */
  async chunk(index: number): Promise<TextChunk> {
    const kept = this.#kept.get(index);
    if (kept) {
      this.#kept.delete(index);
      this.#kept.set(index, kept);
      return kept;
    }
    const loading = this.#loading.get(index) ?? this.#startLoading(index);
    return loading;
  }

  /** Whether a chunk was read before, or never left memory. */
  wasRead(index: number): boolean {
    return this.#read.has(index) || this.#kept.has(index);
  }

  /** Reads a chunk as `chunk` does, and keeps nothing of it. */
  async skim(index: number): Promise<void> {
    await this.#loadChunk(index);
  }

  /** Text of the given rows, in their order; each chunk is read once. Null for rows that are not there. */
  async read(rows: ArrayLike<number>): Promise<(CommentText | null)[]> {
    return this.#each(rows, textAt);
  }

  /** Bodies of the given rows, in their order; null for rows that are not there. */
  async bodies(rows: ArrayLike<number>): Promise<(string | null)[]> {
    return this.#each(rows, bodyAt);
  }

  /** Ids of the given rows, in their order; null for rows that are not there. */
  async ids(rows: ArrayLike<number>): Promise<(string | null)[]> {
    return this.#each(rows, idAt);
  }

  /** Lets go of every chunk that can be loaded again. */
  clear(): void {
    if (this.#load) this.#kept.clear();
  }

  async #each<T>(
    rows: ArrayLike<number>,
    take: (chunk: TextChunk, at: number) => T,
  ): Promise<(T | null)[]> {
    const taken: (T | null)[] = new Array<T | null>(rows.length).fill(null);
    const byChunk = new Map<number, number[]>();
    for (let i = 0; i < rows.length; i++) {
      const index = this.chunkOf(rows[i] ?? -1);
      const places = byChunk.get(index);
      if (places) places.push(i);
      else byChunk.set(index, [i]);
    }
    byChunk.delete(-1);
    for (const [index, places] of byChunk) {
      const chunk = await this.chunk(index);
      for (const place of places) taken[place] = take(chunk, (rows[place] ?? 0) - chunk.start);
    }
    return taken;
  }

  #startLoading(index: number): Promise<TextChunk> {
    const loading = this.#loadChunk(index)
      .then((chunk) => {
        this.#keep(index, chunk);
        return chunk;
      })
      .finally(() => this.#loading.delete(index));
    this.#loading.set(index, loading);
    return loading;
  }

  async #loadChunk(index: number): Promise<TextChunk> {
    if (!this.#load || !this.#places[index]) throw new RangeError(`no text chunk ${index}`);
    const chunk = await this.#load(index);
    this.#read.add(index);
    return chunk;
  }

  #keep(index: number, chunk: TextChunk): void {
    this.#kept.set(index, chunk);
    if (!this.#load) return;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#limit) break;
      this.#kept.delete(oldest);
    }
  }
}
