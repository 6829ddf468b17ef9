import { Sha256 } from '../../core/sha256.ts';
import type { ByteSource, ImportOptions } from '../importer.ts';
import { isObject } from '../json/records.ts';
import { openText } from '../text/lines.ts';

export interface BackupState {
  isWhole: boolean;
  /** In words, when it is not whole. */
  problem: string | null;
  /** As the header says. */
  name: string;
  comments: number | null;
}

/** Reads a backup to its end and holds it to its own counts and hash, before anything is restored. */
export async function verifyBackup(
  source: ByteSource,
  options: ImportOptions = {},
): Promise<BackupState> {
  const hash = new Sha256();
  const encoder = new TextEncoder();
  let header: Record<string, unknown> = {};
  let end: Record<string, unknown> | null = null;
  let lines = 0;
  for await (const block of openText(source, { breaks: 'lf' }).blocks()) {
    for (const text of block.lines) {
      if (end !== null && text.trim() !== '')
        return broken(header, 'there are lines after the last one');
      if (lines === 0) header = parsed(text) ?? {};
      else if (text.startsWith('{"end":')) end = endOf(text);
      if (end === null) hash.update(encoder.encode(`${text}\n`));
      lines++;
    }
    options.signal?.throwIfAborted();
  }
  if (end === null) return broken(header, 'it breaks off before its last line');
  if (end['sha256'] !== hash.hex()) return broken(header, 'its content does not match its sha-256');
  if (end['comments'] !== header['comments']) {
    return broken(header, 'it holds another number of comments than its header says');
  }
  return { ...factsOf(header), isWhole: true, problem: null };
}

function broken(header: Record<string, unknown>, problem: string): BackupState {
  return { ...factsOf(header), isWhole: false, problem };
}

function factsOf(header: Record<string, unknown>): { name: string; comments: number | null } {
  const { name, comments } = header;
  return {
    name: typeof name === 'string' ? name : '',
    comments: typeof comments === 'number' ? comments : null,
  };
}

function endOf(text: string): Record<string, unknown> | null {
  const end = parsed(text)?.['end'];
  return isObject(end) ? end : null;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
