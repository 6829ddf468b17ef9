import type { CorpusRow } from './storage-port.ts';

/** What storage held when it was last heard of; kept outside of it, in localStorage. */
export interface CanaryEntry {
  id: string;
  name: string;
  count: number;
  chain: string;
  state: 'importing' | 'complete';
  files: { name: string; sha256: string }[];
  /** Missed since an earlier visit, with so many comments left; kept until the reader lets go of it. */
  lost?: number;
}

export interface Loss {
  name: string;
  expected: number;
  found: number;
  files: string[];
}

const LISTED_FILES = 20;

/** What storage holds, and what it held and lost. */
export function writeCanary(rows: readonly CorpusRow[], lost: readonly CanaryEntry[] = []): string {
  const entries = rows.map((row): CanaryEntry => {
    const files = row.sources.slice(0, LISTED_FILES);
    return {
      id: row.id,
      name: row.name,
      count: row.upTo,
      chain: row.chain,
      state: row.state,
      files: files.map(({ name, sha256 }) => ({ name, sha256 })),
    };
  });
  return JSON.stringify([...entries, ...lost]);
}

/** Corpora that were complete and are gone, or have fewer comments than they had, each marked as lost. */
export function findLost(canary: string | null, rows: readonly CorpusRow[]): CanaryEntry[] {
  const lost: CanaryEntry[] = [];
  for (const entry of readCanary(canary)) {
    if (entry.state !== 'complete' || entry.count === 0 || isBack(entry, rows)) continue;
    const row = rows.find(({ id }) => id === entry.id);
    const found = entry.lost ?? (row?.state === 'complete' ? row.upTo : 0);
    if (entry.lost === undefined && found >= entry.count) continue;
    lost.push({ ...entry, lost: found });
  }
  return lost;
}

/** A corpus that was lost is back when one has as many comments from the same files. */
export function isBack({ count, files }: CanaryEntry, rows: readonly CorpusRow[]): boolean {
  const hasFiles = ({ sources }: CorpusRow): boolean =>
    files.every(({ sha256 }) => sources.some((source) => source.sha256 === sha256));
  return rows.some(
    (row) => files.length > 0 && row.state === 'complete' && row.upTo >= count && hasFiles(row),
  );
}

export function lossesOf(lost: readonly CanaryEntry[]): Loss[] {
  return lost.map(({ name, count, files, lost: found }) => ({
    ...{ name, expected: count, found: found ?? 0 },
    files: files.map((file) => file.name),
  }));
}

export function describeLosses(losses: readonly Loss[]): string {
  const parts = losses.map(({ name, expected, found, files }) => {
    const from = files.length > 0 ? ` (from ${files.slice(0, 3).join(', ')})` : '';
    return `“${name}”${from}: ${String(expected)} comments expected, ${String(found)} found`;
  });
  return `The browser lost stored data. ${parts.join('; ')}. Open the same files again to bring it back.`;
}

function readCanary(text: string | null): CanaryEntry[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is CanaryEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof CanaryEntry, unknown>>;
  const hasFiles =
    Array.isArray(entry.files) &&
    entry.files.every(
      (file: unknown) => typeof (file as { name?: unknown } | null)?.name === 'string',
    );
  return (
    typeof entry.id === 'string' &&
    typeof entry.name === 'string' &&
    typeof entry.count === 'number' &&
    (entry.lost === undefined || typeof entry.lost === 'number') &&
    hasFiles
  );
}
