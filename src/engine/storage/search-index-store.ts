import type { CorpusTables } from '../../core/columns.ts';
import {
  fromBuffers,
  INDEX_SCHEMA,
  toBuffers,
  WORD_PLACES,
} from '../../core/search/index/buffers.ts';
import { IndexBuilder } from '../../core/search/index/builder.ts';
import { mergeIndexes } from '../../core/search/index/merge.ts';
import { wordPlaces } from '../../core/search/index/positions.ts';
import type { SearchIndex } from '../../core/search/index/search-index.ts';
import type { TextChunk } from '../../core/text-chunk.ts';
import { makePart, usable } from './checksum.ts';
import type { MadeChunk } from './chunk-maker.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import type { Buffers, CorpusRow, StoragePort } from './storage-port.ts';
import { unpackColumns } from './stored-columns.ts';

const PART = 'index';
/** Kept apart: only phrases need it, and it is as large as a quarter of the rest. */
const PLACES_PART = 'index.places';
const ROWS_A_PAUSE = 256;

type Pause = () => Promise<void> | void;

/** Takes words while comments are imported, so that no text is read twice. */
export class IndexFeed {
  readonly #builder = new IndexBuilder();

  add(article: number, commenter: number, body: string): void {
    this.#builder.add(article, commenter, body);
  }

  /** Takes the body at place `at` of a chunk, as it is stored. */
  addAt(
    { body, bodyEnd }: Pick<TextChunk, 'body' | 'bodyEnd'>,
    at: number,
    article: number,
    commenter: number,
  ): void {
    const start = at === 0 ? 0 : (bodyEnd[at - 1] ?? 0);
    const end = Math.min(body.length, bodyEnd[at] ?? start);
    this.#builder.addBytes(article, commenter, { bytes: body, start, end });
  }

  /** Takes the rows of a chunk, in slices. */
  async addChunk({ start, end, buffers }: MadeChunk, pause: Pause): Promise<void> {
    const columns = unpackColumns(buffers);
    const { body, bodyEnd } = buffers;
    if (!columns || !(body instanceof Uint8Array) || !(bodyEnd instanceof Uint32Array)) return;
    for (let at = 0; at < end - start; at++) {
      this.addAt({ body, bodyEnd }, at, columns.article[at] ?? 0, columns.commenter[at] ?? 0);
      if (at % ROWS_A_PAUSE === 0) await pause();
    }
  }

  /** The index of the rows added; `before` is the index of the rows in front of them. */
  async finish(
    tables: CorpusTables,
    before: SearchIndex | null,
    pause: Pause,
  ): Promise<SearchIndex> {
    tables.articles.forEach(({ title }, index) => {
      this.#builder.setArticle(index, title);
    });
    tables.commenters.forEach(({ name }, index) => {
      this.#builder.setCommenter(index, name);
    });
    const index = await this.#builder.finish(async () => {
      await pause();
    });
    return before ? mergeIndexes(before, index) : index;
  }
}

/** Reads every text of a corpus into an index, chunk by chunk. */
export async function indexCorpus(corpus: OpenCorpus, pause: Pause): Promise<SearchIndex> {
  const feed = new IndexFeed();
  const { article } = corpus.columns;
  for (let seq = 0; seq < corpus.text.chunkCount; seq++) {
    const chunk = await corpus.text.chunk(seq);
    for (let at = 0; at < chunk.count; at++) {
      const row = chunk.start + at;
      feed.addAt(chunk, at, article[row] ?? 0, corpus.signed[row] ?? 0);
      if (at % ROWS_A_PAUSE === 0) await pause();
    }
  }
  return feed.finish(corpus.tables, null, pause);
}

/** Keeps an index for the next visit; it can be made again, so a refusal is no error. */
export async function storeIndex(
  storage: StoragePort,
  row: CorpusRow,
  index: SearchIndex,
): Promise<void> {
  const buffers: Buffers = {};
  const places: Buffers = {};
  for (const [name, buffer] of Object.entries(toBuffers(index).buffers)) {
    (name === WORD_PLACES ? places : buffers)[name] = new Uint8Array(buffer);
  }
  // One after the other, what the other needs first: storage copies all of a commit.
  const placesPart = makePart(row.id, PLACES_PART, INDEX_SCHEMA, row.chain, places);
  const part = makePart(row.id, PART, INDEX_SCHEMA, row.chain, buffers);
  try {
    await storage.commit({ parts: [placesPart] });
    await storage.commit({ parts: [part] });
  } catch {
    // Made again when it is needed.
  }
}

/**
 * The stored index of exactly these comments; null when there is none or it is damaged. Where the words of
 * phrases stand is read when a phrase comes.
 */
export async function loadIndex(storage: StoragePort, row: CorpusRow): Promise<SearchIndex | null> {
  const stored = await storage.part(row.id, PART).catch(() => null);
  const parts = usable(stored, INDEX_SCHEMA, row.chain);
  if (!parts) return null;
  const buffers: Record<string, ArrayBuffer> = {};
  for (const [name, { buffer }] of Object.entries(parts)) buffers[name] = buffer;
  const stands = { schema: INDEX_SCHEMA, count: row.upTo, buffers };
  const index = fromBuffers(stands, () => loadPlaces(storage, row));
  return index?.count === row.upTo ? index : null;
}

async function loadPlaces(storage: StoragePort, row: CorpusRow): Promise<Uint8Array | null> {
  const stored = await storage.part(row.id, PLACES_PART).catch(() => null);
  const bytes = usable(stored, INDEX_SCHEMA, row.chain)?.[WORD_PLACES];
  return bytes instanceof Uint8Array ? bytes : null;
}

/** The same with all that is stored of it in memory, as adding comments to it needs. */
export async function loadWholeIndex(
  storage: StoragePort,
  row: CorpusRow,
): Promise<SearchIndex | null> {
  const index = await loadIndex(storage, row);
  const { positions } = index?.fields.body.postings ?? {};
  return positions && (await wordPlaces(positions)) ? index : null;
}
