import type { SearchIndex } from '../../core/search/index/search-index.ts';
import type { CorpusTables } from '../../core/columns.ts';
import type { Reading } from '../../core/corpus.ts';
import type { ByteSource } from '../../importers/importer.ts';
import { EngineFault } from '../rpc.ts';
import { hashText, makePart } from '../storage/checksum.ts';
import { restoredParts } from '../decisions/decisions.ts';
import { identify, type Identity, type KnownSource } from './import-source.ts';
import { ChunkStore, type Base } from '../storage/chunk-store.ts';
import { nextTask, slicer, throwIfAborted } from '../pause.ts';
import { IndexFeed, loadWholeIndex, storeIndex } from '../storage/search-index-store.ts';
import type { ImportedFile, ImportProgress } from '../protocol.ts';
import type { EarlyScores } from '../replies/early-scores.ts';
import type { ImportSource, OpenReader, SourceReader } from './source-reader.ts';
import {
  STORED_SCHEMA,
  type CorpusRow,
  type PendingImport,
  type StoragePort,
} from '../storage/storage-port.ts';

export interface JobOptions {
  storage: StoragePort;
  row: CorpusRow;
  base: Base | null;
  job: string;
  openReader: OpenReader;
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
  /** How each source is to be read, where the reader chose it. */
  readings?: readonly Reading[];
  handles?: FileSystemFileHandle[];
  /** Scores pages as they are read, where the corpus is a new one. */
  early?: EarlyScores | null;
  /** Called with size and hash before a source is read; throws to refuse it. */
  check?: (source: ImportSource, identity: Identity) => void;
}

export interface JobResult {
  files: ImportedFile[];
  /** Null when nothing was added. */
  added: Added | null;
}

export interface Added {
  row: CorpusRow;
  /** The index of all comments, the new ones included; null when it is to be made from the text. */
  index: SearchIndex | null;
}

/** Sources up to this size are kept as they were, so that a comment's lines can be shown. */
const KEPT_ORIGINAL_BYTES = 8 * 1024 * 1024;
const KEPT_TOTAL_BYTES = 64 * 1024 * 1024;
const PROGRESS_MS = 100;

export function jobKey(sources: readonly ByteSource[]): string {
  return hashText(JSON.stringify(sources.map(({ name, size }) => [name, size])));
}

export function originalName(sha256: string): string {
  return `original.${sha256}`;
}

/** Reads sources one after the other into a corpus; what a stopped job left is taken up again. */
export async function runImport(
  sources: readonly ImportSource[],
  options: JobOptions,
): Promise<JobResult> {
  const reader = await options.openReader(options.base?.built ?? null, options.signal);
  try {
    return await new Import(sources, options, reader).run();
  } finally {
    reader.close();
  }
}

class Import {
  readonly #sources: readonly ImportSource[];
  readonly #options: JobOptions;
  readonly #reader: SourceReader;
  readonly #store: ChunkStore;
  readonly #meter: Meter;
  readonly #feed = new IndexFeed();
  readonly #pause: () => Promise<void> | void;
  readonly #planned: Planned[];
  readonly #stored: readonly KnownSource[];
  readonly #known: Set<string>;
  #keptBytes = 0;

