import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { plainText } from './html/entities.ts';
import { findList, flatten, isNestedList } from './json/flatten.ts';
import { pathsOf, textAt } from './json/paths.ts';
import { jsonRecords } from './json/records.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { guessMapping, recognised } from './records/mapping.ts';
import type { Mapping } from './records/mapping.ts';
import { fileArticle, RecordWriter } from './records/writer.ts';
import type { FieldValues } from './records/writer.ts';
import { nullSink } from './sink.ts';
import { headOf } from './text/bytes.ts';
import { DateEvidence, TimeReader } from './times/time-reader.ts';

/** Any JSON with one object per comment: lines, one array, or a list somewhere in one object. */
export const importer: Importer = {
  id: 'json',
  label: 'JSON or JSON lines',
  extensions: ['json', 'jsonl', 'ndjson'],
  sniff(head) {
    const sample = jsonSample(head);
    if (!sample) return 0;
    const isKnown = sample.records.some((record) => recognised(pathsOf(record)) >= 2);
    return isKnown ? 0.7 : 0.5;
  },
  read,
};

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const head = await headOf(source);
  const sample = await firstRecords(source, options);
  const mapping = mappingOf(sample, options);
  sink.describe({ kind: 'json', mapping, columns: columnsOf(sample) });
  if (mapping.text === undefined) {
    sink.warn({
      code: 'no-text-field',
      message: 'No field of this JSON looks like the text of a comment.',
    });
  }
  const paths = compile(mapping);
  const isMarkup = holdsMarkup(sample, paths);
  if (isMarkup) {
    sink.warn({ code: 'markup', message: 'The texts are HTML; they were read as plain text.' });
  }
  const times = new TimeReader(sink, options, await evidenceOf(source, sample, paths, options));
  const writer = new RecordWriter(sink, times, fileArticle(source.name, head));
  for await (const batch of records(source, sink, options)) {
    const ids = new WeakMap<object, string>();
    for (const { record, above, isNested } of batch) {
      const fields = fieldsOf(record.value, paths);
      if (isMarkup && fields.text !== undefined) fields.text = plainText(fields.text);
      if (above) fields.parent = ids.get(above) ?? '';
      else if (isNested) fields.parent ??= '';
      const id = writer.write(fields, record, () => JSON.stringify(record.value).slice(0, 300));
      if (id !== null) ids.set(record.value, id);
    }
  }
  times.describe();
}

/** Nearly all texts begin with a paragraph's tag, as site interfaces give them. */
function holdsMarkup(sample: readonly Record<string, unknown>[], paths: Paths): boolean {
  const path = paths.text;
  if (!path || sample.length === 0) return false;
  const texts = sample.map((record) => textAt(record, path) ?? '').filter((text) => text !== '');
  const marked = texts.filter((text) =>
    /^\s*<(?:p|div|blockquote|ul|ol|h\d|aside|pre)\b/i.test(text),
  );
  return texts.length > 0 && marked.length >= texts.length * 0.8;
}

interface Placed {
  record: JsonRecord;
  above: Record<string, unknown> | null;
  isNested: boolean;
}

/** Records in batches; those of one big object and nested replies laid flat. */
async function* records(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
): AsyncGenerator<Placed[]> {
  const isWrapper = isOneObject(await headOf(source));
  for await (const batch of jsonRecords(source, sink, options)) {
    const placed: Placed[] = [];
    for (const record of batch) {
      const lists = isWrapper ? findList(record.value)?.list : undefined;
      const list = lists ?? [record.value];
      const isNested = isNestedList(list);
      if (list[0] === record.value && !isNested) {
        placed.push({ record, above: null, isNested });
        continue;
      }
      for (const { value, above } of flatten(list)) {
        placed.push({ record: { ...record, value }, above, isNested });
      }
    }
    yield placed;
  }
}

/** The whole file is one object, on one line or many. */
function isOneObject(head: Uint8Array): boolean {
  const sample = jsonSample(head);
  return sample?.shape === 'object' || (sample?.shape === 'lines' && sample.records.length === 1);
}

async function firstRecords(
  source: ByteSource,
  options: ImportOptions,
): Promise<Record<string, unknown>[]> {
  const first: Record<string, unknown>[] = [];
  for await (const batch of records(source, nullSink(), options)) {
    for (const { record } of batch) first.push(record.value);
    if (first.length >= 100) break;
  }
  return first.slice(0, 100);
}

function columnsOf(sample: readonly Record<string, unknown>[]): string[] {
  return [...new Set(sample.flatMap((record) => pathsOf(record)))].slice(0, 200);
}

function mappingOf(sample: readonly Record<string, unknown>[], options: ImportOptions): Mapping {
  const columns = columnsOf(sample);
  const keys = columns.map((column) => column.split('.'));
  const rows = sample.map((record) => keys.map((path) => textAt(record, path) ?? ''));
  const listed = sample.flatMap((record) =>
    Object.keys(record).filter((key) => Array.isArray(record[key])),
  );
  return guessMapping([...columns, ...new Set(listed)], rows, options.mapping);
}

type Paths = Partial<Record<keyof FieldValues, string[]>>;

function compile(mapping: Mapping): Paths {
  const paths: Paths = {};
  for (const [field, path] of Object.entries(mapping) as [keyof FieldValues, string][]) {
    paths[field] = path.split('.');
  }
  return paths;
}

function fieldsOf(value: Record<string, unknown>, paths: Paths): FieldValues {
  const fields: FieldValues = {};
  for (const field in paths) {
    const path = paths[field as keyof FieldValues];
    if (path) fields[field as keyof FieldValues] = textAt(value, path);
  }
  if (paths.parent && fields.parent === undefined) fields.parent = '';
  return fields;
}

async function evidenceOf(
  source: ByteSource,
  sample: readonly Record<string, unknown>[],
  paths: Paths,
  options: ImportOptions,
): Promise<DateEvidence | null> {
  const path = paths.time;
  if (!path || options.dateOrder) return null;
  const probe = new DateEvidence();
  for (const record of sample) probe.see(textAt(record, path) ?? '', 1);
  if (!probe.isNeeded) return null;
  const evidence = new DateEvidence();
  for await (const batch of records(source, nullSink(), options)) {
    for (const { record } of batch) evidence.see(textAt(record.value, path) ?? '', record.line);
    options.signal?.throwIfAborted();
  }
  return evidence;
}
