import type { ByteSource, ImportOptions, ImportSink } from '../importer.ts';
import { recognised } from '../records/mapping.ts';
import { headOf } from '../text/bytes.ts';
import { headText } from '../text/head.ts';
import { openText } from '../text/lines.ts';
import { reportEncoding } from '../text/report-encoding.ts';
import { readTime } from '../times/parse.ts';
import { guessDelimiter } from './delimiter.ts';
import { RowReader } from './row-reader.ts';
import type { CsvRow } from './row-reader.ts';

/** How a table is laid out, by its first bytes. */
export interface TableLayout {
  delimiter: string;
  columns: string[];
  hasHeader: boolean;
  /** Lines above the header: Excel's 'sep=;'. */
  skipLines: number;
  sample: string[][];
  breaks: 'lf' | 'any';
  /** 0 to 1: how much it looks like a table at all. */
  score: number;
}

const layouts = new WeakMap<Uint8Array, TableLayout>();

/** The layout of a table; kept per head. */
export function layoutOf(head: Uint8Array): TableLayout {
  const known = layouts.get(head);
  if (known) return known;
  const layout = findLayout(head);
  layouts.set(head, layout);
  return layout;
}

function findLayout(head: Uint8Array): TableLayout {
  const text = headText(head);
  const hint = /^sep=([^\r\n])\r?\n/i.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const guess = guessDelimiter(body);
  const delimiter = hint?.[1] ?? guess.delimiter;
  const rows: string[][] = [];
  const reader = new RowReader(delimiter, (row) => rows.push(row.cells));
  const lines = body.split(/\r\n|\n|\r/);
  const isCut = head.length >= 65_536 && lines.length > 2;
  for (const [i, line] of (isCut ? lines.slice(0, -1) : lines).entries()) {
    if (rows.length > 100) break;
    if (line !== '' || rows.length > 0) reader.push({ no: i, text: line, start: 0, end: 0 });
  }
  reader.finish();
  const filled = rows.filter((row) => row.length > 1 || row[0] !== '');
  const hasHeader = isHeader(filled);
  const first = filled[0] ?? [];
  return {
    delimiter,
    hasHeader,
    columns: hasHeader
      ? unique(first.map((name) => name.trim()))
      : first.map((_, i) => `column ${i + 1}`),
    skipLines: hint ? 1 : 0,
    sample: filled.slice(hasHeader ? 1 : 0),
    breaks: text.includes('\n') ? 'lf' : 'any',
    score: guess.score,
  };
}

function isHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, second] = rows;
  if (!first) return false;
  if (recognised(first) >= 1) return true;
  const isLabel = (cell: string): boolean =>
    cell !== '' && cell.length <= 40 && !isValue(cell) && !/[.!?]$/.test(cell);
  return first.every(isLabel) && second !== undefined && second.some(isValue);
}

const isValue = (cell: string): boolean =>
  (cell !== '' && Number.isFinite(Number(cell))) || readTime(cell, null).kind !== 'unknown';

function unique(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, i) => {
    const label = name === '' ? `column ${i + 1}` : name;
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

/** Rows below the header in batches; lines over the limit are rejected. */
export async function* tableRows(
  source: ByteSource,
  sink: ImportSink,
  options: ImportOptions,
  layout: TableLayout,
): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  let isHeaderDue = layout.hasHeader;
  const rows = new RowReader(layout.delimiter, (row) => {
    if (row.cells.length === 1 && row.cells[0] === '') return;
    if (isHeaderDue) {
      isHeaderDue = false;
      sink.furniture(row.line, 'column names', row.cells.join(layout.delimiter));
    } else batch.push(row);
  });
  const reader = openText(source, { breaks: layout.breaks, encoding: options.encoding });
  for await (const block of reader.blocks()) {
    for (let i = 0; i < block.lines.length; i++) {
      const text = block.lines[i] ?? '';
      const no = block.first + i;
      if (no <= layout.skipLines) sink.furniture(no, 'delimiter hint', text);
      else if (block.oversize?.has(i)) sink.reject(no, 'line is longer than can be read', text);
      else rows.push({ no, text, start: block.starts[i] ?? NaN, end: block.ends[i] ?? NaN });
    }
    yield batch;
    batch = [];
    await sink.ready();
  }
  rows.finish();
  yield batch;
  reportEncoding(reader.encoding(), sink);
}

export async function layoutOfSource(
  source: ByteSource,
): Promise<{ head: Uint8Array; layout: TableLayout }> {
  const head = await headOf(source);
  return { head, layout: layoutOf(head) };
}
