import type { Mapping } from '../records/mapping.ts';
import type { FieldValues } from '../records/writer.ts';

const GUARDED = /^'(?=[ \u3000]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/** Column of each field; -1 = none. */
export interface FieldColumns {
  fields: [keyof FieldValues, number][];
  /** Column that lists which cells carry a formula guard (our own "for spreadsheets" export). */
  guard: number;
}

export function columnsFor(mapping: Mapping, columns: readonly string[]): FieldColumns {
  const fields: [keyof FieldValues, number][] = [];
  for (const [field, name] of Object.entries(mapping) as [keyof FieldValues, string][]) {
    const column = columns.indexOf(name);
    if (column >= 0) fields.push([field, column]);
  }
  return { fields, guard: columns.indexOf('guarded') };
}

/** The fields of a row; what the row is too short for is undefined. */
export function fieldsOfRow(
  cells: string[],
  columns: FieldColumns,
  names: readonly string[],
): FieldValues {
  if (columns.guard >= 0) takeOffGuards(cells, cells[columns.guard] ?? '', names);
  const fields: FieldValues = {};
  for (const [field, column] of columns.fields) fields[field] = cells[column];
  return fields;
}

function takeOffGuards(cells: string[], guarded: string, names: readonly string[]): void {
  if (guarded === '') return;
  for (const name of guarded.split(' ')) {
    const column = names.indexOf(name);
    const cell = cells[column];
    if (cell !== undefined) cells[column] = cell.replace(GUARDED, '');
  }
}
