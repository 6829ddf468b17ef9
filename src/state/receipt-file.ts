import type { ImportedFile } from '../engine/protocol.ts';

const FORMAT = 'repartee-receipt';
const MAX_BYTES = 8 * 1024 * 1024;
const STATES = new Set(['imported', 'already-there', 'refused']);

/** Receipts as a file that opens again. */
export function receiptJson(corpus: string | null, files: readonly ImportedFile[]): string {
  return JSON.stringify({ format: FORMAT, corpus, files }, null, 2);
}

/** The receipts in a file that was saved here; null when it is anything else. */
export async function receiptIn(file: File): Promise<ImportedFile[] | null> {
  if (!/\.json$/i.test(file.name) || file.size > MAX_BYTES) return null;
  try {
    if (!(await file.slice(0, 100).text()).includes(`"${FORMAT}"`)) return null;
    const parsed = JSON.parse(await file.text()) as { format?: unknown; files?: unknown };
    if (parsed.format !== FORMAT || !Array.isArray(parsed.files)) return null;
    return parsed.files.filter(isFile);
  } catch {
    return null;
  }
}

function isFile(value: unknown): value is ImportedFile {
  if (typeof value !== 'object' || value === null) return false;
  const { name, status, receipt } = value as Partial<Record<keyof ImportedFile, unknown>>;
  if (typeof name !== 'string' || !STATES.has(String(status))) return false;
  if (receipt === null) return true;
  if (typeof receipt !== 'object') return false;
  const { found, rejected, warnings } = receipt as Record<string, unknown>;
  return typeof found === 'number' && typeof rejected === 'number' && Array.isArray(warnings);
}
