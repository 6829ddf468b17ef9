import type { Exporter } from './exporter.ts';
import { writeCsv } from './text/csv.ts';

/** Every character as it is, for programs. A spreadsheet may run cells of it as formulas. */
export const exporter: Exporter = {
  id: 'csv-exact',
  label: 'CSV, exact (for programs)',
  extension: 'exact.csv',
  mime: 'text/csv;charset=utf-8',
  write: (input, report) => writeCsv(input, report, false),
};
