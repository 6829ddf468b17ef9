import { usable } from '../storage/checksum.ts';
import { originalName } from '../import/import-job.ts';
import type { Session } from '../session.ts';
import { STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';

const AROUND = 3;
const MOST_LINES = 200;
const MOST_LENGTH = 20_000;

/** The lines of the source around a comment, as they were; null when the source is not kept. */
export async function originalLines(
  storage: StoragePort,
  session: Session,
  row: number,
): Promise<{ startLine: number; lines: string[] } | null> {
  const { corpus } = session;
  const source = corpus.row.sources[corpus.columns.source[row] ?? 0];
  const line = corpus.columns.line[row] ?? 0;
  if (!source || line === 0) return null;
  const part = await storage.part(corpus.row.id, originalName(source.sha256));
  const bytes = usable(part, STORED_SCHEMA, source.sha256)?.['bytes'];
  if (!(bytes instanceof Uint8Array)) return null;
  const [text] = await corpus.text.read([row]);
  const last = Math.max(line, text?.lineEnd ?? line);
  const encoding = source.receipt.encoding?.name ?? 'utf-8';
  const lines = decode(bytes, encoding).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u);
  const start = Math.max(1, line - AROUND);
  const end = Math.min(lines.length, last + AROUND, start + MOST_LINES);
  return {
    startLine: start,
    lines: lines.slice(start - 1, end).map((one) => one.slice(0, MOST_LENGTH)),
  };
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
