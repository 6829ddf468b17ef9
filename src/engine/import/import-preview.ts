import type { Article, ImportedComment, Reading } from '../../core/corpus.ts';
import { KNOWN_PATTERNS } from '../../importers/log/pattern.ts';
import { previewSource, type Preview } from '../../importers/preview.ts';
import { importers } from '../../importers/registry.ts';
import type { Engine } from '../engine.ts';
import { identify, sourceOfBlob } from './import-source.ts';
import { nextTask, throwIfAborted } from '../pause.ts';
import type { Calls, FilePreview, PreviewRow, ReadingChoices } from '../protocol.ts';
import type { CorpusRow } from '../storage/storage-port.ts';

const LISTED_STORIES = 50;
const SHOWN_CHARS = 2000;

/** What an import would make of files; nothing is stored. A file that fails is told of, not thrown. */
export async function previewFiles(
  engine: Engine,
  { files, readings, most }: Calls['previewFiles']['in'],
  signal: AbortSignal,
): Promise<FilePreview[]> {
  await engine.library.ready();
  const rows = await engine.storage.rows().catch((): CorpusRow[] => []);
  const previews: FilePreview[] = [];
  for (const [at, file] of files.entries()) {
    throwIfAborted(signal);
    const reading = readings[at] ?? {};
    try {
      previews.push(await previewFile(file, reading, { rows, most, signal }));
    } catch (error) {
      throwIfAborted(signal);
      previews.push(unreadable(file, error));
    }
    await nextTask();
  }
  return previews;
}

/** Every format and every known header pattern, for the reader to choose from. */
export function readingChoices(): ReadingChoices {
  return {
    formats: importers.map(({ id, label }) => ({ id, label })),
    patterns: [...KNOWN_PATTERNS],
  };
}

interface Looking {
  rows: readonly CorpusRow[];
  most: number;
  signal: AbortSignal;
}

async function previewFile(file: File, reading: Reading, looking: Looking): Promise<FilePreview> {
  const { most, signal, rows } = looking;
  const source = sourceOfBlob(file.name, file);
  const preview = await previewSource(source, { ...reading, signal }, most);
  const titles = new Map(preview.articles.map(({ id, title }) => [id, title]));
  const { facts, label, found, rejected, rejectedCount, leftOut, warnings } = preview;
  return {
    name: file.name,
    bytes: file.size,
    importer: preview.importer,
    importerLabel: label,
    formats: preview.formats,
    rows: preview.comments.map((comment) => toRow(comment, titles)),
    ...{ found, rejected, rejectedCount, leftOut, warnings },
    encoding: facts.encoding ?? null,
    dates: facts.dates ?? null,
    columns: facts.columns ? [...facts.columns] : null,
    mapping: { ...facts.mapping },
    pattern: facts.pattern ?? null,
    stories: storiesOf(preview.articles),
    lines: preview.lines,
    entries: preview.entries,
    doubts: preview.doubts,
    known: await findKnown(file, rows, signal),
    isPartial: preview.isPartial,
  };
}

/** A file that is gone, locked or no file at all: the import says the same. */
function unreadable({ name, size }: File, error: unknown): FilePreview {
  const words = error instanceof Error ? error.message : String(error);
  const message = `“${name}” could not be read: ${words}`;
  return {
    ...{ name, bytes: size, importer: 'none', importerLabel: '', formats: [], rows: [] },
    ...{ found: 0, rejectedCount: 0, rejected: [], leftOut: [] },
    warnings: [{ code: 'unreadable', message }],
    ...{ encoding: null, dates: null, columns: null, mapping: {}, pattern: null, stories: [] },
    ...{ lines: [], entries: null, doubts: [], known: null, isPartial: false },
  };
}

function toRow(comment: ImportedComment, titles: ReadonlyMap<string, string>): PreviewRow {
  return {
    line: comment.line ?? null,
    author: comment.author,
    time: comment.time,
    timeText: comment.timeText ?? null,
    text: comment.body.slice(0, SHOWN_CHARS),
    article: titles.get(comment.article) ?? comment.article,
    parent: comment.parent,
  };
}

function storiesOf(articles: Preview['articles'] | readonly Article[]): string[] {
  return [...new Set(articles.map(({ title }) => title))]
    .filter((title) => title !== '')
    .slice(0, LISTED_STORIES);
}

/** The corpus that has this content: hashed only when a source of the same size is there. */
async function findKnown(
  file: File,
  rows: readonly CorpusRow[],
  signal: AbortSignal,
): Promise<FilePreview['known']> {
  const complete = rows.filter(({ state }) => state === 'complete');
  if (!complete.some(({ sources }) => sources.some(({ bytes }) => bytes === file.size)))
    return null;
  const stored = complete.flatMap(({ sources }) => sources);
  const { sha256 } = await identify(sourceOfBlob(file.name, file), signal, stored);
  for (const { id, name, sources } of complete) {
    const source = sources.find((one) => one.sha256 === sha256);
    if (source) return { id, corpus: name, name: source.name };
  }
  return null;
}
