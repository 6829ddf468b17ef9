import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { findList, flatten, isNestedList, titleIn } from './json/flatten.ts';
import { pathsOf, textAt } from './json/paths.ts';
import { jsonRecords } from './json/records.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { guessMapping, recognised } from './records/mapping.ts';
import type { Mapping } from './records/mapping.ts';
import { reportTextForm, textFormOf, undress } from './records/markup.ts';
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
  const form = textFormOf(sample.map((record) => textAt(record, paths.text ?? []) ?? ''));
  reportTextForm(form, sink);
  const times = new TimeReader(sink, options, await evidenceOf(source, sample, paths, options));
  const writer = new RecordWriter(sink, times, fileArticle(source.name, head));
  for await (const batch of records(source, sink, options)) {
    const known = new WeakMap<object, { id: string; article: string | undefined }>();
    for (const { record, above, isNested, title } of batch) {
      const fields = fieldsOf(record.value, paths, above !== null);
      writer.nameFile(title);
      if (above) fields.article ??= known.get(above)?.article;
      if (isNotice(record.value, fields)) {
        sink.furniture(record.line, 'a notice of the service, not a message', brief(record.value));
        continue;
      }
      undress(fields, form);
      if (above) fields.parent = known.get(above)?.id ?? '';
      else if (isNested) fields.parent ??= '';
      const id = writer.write(fields, record, () => brief(record.value));
      if (id !== null) known.set(record.value, { id, article: fields.article });
    }
  }
  times.describe();
}

const brief = (value: unknown): string => JSON.stringify(value).slice(0, 300);

/** What a messenger itself says (who joined, who was called): Telegram's `"type": "service"`. */
function isNotice(value: Record<string, unknown>, fields: FieldValues): boolean {
  return value.type === 'service' && (fields.text ?? '') === '' && !fields.author;
}

interface Placed {
  record: JsonRecord;
  above: Record<string, unknown> | null;
  isNested: boolean;
  /** The headline of the object that holds the list. */
  title: string;
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
      const title = lists ? titleIn(record.value) : '';
      if (list[0] === record.value && !isNested) {
        placed.push({ record, above: null, isNested, title });
        continue;
      }
      for (const { value, above } of flatten(list)) {
        placed.push({ record: { ...record, value }, above, isNested, title });
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

function fieldsOf(value: Record<string, unknown>, paths: Paths, isReply: boolean): FieldValues {
  const fields: FieldValues = {};
  for (const field in paths) {
    const path = paths[field as keyof FieldValues];
    if (path)
      fields[field as keyof FieldValues] = isReply ? within(value, path) : textAt(value, path);
  }
  if (paths.parent && fields.parent === undefined) fields.parent = '';
  return fields;
}

/** The value at a path, or at its end: replies may lack the wrapping that top-level comments have. */
function within(value: Record<string, unknown>, path: readonly string[]): string | undefined {
  for (let skipped = 0; skipped < path.length; skipped++) {
    const text = textAt(value, path.slice(skipped));
    if (text !== undefined) return text;
  }
  return undefined;
}

async function evidenceOf(
  source: ByteSource,
  sample: readonly Record<string, unknown>[],
  paths: Paths,
  options: ImportOptions,
): Promise<DateEvidence | null> {
  const path = paths.day ?? paths.time;
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
