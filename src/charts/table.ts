/** A chart's twin: the same numbers in rows and columns. */
export interface ChartTable {
  caption: string;
  columns: { label: string; isNumber: boolean }[];
  rows: (string | number)[][];
  /** What is not in the rows, and why; '' when everything is. */
  note: string;
}

export const MOST_TABLE_ROWS = 2000;

/** A table with at most 2,000 rows; the note says what the cap hides. */
export function cappedTable(
  caption: string,
  columns: readonly string[],
  rows: (string | number)[][],
): ChartTable {
  const shown = rows.slice(0, MOST_TABLE_ROWS);
  return {
    caption,
    columns: columns.map((label, index) => ({
      label,
      isNumber: shown.length > 0 && shown.every((row) => typeof row[index] === 'number'),
    })),
    rows: shown,
    note:
      rows.length > shown.length
        ? `The first ${MOST_TABLE_ROWS} of ${rows.length} rows; narrow the view to see the others.`
        : '',
  };
}
