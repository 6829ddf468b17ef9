import type { Exporter } from './exporter.ts';
import { writeCsv } from './text/csv.ts';

/** Opens safely in a spreadsheet: cells that would run as formulas get an apostrophe. */
export const exporter: Exporter = {
  id: 'csv-spreadsheet',
  label: 'CSV for spreadsheets',
  extension: 'csv',
  mime: 'text/csv;charset=utf-8',
  write: (input, report) => writeCsv(input, report, true),
};
