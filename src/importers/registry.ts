import type { ImportedSource, Receipt } from '../core/corpus.ts';
import { Auditor, SinkError } from './audit/auditor.ts';
import type { ByteSource, Importer, ImportOptions, ImportSink } from './importer.ts';
import { collectingSink } from './sink.ts';
import { byteSourceOf, headOf } from './text/bytes.ts';

const modules = import.meta.glob<{ importer: Importer }>('./*.importer.ts', { eager: true });

/** Every format, in order of file name. */
export const importers: readonly Importer[] = Object.values(modules).map(
  (module) => module.importer,
);

const HEAD_BYTES = 65_536;

export interface ReadReport {
  /** `Importer.id`, or 'none' when no format claims the source. */
  importer: string;
  label: string;
  receipt: Receipt;
}

/** The formats that could read this, most likely first. */
export function rankImporters(
  head: Uint8Array,
  name: string,
): { importer: Importer; score: number }[] {
  return importers
    .map((importer) => ({ importer, score: scoreOf(importer, head, name) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score);
}

/** The most likely format of a source by its first 64 KB, or null. */
export async function sniffSource(source: ByteSource): Promise<Importer | null> {
  const head = await headOf(source, HEAD_BYTES);
  return rankImporters(head, source.name)[0]?.importer ?? null;
}

/** A format's name as the reader knows it. */
export function labelOf(id: string): string {
  return importers.find((importer) => importer.id === id)?.label ?? 'Unknown format';
}

/**
 * Streams a source into a sink and returns the receipt. Bad content never throws; what does throw is the
 * caller's own: an abort, or an error of the sink.
 */
export async function readInto(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions & { importer?: string } = {},
): Promise<ReadReport> {
  const auditor = new Auditor(sink, options.signal);
  const importer = await choose(source, auditor, options);
  if (importer) await run(importer, source, auditor, options);
  const id = importer?.id ?? 'none';
  return { importer: id, label: labelOf(id), receipt: auditor.finish() };
}

/** Reads a whole source from memory. Never throws on bad content. */
export async function readSource(
  input: { name: string; bytes: Uint8Array },
  options: ImportOptions & { importer?: string } = {},
): Promise<ImportedSource> {
  const sink = collectingSink();
  const { importer, receipt } = await readInto(
    byteSourceOf(input.name, input.bytes),
    sink,
    options,
  );
  return { importer, articles: sink.articles, comments: sink.comments, receipt };
}

function scoreOf(importer: Importer, head: Uint8Array, name: string): number {
  try {
    return importer.sniff(head, name);
  } catch {
    return 0;
  }
}

async function choose(
  source: ByteSource,
  sink: ImportSink,
  options: { importer?: string },
): Promise<Importer | null> {
  let head: Uint8Array;
  try {
    head = await headOf(source, HEAD_BYTES);
  } catch (error) {
    sink.describe({ kind: 'unreadable' });
    sink.warn({ code: 'unreadable', message: `The file could not be read: ${reasonOf(error)}` });
    return null;
  }
  const asked = importers.find((importer) => importer.id === options.importer);
  if (asked) return asked;
  const best = rankImporters(head, source.name)[0]?.importer;
  if (best) return best;
  if (head.length === 0) {
    sink.describe({ kind: 'empty' });
    sink.warn({ code: 'empty-file', message: 'The file is empty.' });
  } else {
    sink.describe({ kind: 'unknown-format' });
    sink.warn({ code: 'unknown-format', message: 'This is none of the formats that can be read.' });
  }
  return null;
}

async function run(
  importer: Importer,
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): Promise<void> {
  try {
    await importer.read(source, sink, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (error instanceof SinkError) throw error.cause;
    const message = `Reading stopped: ${reasonOf(error)} What was read before is kept.`;
    sink.warn({ code: 'stopped', message });
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.endsWith('.') ? text : `${text}.`;
}
