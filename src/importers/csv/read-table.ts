import type { ByteSource, ImportOptions, ImportSink } from '../importer.ts';
import type { Mapping } from '../records/mapping.ts';
import { reportTextForm, textFormOf, undress, type TextForm } from '../records/markup.ts';
import { fileArticle, RecordWriter } from '../records/writer.ts';
import type { FieldValues } from '../records/writer.ts';
import { nullSink } from '../sink.ts';
import { DateEvidence, TimeReader } from '../times/time-reader.ts';
import { columnsFor, fieldsOfRow } from './fields.ts';
import type { FieldColumns } from './fields.ts';
import type { CsvRow } from './row-reader.ts';
import { layoutOfSource, tableRows } from './table.ts';
import type { TableLayout } from './table.ts';

export interface TableReading {
  kind: string;
  /** Texts are taken as they stand: our own export. */
  isExact?: boolean;
  mapping(layout: TableLayout): Mapping;
  /** Changes a row's fields before they are written (what a format encodes in its own way). `cell` is by column. */
  adjust?(fields: FieldValues, cell: (column: string) => string | undefined): void;
}

/** Reads a delimited table into a sink, with what the format says about its columns. */
export async function readTable(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
  reading: TableReading,
): Promise<void> {
  const { head, layout } = await layoutOfSource(source);
  const mapping = reading.mapping(layout);
  sink.describe({ kind: reading.kind, mapping, columns: layout.columns });
  if (mapping.text === undefined) {
    sink.warn({ code: 'no-text-field', message: 'No column looks like the text of a comment.' });
  }
  const columns = columnsFor(mapping, layout.columns);
  const evidence = await evidenceOf(source, options, layout, columns);
  const times = new TimeReader(sink, options, evidence);
  const form = formOf(layout, columns, reading);
  reportTextForm(form, sink);
  const writer = new RecordWriter(sink, times, fileArticle(source.name, head));
  for await (const batch of tableRows(source, sink, options, layout)) {
    for (const row of batch) {
      if (!isWhole(row, layout, columns, sink)) continue;
      const fields = fieldsOfRow(row.cells, columns, layout.columns);
      reading.adjust?.(fields, (column) => row.cells[layout.columns.indexOf(column)]);
      undress(fields, form);
      writer.write(fields, row, () => row.cells.join(layout.delimiter));
    }
  }
  times.describe();
}

function formOf(layout: TableLayout, columns: FieldColumns, reading: TableReading): TextForm {
  const column = columns.fields.find(([field]) => field === 'text')?.[1] ?? -1;
  return reading.isExact ? 'plain' : textFormOf(layout.sample.map((row) => row[column] ?? ''));
}

function isWhole(
  row: CsvRow,
  layout: TableLayout,
  columns: FieldColumns,
  sink: ImportSink,
): boolean {
  const { cells, line } = row;
  const width = layout.columns.length;
  if (row.isBroken) {
    if (cells.length !== width) {
      sink.reject(line, 'a quote is out of place or never closed', cells.join(layout.delimiter));
      return false;
    }
    sink.warn({
      code: 'stray-quote',
      line,
      message: 'A quote is out of place; it was read as a letter.',
    });
  }
  if (cells.length === width) return true;
  const isTextLast = columns.fields.some(
    ([field, column]) => field === 'text' && column === width - 1,
  );
  if (cells.length > width && isTextLast) {
    cells[width - 1] = cells.slice(width - 1).join(layout.delimiter);
  }
  const message = `${cells.length} cells instead of ${width}; read as far as they go.`;
  sink.warn({ code: 'ragged-row', line, message });
  return true;
}

async function evidenceOf(
  source: ByteSource,
  options: ImportOptions,
  layout: TableLayout,
  columns: FieldColumns,
): Promise<DateEvidence | null> {
  const columnOf = (name: string): number | undefined =>
    columns.fields.find(([field]) => field === name)?.[1];
  const column = columnOf('day') ?? columnOf('time');
  if (column === undefined || options.dateOrder) return null;
  const probe = new DateEvidence();
  for (const row of layout.sample) probe.see(row[column] ?? '', 1);
  if (!probe.isNeeded) return null;
  const evidence = new DateEvidence();
  for await (const batch of tableRows(source, nullSink(), options, layout)) {
    for (const row of batch) evidence.see(row.cells[column] ?? '', row.line);
    options.signal?.throwIfAborted();
  }
  return evidence;
}
