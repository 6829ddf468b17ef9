/**
 * CSV of comments (RFC 4180, LF). A cell that a spreadsheet would run as a formula starts with = + - @, a
 * tab or CR, also after spaces and in full width. "For spreadsheets" puts an apostrophe before it and names
 * the cell's column in `guarded`, so that our importer takes off exactly what was put on.
 */
import type { ExportComment, ExportInput, ExportReport } from '../exporter.ts';

export const COLUMNS = [
  'id',
  'article',
  'title',
  'author',
  'merged_author',
  'time',
  'text',
  'parent',
  'reply_to',
  'reply_kind',
  'reply_probability',
  'duplicate_of',
  'avatar',
  'guest',
  'line',
] as const;

const FORMULA = /^[ \u3000]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export async function* writeCsv(
  input: ExportInput,
  report: ExportReport,
  isGuarded: boolean,
): AsyncGenerator<string> {
  const titles = new Map<string, string>();
  for await (const article of input.articles()) {
    titles.set(article.id, article.title);
    report.articles++;
  }
  yield `\uFEFF${[...COLUMNS, ...(isGuarded ? ['guarded'] : [])].join(',')}\n`;
  for await (const batch of input.comments()) {
    let text = '';
    for (const comment of batch) {
      text += rowOf(cellsOf(comment, titles.get(comment.article) ?? ''), report, isGuarded);
      report.comments++;
    }
    yield text;
  }
}

function rowOf(cells: string[], report: ExportReport, isGuarded: boolean): string {
  return csvRow(cells, COLUMNS, report, isGuarded);
}

/** One row, ended by LF; guarded, its last cell names the columns that got an apostrophe. */
export function csvRow(
  cells: string[],
  columns: readonly string[],
  report: ExportReport,
  isGuarded: boolean,
): string {
  if (isGuarded) {
    const guarded: string[] = [];
    cells.forEach((cell, i) => {
      if (!FORMULA.test(cell)) return;
      cells[i] = `'${cell}`;
      guarded.push(columns[i] ?? '');
    });
    report.guardedCells += guarded.length;
    cells.push(guarded.join(' '));
  }
  return `${cells.map(quoted).join(',')}\n`;
}

function cellsOf(comment: ExportComment, title: string): string[] {
  const { reply } = comment;
  return [
    comment.id,
    comment.article,
    title,
    comment.author ?? '',
    comment.countsAs ?? '',
    comment.time ?? comment.timeText ?? '',
    comment.body,
    comment.parent === null ? 'top' : (comment.parent ?? ''),
    reply ? (reply.parent ?? 'top') : '',
    reply?.kind ?? '',
    reply ? String(Math.round(reply.probability * 1000) / 1000) : '',
    comment.duplicateOf ?? '',
    comment.avatar ?? '',
    comment.guest === undefined ? '' : String(comment.guest),
    comment.line === undefined ? '' : String(comment.line),
  ];
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
