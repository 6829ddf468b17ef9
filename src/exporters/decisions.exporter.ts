import type { Exporter, ExportInput, ExportReport } from './exporter.ts';
import { csvRow } from './text/csv.ts';

/** Every decision of the reader, a line each, for a spreadsheet: replies, nicknames, merged commenters. */
export const exporter: Exporter = {
  id: 'decisions',
  label: 'Your decisions on replies and names (CSV)',
  extension: 'decisions.csv',
  mime: 'text/csv;charset=utf-8',
  write,
};

const COLUMNS = [
  ...['about', 'decision', 'id', 'article', 'author', 'time', 'text'],
  ...['other_id', 'other_author'],
];

async function* write(input: ExportInput, report: ExportReport): AsyncGenerator<string> {
  yield await Promise.resolve(`\uFEFF${[...COLUMNS, 'guarded'].join(',')}\n`);
  for (const line of input.decided ?? []) {
    const { on, said, id, article, author, time, text, otherId, otherAuthor } = line;
    report.decisions++;
    const cells = [on, said, id, article, author, time, text, otherId, otherAuthor];
    yield csvRow(cells, COLUMNS, report, true);
  }
}
