import type { CorpusRow } from './storage-port.ts';

/** What storage held when it was last heard of; kept outside of it, in localStorage. */
export interface CanaryEntry {
  id: string;
  name: string;
  count: number;
  chain: string;
  state: 'importing' | 'complete';
  files: { name: string; sha256: string }[];
}

export interface Loss {
  name: string;
  expected: number;
  found: number;
  files: string[];
}

const LISTED_FILES = 20;

export function writeCanary(rows: readonly CorpusRow[]): string {
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
  return JSON.stringify(entries);
}

/** Corpora that were complete and are gone, or have fewer comments than they had. */
export function findLosses(canary: string | null, rows: readonly CorpusRow[]): Loss[] {
  const losses: Loss[] = [];
  for (const entry of readCanary(canary)) {
    if (entry.state !== 'complete' || entry.count === 0) continue;
    const row = rows.find(({ id }) => id === entry.id);
    const found = row?.state === 'complete' ? row.upTo : 0;
    if (found >= entry.count) continue;
    const files = entry.files.map(({ name }) => name);
    losses.push({ name: entry.name, expected: entry.count, found, files });
  }
  return losses;
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
    hasFiles
  );
}
