/**
 * What an import would make of a source: the source itself is read, as an import would read it, and
 * stopped after some rows. So dates are decided by the whole file where they need to be, and a change of
 * the options shows at once. Limit: a format that is surveyed before its first row (page captures, Hacker
 * News) is looked at in its first 512 KB when it is longer than 16 MB.
 */
import type { Article, ImportedComment, ImportWarning, LeftOutLine } from '../core/corpus.ts';
import { limitsOf } from './archive/guard.ts';
import { packingOf, unpack } from './archive/open.ts';
import { listZip } from './archive/zip-files.ts';
import type { ZipEntry } from './archive/zip-files.ts';
import type { ByteSource, ImportSink, SinkFacts } from './importer.ts';
import { doubtsOf } from './preview/doubts.ts';
import type { Doubt } from './preview/doubts.ts';
import { SampleSink, Stop } from './preview/sample-sink.ts';
import { labelOf, rankImporters, readInto } from './registry.ts';
import type { ReadOptions } from './registry.ts';
import { byteSourceOf, headOf } from './text/bytes.ts';
import { isBinary } from './text/head.ts';
import { encodingOf } from './text/lines.ts';

export type { Doubt } from './preview/doubts.ts';

const CUT_BYTES = 512 * 1024;
const HEAD_BYTES = 65_536;
const MAX_SURVEYED_BYTES = 16 * 1024 * 1024;
const SURVEYED: ReadonlySet<string> = new Set(['page-capture', 'hacker-news']);

export interface Preview {
  importer: string;
  label: string;
  /** Every format that could read it, most likely first. */
  formats: { id: string; label: string; score: number }[];
  articles: Article[];
  comments: ImportedComment[];
  /** Of the rows looked at: how many became comments, what was rejected and left out. */
  found: number;
  rejected: LeftOutLine[];
  rejectedCount: number;
  leftOut: LeftOutLine[];
  /** Encoding, dates, mapping, columns and header pattern, as they would be used. */
  facts: SinkFacts;
  warnings: ImportWarning[];
  /** How the text begins, in the encoding that would be used. */
  lines: string[];
  /** The files of a zip. */
  entries: ZipEntry[] | null;
  /** What only the reader can settle, or should look at. */
  doubts: Doubt[];
  /** There is more in the source than was looked at. */
  isPartial: boolean;
}

/**
 * What an import would make of a source (of its first file, when packed) under these options. Stores
 * nothing; throws only when the caller aborts.
 */
export async function previewSource(
  source: ByteSource,
  options: ReadOptions = {},
  most = 20,
): Promise<Preview> {
  const isZip = packingOf(await headOf(source, 4)) === 'zip';
  const entries = isZip ? await listZip(source) : null;
  const notes: ImportWarning[] = [];
  const first = await firstPart(source, options, notes);
  const isOnly = (entries ?? []).filter(({ leftOut }) => leftOut === null).length <= 1;
  const head = await headOf(first, CUT_BYTES);
  const { sample, label, id } = await readSample(first, head, options, most);
  const formats = formatsOf(head.subarray(0, HEAD_BYTES), first.name);
  const facts = { ...sample.facts };
  const hasText = head.length > 0 && !isBinary(head);
  if (hasText) {
    facts.encoding ??= encodingOf(head, options.encoding);
  }
  const { found, articles, comments, rejected, rejectedCount, leftOut } = sample;
  const warnings = [...notes, ...sample.warnings];
  const seen = { importer: id, found, formats, facts, warnings, hasText };
  return {
    ...{ importer: id, label, formats, articles, comments, found, rejected, rejectedCount },
    ...{ leftOut, facts, warnings, entries },
    lines: hasText ? firstLines(head, facts.encoding?.name) : [],
    doubts: doubtsOf(seen, options),
    isPartial: sample.isPartial || !isOnly,
  };
}

async function readSample(
  source: ByteSource,
  head: Uint8Array,
  options: ReadOptions,
  most: number,
): Promise<{ sample: SampleSink; label: string; id: string }> {
  const likely =
    options.importer ?? rankImporters(head.subarray(0, HEAD_BYTES), source.name)[0]?.importer.id;
  const whole = new SampleSink(most, SURVEYED.has(likely ?? '') ? MAX_SURVEYED_BYTES : Infinity);
  const read = await readUntilStopped(whole.watch(source), whole, options);
  if (!whole.isPartial || whole.rows > 0) return { sample: whole, ...read };
  const cut = new SampleSink(most, Infinity);
  const end = head.lastIndexOf(10) + 1;
  const bytes = end > 1 ? head.subarray(0, end) : head;
  const again = await readUntilStopped(byteSourceOf(source.name, bytes), cut, options);
  cut.isPartial = true;
  return { sample: cut, ...again };
}

async function readUntilStopped(
  source: ByteSource,
  sink: SampleSink,
  options: ReadOptions,
): Promise<{ label: string; id: string }> {
  try {
    const { importer: id, label } = await readInto(source, sink satisfies ImportSink, options);
    return { id, label };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const head = await headOf(source, HEAD_BYTES);
    const id = options.importer ?? rankImporters(head, source.name)[0]?.importer.id ?? 'none';
    return { id, label: labelOf(id) };
  }
}

const SHOWN_LINES = 15;

function firstLines(head: Uint8Array, encoding = 'utf-8'): string[] {
  const start = new TextDecoder(encoding).decode(head.subarray(0, 8192));
  const lines = start.split(/\r\n|\n|\r/);
  const whole = lines.length > 1 && head.length > 8192 ? lines.slice(0, -1) : lines;
  return whole.slice(0, SHOWN_LINES).map((line) => line.slice(0, 300));
}

function formatsOf(head: Uint8Array, name: string): Preview['formats'] {
  return rankImporters(head, name).map(({ importer: { id, label }, score }) => ({
    ...{ id, label, score },
  }));
}

async function firstPart(
  source: ByteSource,
  options: ReadOptions,
  notes: ImportWarning[],
): Promise<ByteSource> {
  const limits = limitsOf(options, (note) => void notes.push(note));
  try {
    for await (const part of unpack(source, limits)) return part;
  } catch (error) {
    options.signal?.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    notes.push({ code: 'unreadable', message: `The file could not be read: ${message}` });
  }
  return byteSourceOf(source.name, new Uint8Array(0));
}
