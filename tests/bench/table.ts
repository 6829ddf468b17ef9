/** The results as a Markdown table; with a file, what earlier runs found is kept and shown too. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { MILLION, type Row } from './row.ts';

export const HEAD =
  '| what | comments | peer | ours | ratio | goal | | n |\n|---|---|---|---|---|---|---|---|';

const show = (value: number): string => {
  if (!Number.isFinite(value)) return 'too short to tell';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return String(Number(value.toPrecision(value < 0.01 ? 2 : 3)));
};

const oneLine = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll('|', '/').slice(0, 160);

export function line(row: Row): string {
  const met = row.met === null || !Number.isFinite(row.ours) ? '' : row.met ? 'met' : '**not met**';
  const unit = row.unit === '' || !Number.isFinite(row.ours) ? '' : ` ${row.unit}`;
  const cells = [
    row.what,
    row.comments?.toLocaleString('en') ?? '',
    row.peer === null ? '' : show(row.peer) + unit,
    row.failure === undefined ? show(row.ours) + unit : `failed: ${oneLine(row.failure)}`,
    row.ratio === null ? '' : show(row.ratio),
    row.goal,
    met,
    String(row.samples),
  ];
  return `| ${cells.join(' | ')} |`;
}

/**
 * One row for each figure that may only grow so much from 100,000 to 1,000,000 comments, where both were
 * measured with one version of the code.
 */
export function growthRows(rows: readonly Row[]): Row[] {
  return rows.flatMap((large): Row[] => {
    const small = rows.find(
      ({ what, comments, version }) =>
        what === large.what && comments === 100_000 && version === large.version,
    );
    if (large.comments !== MILLION || large.growth === undefined || !small) return [];
    if (!Number.isFinite(small.ours) || !Number.isFinite(large.ours)) return [];
    const isRate = large.unit.endsWith('/s');
    const times = isRate ? (10 * small.ours) / large.ours : large.ours / small.ours;
    return [
      {
        what: `growth 100,000 → 1,000,000: ${large.what}`,
        ...{ comments: null, peer: null, ours: times, unit: '×', ratio: null },
        goal: `≤ ${String(large.growth)} ×`,
        met: times <= large.growth,
        samples: Math.min(small.samples, large.samples),
      },
    ];
  });
}

const keyOf = ({ what, comments }: Row): string => `${what}|${String(comments)}`;

/** Rows of a file with these in place of the same ones; written back. */
export function mergeInto(file: string, rows: readonly Row[]): Row[] {
  const old = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Row[]) : [];
  const merged = new Map(old.map((row) => [keyOf(row), row]));
  for (const row of rows) merged.set(keyOf(row), row);
  // NaN (too short to tell) has no JSON: null reads back as not finite.
  const all = [...merged.values()];
  writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
  return all.map((row) => ({ ...row, ours: (row.ours as number | null) ?? Number.NaN }));
}