  constructor(sources: readonly ImportSource[], options: JobOptions, reader: SourceReader) {
    const { storage, row, base, job, signal, readings, handles } = options;
    this.#sources = sources;
    this.#options = options;
    this.#reader = reader;
    this.#meter = new Meter(options);
    this.#pause = slicer(signal);
    this.#stored = [...row.sources, ...(row.pending?.files ?? [])];
    this.#known = new Set(row.sources.map((source) => source.sha256));
    this.#planned = sources.map(({ name, size }) => ({ name, bytes: size ?? 0, sha256: null }));
    this.#store = new ChunkStore(storage, row, base, job, () => ({
      files: this.#planned,
      ...(readings ? { readings: [...readings] } : {}),
      ...(handles ? { handles } : {}),
    }));
  }

  async run(): Promise<JobResult> {
    const { signal, check } = this.#options;
    const files: ImportedFile[] = [];
    for (const [at, source] of this.#sources.entries()) {
      throwIfAborted(signal);
      this.#meter.start(source);
      const identity = await identify(source, signal, this.#stored).catch(unreadable);
      if (identity instanceof EngineFault) {
        if (check) throw identity;
        files.push(unread(source, identity));
        continue;
      }
      check?.(source, identity);
      const { bytes, sha256 } = identity;
      this.#planned[at] = { name: source.name, bytes, sha256 };
      const isKnown = this.#known.has(sha256);
      files.push(isKnown ? alreadyThere(source) : await this.#read(source, at, identity));
    }
    if (!files.some(({ status }) => status === 'imported')) return { files, added: null };
    this.#meter.stage('storing');
    const { row, tables } = await this.#finish();
    this.#meter.stage('indexing');
    const index = await finishIndex(this.#options, this.#feed, tables, row);
    return { files, added: { row, index } };
  }

  /** The last commit. What the reader and the columns took is given back before the index takes its most. */
  async #finish(): Promise<{ row: CorpusRow; tables: CorpusTables }> {
    const built = await this.#reader.finish();
    this.#reader.close();
    this.#options.early?.readAll();
    const { row } = await this.#store.finish(built);
    return { row, tables: built.tables };
  }

  async #read(source: ImportSource, at: number, identity: Identity): Promise<ImportedFile> {
    const { name } = source;
    const { bytes, sha256 } = identity;
    const facts = { name, bytes, sha256 };
    const reading = this.#options.readings?.[at] ?? {};
    this.#store.openSource(facts);
    const { report, start, end } = await this.#reader.read(
      { source, facts, reading },
      {
        onChunk: async (chunk, reach, fresh) => {
          this.#options.early?.add(chunk, fresh);
          await this.#store.write(chunk, reach);
          await this.#feed.addChunk(chunk, this.#pause);
        },
        onProgress: (rows, bytesRead) => this.#meter.at(rows, bytesRead),
      },
    );
    this.#meter.end(end, bytes);
    await this.#store.closeSource(report, start, end);
    const { receipt, label: importerLabel } = report;
    if (end > start) {
      this.#known.add(sha256);
      if (report.importer === 'backup') await this.#restore(source, sha256);
      this.#keep(identity);
      return { name, status: 'imported', receipt, importerLabel, message: null };
    }
    const reason = receipt.warnings[0]?.message ?? 'It holds no comments.';
    const message = `Nothing was read from “${name}”. ${reason}`;
    return { name, status: 'refused', receipt, importerLabel, message };
  }

  /** What a backup holds besides comments. */
  async #restore(source: ImportSource, sha256: string): Promise<void> {
    const { storage, signal } = this.#options;
    const parts = await restoredParts(storage, source, sha256, signal);
    for (const part of parts) this.#store.keep(part);
  }

  #keep({ whole, bytes, sha256 }: Identity): void {
    const total = this.#keptBytes + bytes;
    if (!whole || bytes > KEPT_ORIGINAL_BYTES || total > KEPT_TOTAL_BYTES) return;
    this.#keptBytes = total;
    const name = originalName(sha256);
    this.#store.keep(makePart(this.#options.row.id, name, STORED_SCHEMA, sha256, { bytes: whole }));
  }
}

/** A folder, or a file that is gone or locked, is no reason to refuse those beside it. */
function unreadable(error: unknown): EngineFault {
  if (error instanceof EngineFault && error.code === 'unreadable') return error;
  throw error;
}

function unread({ name }: ByteSource, { message }: EngineFault): ImportedFile {
  return { name, status: 'refused', receipt: null, importerLabel: '', message };
}

/** What is said of a file whose content the corpus has. */
export function alreadyThere({ name }: ByteSource): ImportedFile {
  const message = `“${name}” is already in this corpus: the content is the same. Nothing was doubled.`;
  return { name, status: 'already-there', receipt: null, importerLabel: '', message };
}

/** The comments are stored by now: an index that fails is made again when it is needed. */
async function finishIndex(
  { storage, row: before, signal }: JobOptions,
  feed: IndexFeed,
  tables: CorpusTables,
  row: CorpusRow,
): Promise<SearchIndex | null> {
  const earlier = before.upTo === 0 ? null : await loadWholeIndex(storage, before);
  if (before.upTo > 0 && !earlier) return null;
  try {
    await nextTask();
    const index = await feed.finish(tables, earlier, slicer(signal));
    await nextTask();
    await storeIndex(storage, row, index);
    return index;
  } catch {
    return null;
  }
}

type Planned = NonNullable<PendingImport['files']>[number];

/** Tells progress at most ten times a second, and lets the reader's cancel in. */
class Meter {
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #pause: () => Promise<void> | void;
  #name = '';
  #bytesTotal: number | null = null;
  #bytesRead = 0;
  #rows: number;
  #startRow = 0;
  #started = performance.now();
  #told = 0;

  constructor({ onProgress, signal, row }: JobOptions) {
    this.#onProgress = onProgress;
    this.#pause = slicer(signal);
    this.#rows = row.upTo;
  }

  start({ name, size }: ByteSource): void {
    this.#name = name;
    this.#bytesTotal = size;
    this.#bytesRead = 0;
    this.#startRow = this.#rows;
    this.#started = performance.now();
    this.stage('reading');
  }

  at(rows: number, bytesRead: number): Promise<void> | void {
    this.#rows = rows;
    this.#bytesRead = bytesRead;
    if (performance.now() - this.#told >= PROGRESS_MS) this.stage('reading');
    return this.#pause();
  }

  /** The source is read: told even where `at` would still wait. */
  end(rows: number, bytesRead: number): void {
    this.#rows = rows;
    this.#bytesRead = bytesRead;
    this.stage('reading');
  }

  stage(stage: ImportProgress['stage']): void {
    const now = performance.now();
    this.#told = now;
    const comments = this.#rows - this.#startRow;
    const seconds = (now - this.#started) / 1000;
    this.#onProgress({
      source: this.#name,
      bytesRead: this.#bytesRead,
      bytesTotal: this.#bytesTotal,
      comments,
      commentsPerSecond: seconds > 0 ? Math.round(comments / seconds) : 0,
      stage,
    });
  }
}
