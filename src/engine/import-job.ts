import type { SearchIndex } from '../core/search/index/search-index.ts';
import type { Reading } from '../core/corpus.ts';
import type { ByteSource } from '../importers/importer.ts';
import { readInto } from '../importers/registry.ts';
import { hashText, makePart } from './checksum.ts';
import { counted, identify, type Identity } from './import-source.ts';
import { Stories } from './import-stories.ts';
import { ImportWriter, type Base } from './import-writer.ts';
import { nextTask, slicer, throwIfAborted } from './pause.ts';
import { IndexFeed, loadIndex, storeIndex } from './search-index-store.ts';
import type { ImportedFile, ImportProgress } from './protocol.ts';
import {
  STORED_SCHEMA,
  type CorpusRow,
  type PendingImport,
  type StoragePort,
} from './storage-port.ts';

export interface JobOptions {
  storage: StoragePort;
  row: CorpusRow;
  base: Base | null;
  job: string;
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
  /** How each source is to be read, where the reader chose it. */
  readings?: readonly Reading[];
  handles?: FileSystemFileHandle[];
  /** Called with size and hash before a source is read; throws to refuse it. */
  check?: (source: ByteSource, identity: Identity) => void;
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
  sources: readonly ByteSource[],
  options: JobOptions,
): Promise<JobResult> {
  const { readings, handles } = options;
  const meter = new Meter(options);
  const stories = new Stories(options.base, options.row.sources);
  const planned = sources.map(({ name, size }): Planned => ({
    ...{ name, bytes: size ?? 0, sha256: null },
  }));
  const feed = new IndexFeed();
  const writer: ImportWriter = new ImportWriter(
    options.storage,
    options.row,
    options.base,
    options.job,
    {
      onComment: (article, commenter, body) => {
        feed.add(article, commenter, body);
      },
      onReady: () => meter.ready(writer.count),
      pending: () => ({
        ...{ files: planned, bytesRead: meter.bytesRead },
        ...(readings ? { readings: [...readings] } : {}),
        ...(handles ? { handles } : {}),
      }),
    },
  );
  const known = new Set(options.row.sources.map((source) => source.sha256));
  const files: ImportedFile[] = [];
  let keptBytes = 0;
  for (const [at, source] of sources.entries()) {
    throwIfAborted(options.signal);
    meter.start(source, writer.count);
    const identity = await identify(source, options.signal);
    options.check?.(source, identity);
    planned[at] = { name: source.name, bytes: identity.bytes, sha256: identity.sha256 };
    const reading = readings?.[at] ?? {};
    const job = { ...{ known, writer, meter, stories, reading }, signal: options.signal };
    const { file, comments } = await importOne(source, identity, job);
    files.push(file);
    if (comments === 0) continue;
    known.add(identity.sha256);
    const { whole, bytes, sha256 } = identity;
    if (!whole || bytes > KEPT_ORIGINAL_BYTES || keptBytes + bytes > KEPT_TOTAL_BYTES) continue;
    keptBytes += bytes;
    const name = originalName(sha256);
    writer.keep(makePart(options.row.id, name, STORED_SCHEMA, sha256, { bytes: whole }));
  }
  const isAdded = files.some(({ status }) => status === 'imported');
  if (!isAdded) return { files, added: null };
  meter.stage('storing', writer.count);
  const { row, base } = await writer.finish();
  meter.stage('indexing', writer.count);
  const index = await finishIndex(options, feed, base, row);
  return { files, added: { row, index } };
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
  { built }: Base,
  row: CorpusRow,
): Promise<SearchIndex | null> {
  const earlier = before.upTo === 0 ? null : await loadIndex(storage, before);
  if (before.upTo > 0 && !earlier) return null;
  try {
    await nextTask();
    const index = await feed.finish(built.tables, earlier, slicer(signal));
    await nextTask();
    await storeIndex(storage, row, index);
    return index;
  } catch {
    return null;
  }
}

type Planned = NonNullable<PendingImport['files']>[number];

interface OneJob {
  known: ReadonlySet<string>;
  writer: ImportWriter;
  meter: Meter;
  stories: Stories;
  reading: Reading;
  signal: AbortSignal;
}

async function importOne(
  source: ByteSource,
  identity: Identity,
  { known, writer, meter, stories, reading, signal }: OneJob,
): Promise<{ file: ImportedFile; comments: number }> {
  const { name } = source;
  if (known.has(identity.sha256)) return { file: alreadyThere(source), comments: 0 };
  const facts = { name, bytes: identity.bytes, sha256: identity.sha256 };
  const { report, comments } = await writer.addSource(facts, async (into) => {
    const { sink, warnings } = stories.watch(into, name);
    const read = await readInto(meter.watch(source), sink, { ...reading, signal });
    read.receipt.warnings.push(...warnings);
    if (Object.keys(reading).length > 0) read.receipt.chosen = reading;
    return read;
  });
  const { receipt, label: importerLabel } = report;
  if (comments > 0) {
    return {
      file: { name, status: 'imported', receipt, importerLabel, message: null },
      comments,
    };
  }
  const reason = receipt.warnings[0]?.message ?? 'It holds no comments.';
  const message = `Nothing was read from “${name}”. ${reason}`;
  return { file: { name, status: 'refused', receipt, importerLabel, message }, comments: 0 };
}

/** Tells progress at most ten times a second, and lets the reader's cancel in. */
class Meter {
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #pause: () => Promise<void> | void;
  #source: ByteSource = { name: '', size: null, stream: () => new ReadableStream() };
  #bytesRead = 0;
  #startCount = 0;
  #started = performance.now();
  #told = 0;

  constructor({ onProgress, signal }: JobOptions) {
    this.#onProgress = onProgress;
    this.#pause = slicer(signal);
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  start(source: ByteSource, count: number): void {
    this.#source = source;
    this.#bytesRead = 0;
    this.#startCount = count;
    this.#started = performance.now();
    this.stage('reading', count);
  }

  watch(source: ByteSource): ByteSource {
    return counted(source, (read) => (this.#bytesRead = read));
  }

  ready(count: number): Promise<void> | void {
    if (performance.now() - this.#told >= PROGRESS_MS) this.stage('reading', count);
    return this.#pause();
  }

  stage(stage: ImportProgress['stage'], count: number): void {
    const now = performance.now();
    this.#told = now;
    const comments = count - this.#startCount;
    const seconds = (now - this.#started) / 1000;
    this.#onProgress({
      source: this.#source.name,
      bytesRead: this.#bytesRead,
      bytesTotal: this.#source.size,
      comments,
      commentsPerSecond: seconds > 0 ? Math.round(comments / seconds) : 0,
      stage,
    });
  }
}
