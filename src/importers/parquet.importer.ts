/**
 * Parquet tables, a row per comment. Rows are read one row group at a time. The index stands at the end, so
 * what can only be streamed (an archive's member) is held in memory, up to 512 MB. Snappy, gzip and
 * Zstandard pages.
 */
import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { pathsOf, textOf } from './json/paths.ts';
import { guessMapping } from './records/mapping.ts';
import type { Mapping } from './records/mapping.ts';
import { fileArticle, RecordWriter } from './records/writer.ts';
import type { FieldValues } from './records/writer.ts';
import { chunksOf, concatBytes, headOf } from './text/bytes.ts';
import { DateEvidence, TimeReader } from './times/time-reader.ts';

const MAX_BYTES = 512 * 1024 * 1024;
const MAGIC = 'PAR1';
const COMPRESSORS = {
  GZIP: (input: Uint8Array) => gunzipSync(input),
  ZSTD: (input: Uint8Array) => decompress(input),
};

export const importer: Importer = {
  id: 'parquet',
  label: 'Parquet table',
  extensions: ['parquet'],
  sniff: (head) => (String.fromCharCode(...head.subarray(0, 4)) === MAGIC ? 1 : 0),
  read,
};

type Row = Record<string, unknown>;

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const file = await openFile(source, sink);
  const metadata = await parquetMetadataAsync(file);
  const groups = groupsOf(metadata);
  const sample = await rowsOf(file, metadata, groups[0]);
  const columns = [...new Set(sample.slice(0, 100).flatMap((row) => pathsOf(plain(row))))];
  const cells = sample.slice(0, 100).map((row) => columns.map((name) => cellOf(row, name) ?? ''));
  const mapping = guessMapping(columns, cells, options.mapping);
  sink.describe({ kind: 'parquet', mapping, columns });
  if (mapping.text === undefined) {
    sink.warn({ code: 'no-text-field', message: 'No column looks like the text of a comment.' });
  }
  const evidence = await evidenceOf(
    { file, metadata, groups, sample },
    mapping.day ?? mapping.time,
    options,
  );
  const times = new TimeReader(sink, options, evidence);
  const writer = new RecordWriter(sink, times, fileArticle(source.name, await headOf(source)));
  let line = 0;
  for (const [i, group] of groups.entries()) {
    const rows = i === 0 ? sample : await rowsOf(file, metadata, group);
    for (const row of rows) {
      line++;
      writer.write(fieldsOf(row, mapping), { line, start: NaN, end: NaN }, () =>
        Object.values(row).join(', ').slice(0, 300),
      );
      if (line % 5000 === 0) await sink.ready();
    }
    await sink.ready();
  }
  times.describe();
}

/** A file is read where it is needed; what can only be streamed is held in memory. */
async function openFile(source: ByteSource, sink: ImportSink): Promise<AsyncBuffer> {
  if (!source.slice || source.size === null) return bufferOf(await wholeOf(source, sink));
  const { size, slice } = source;
  return {
    byteLength: size,
    slice: async (start, end = size) => (await slice(start, end)).buffer,
  };
}

interface Table {
  file: AsyncBuffer;
  metadata: FileMetaData;
  groups: readonly Group[];
  /** Rows of the first group. */
  sample: readonly Row[];
}

/** All dates of the time column, when the first group has dates that are all numbers. */
async function evidenceOf(
  { file, metadata, groups, sample }: Table,
  column: string | undefined,
  options: ImportOptions,
): Promise<DateEvidence | null> {
  if (column === undefined || options.dateOrder) return null;
  const evidence = new DateEvidence();
  let line = 0;
  const see = (row: Row): void => evidence.see(cellOf(row, column) ?? '', ++line);
  sample.forEach(see);
  if (!evidence.isNeeded) return null;
  for (const group of groups.slice(1)) {
    (await rowsOf(file, metadata, group)).forEach(see);
    options.signal?.throwIfAborted();
  }
  return evidence;
}

async function wholeOf(source: ByteSource, sink: ImportSink): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(source)) {
    parts.push(chunk.slice());
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error('Parquet files over 512 MB cannot be read here');
    await sink.ready();
  }
  return concatBytes(parts);
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    byteLength,
    slice: (start, end = byteLength) =>
      buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
  };
}

interface Group {
  rowStart: number;
  rowEnd: number;
}

function groupsOf(metadata: FileMetaData): Group[] {
  let rowStart = 0;
  return metadata.row_groups.map((group) => {
    const rowEnd = rowStart + Number(group.num_rows);
    const range = { rowStart, rowEnd };
    rowStart = rowEnd;
    return range;
  });
}

async function rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: Group | undefined,
): Promise<Row[]> {
  if (!group) return [];
  return parquetReadObjects({ file, metadata, compressors: COMPRESSORS, ...group });
}

function fieldsOf(row: Row, mapping: Mapping): FieldValues {
  const fields: FieldValues = {};
  for (const [field, name] of Object.entries(mapping) as [keyof FieldValues, string][]) {
    fields[field] = cellOf(row, name);
  }
  return fields;
}

/** A cell as text; timestamps become ISO times in UTC. */
function cellOf(row: Row, name: string): string | undefined {
  let value: unknown = row;
  for (const key of Object.hasOwn(row, name) ? [name] : name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Row)[key];
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return textOf(value);
}

/** Dates as text, so that they count as plain values when columns are listed. */
function plain(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : value,
    ]),
  );
}
