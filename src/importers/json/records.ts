import type { ByteSource, ImportOptions, ImportSink } from '../importer.ts';
import { concatBytes, headOf } from '../text/bytes.ts';
import type { EncodingFacts } from '../text/decode.ts';
import { openText, utf8Chunks } from '../text/lines.ts';
import { reportEncoding } from '../text/report-encoding.ts';
import { ElementCutter } from './elements.ts';
import { shapeOf } from './sample.ts';

/** One JSON object of a source. `start`/`end` are bytes, NaN when not known. */
export interface JsonRecord {
  value: Record<string, unknown>;
  line: number;
  start: number;
  end: number;
}

/** The largest single JSON object that is parsed in one piece. */
export const MAX_WHOLE_BYTES = 128 * 1024 * 1024;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects of a JSONL file, of one JSON array, or the one top-level object, in batches. What can't be
 * parsed goes to `sink.reject` (a null sink stays silent, for a first pass). `ready` is awaited per batch.
 */
export async function* jsonRecords(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): AsyncGenerator<JsonRecord[]> {
  const shape = shapeOf(await headOf(source));
  if (shape === 'array') yield* arrayRecords(source, sink, options);
  else if (shape === 'object') yield* wholeRecord(source, sink, options);
  else yield* lineRecords(source, sink, options);
}

async function* lineRecords(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): AsyncGenerator<JsonRecord[]> {
  const reader = openText(source, { breaks: 'lf', encoding: options.encoding });
  for await (const block of reader.blocks()) {
    const batch: JsonRecord[] = [];
    for (let i = 0; i < block.lines.length; i++) {
      const text = block.lines[i] ?? '';
      const line = block.first + i;
      if (block.oversize?.has(i)) sink.reject(line, 'line is longer than can be read', text);
      else if (text.startsWith('#')) sink.furniture(line, 'a note', text);
      else if (text !== '' && text.trim() !== '') {
        const value = parse(text, line, sink);
        if (value)
          batch.push({ value, line, start: block.starts[i] ?? NaN, end: block.ends[i] ?? NaN });
      }
    }
    yield batch;
    await sink.ready();
  }
  reportEncoding(reader.encoding(), sink);
}

async function* arrayRecords(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): AsyncGenerator<JsonRecord[]> {
  const cutter = new ElementCutter();
  const decoder = new TextDecoder();
  const report = (facts: EncodingFacts): void => reportEncoding(facts, sink);
  for await (const chunk of utf8Chunks(source, { encoding: options.encoding }, report)) {
    const batch: JsonRecord[] = [];
    for (const element of cutter.push(chunk)) {
      if (!element.bytes) {
        sink.reject(element.line, 'record is longer than can be read', '');
        continue;
      }
      const value = parse(decoder.decode(element.bytes), element.line, sink);
      if (value) batch.push({ value, line: element.line, start: element.start, end: element.end });
    }
    yield batch;
    await sink.ready();
    if (cutter.isClosed) break;
  }
  if (!cutter.isClosed) {
    sink.reject(cutter.line, 'the JSON array breaks off here', '');
  }
}

async function* wholeRecord(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): AsyncGenerator<JsonRecord[]> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const encodings: EncodingFacts[] = [];
  const note = (facts: EncodingFacts): void => void encodings.push(facts);
  for await (const chunk of utf8Chunks(source, { encoding: options.encoding }, note)) {
    length += chunk.length;
    parts.push(chunk.slice());
    await sink.ready();
    if (length > MAX_WHOLE_BYTES) break;
  }
  const bytes = concatBytes(parts);
  if (isLines(bytes)) {
    yield* lineRecords(source, sink, options);
    return;
  }
  for (const facts of encodings) reportEncoding(facts, sink);
  if (length > MAX_WHOLE_BYTES) {
    sink.reject(1, 'a single JSON object over 128 MB; save it as JSON lines', '');
    return;
  }
  const value = parse(new TextDecoder().decode(bytes), 1, sink);
  if (value) yield [{ value, line: 1, start: 0, end: length }];
}

/** Whether more follows a first line that is an object: its head alone, too long a line, did not tell. */
function isLines(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  if (end < 0 || bytes.subarray(end).every((byte) => byte <= 0x20)) return false;
  try {
    return isObject(JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))));
  } catch {
    return false;
  }
}

function parse(text: string, line: number, sink: ImportSink): Record<string, unknown> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    sink.reject(line, `not JSON: ${reason.slice(0, 120)}`, text);
    return null;
  }
  if (isObject(value)) return value;
  sink.reject(line, 'not a JSON object', text);
  return null;
}
