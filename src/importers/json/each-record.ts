import type { ByteSource, ImportOptions, ImportSink } from '../importer.ts';
import { jsonRecords } from './records.ts';
import type { JsonRecord } from './records.ts';

/** Visits every JSON object of a source in order; rejects, back-pressure and abort are taken care of. */
export async function eachRecord(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
  visit: (record: JsonRecord) => void,
): Promise<void> {
  for await (const batch of jsonRecords(source, sink, options)) {
    for (const record of batch) visit(record);
    options.signal?.throwIfAborted();
  }
}

/** An own property as text, '' for null and undefined when it is not there or no text. */
export function stringOf(
  value: Readonly<Record<string, unknown>>,
  key: string,
): string | undefined {
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  if (typeof inner === 'string') return inner;
  if (typeof inner === 'number' || typeof inner === 'bigint') return String(inner);
  return inner === null ? '' : undefined;
}

/** The first of several keys that is there. */
export function firstOf(
  value: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): string | undefined {
  for (const key of keys) {
    const text = stringOf(value, key);
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

/** Where a record stands, as fields of a comment. */
export function placeOf(record: JsonRecord): { line: number; bytes?: readonly [number, number] } {
  return Number.isNaN(record.start)
    ? { line: record.line }
    : { line: record.line, bytes: [record.start, record.end] };
}

/** Text as paragraphs: split at blank lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
