import { Sha256 } from '../../core/sha256.ts';
import { toSourceRecord } from '../../core/source-record.ts';
import type { ByteSource, ImportOptions } from '../importer.ts';
import { isObject } from '../json/records.ts';
import { openText } from '../text/lines.ts';
import { toDecision } from './decisions.ts';
import { parsed, toArticle, toComment } from './restore.ts';

/** The newest form of a backup that is understood here. */
export const BACKUP_VERSION = 3;

export interface BackupState {
  isWhole: boolean;
  /** In words, when it is not whole. */
  problem: string | null;
  /** Where it is damaged, 1-based; null when that cannot be told or nothing is. */
  line: number | null;
  /** As the header says. */
  name: string;
  comments: number | null;
}

interface Frame {
  header: Record<string, unknown>;
  end: Record<string, unknown> | null;
  lines: number;
  sha256: string;
}

/** Reads a backup to its end and holds it to its own counts and hash, before anything is restored. */
export async function verifyBackup(
  source: ByteSource,
  options: ImportOptions = {},
): Promise<BackupState> {
  const frame = await readFrame(source, options);
  if ('problem' in frame) return frame;
  const { header, end, lines, sha256 } = frame;
  const { version, comments } = header;
  if (typeof version === 'number' && version > BACKUP_VERSION) {
    const problem = 'it was made by a newer version of this page. Reload to get it';
    return broken(header, problem, 1);
  }
  if (end === null) {
    const bad = await firstBadLine(source, options);
    return broken(
      header,
      `it breaks off at line ${String(bad ?? lines)}, before its last line`,
      bad ?? lines,
    );
  }
  if (end['sha256'] !== sha256) {
    const bad = await firstBadLine(source, options);
    const where = bad === null ? `one of its ${String(lines)} lines` : `line ${String(bad)}`;
    return broken(header, `its content does not match its sha-256: ${where} was changed`, bad);
  }
  if (end['comments'] !== comments || (end['decisions'] ?? 0) !== (header['decisions'] ?? 0)) {
    const problem = `it holds ${String(end['comments'])} comments and its header says ${String(comments)}`;
    return broken(header, problem, 1);
  }
  return { ...factsOf(header), isWhole: true, problem: null, line: null };
}

async function readFrame(source: ByteSource, options: ImportOptions): Promise<Frame | BackupState> {
  const hash = new Sha256();
  const encoder = new TextEncoder();
  let header: Record<string, unknown> = {};
  let end: Record<string, unknown> | null = null;
  let lines = 0;
  for await (const block of openText(source, { breaks: 'lf' }).blocks()) {
    for (const text of block.lines) {
      if (end !== null && text.trim() !== '') {
        const words = `there are lines after the last one, from line ${String(lines + 1)} on`;
        return broken(header, words, lines + 1);
      }
      if (lines === 0) header = parsed(text) ?? {};
      else if (text.startsWith('{"end":')) end = endOf(text);
      if (end === null) hash.update(encoder.encode(`${text}\n`));
      lines++;
    }
    options.signal?.throwIfAborted();
  }
  return { header, end, lines, sha256: hash.hex() };
}

/** The first line that no backup could have, 1-based; null when each could be one. */
async function firstBadLine(source: ByteSource, options: ImportOptions): Promise<number | null> {
  let lines = 0;
  for await (const block of openText(source, { breaks: 'lf' }).blocks()) {
    for (const text of block.lines) {
      lines++;
      const value = parsed(text);
      const isGood =
        value !== null &&
        (lines === 1
          ? value['format'] === 'repartee-backup'
          : 'end' in value ||
            toComment(value['comment']) !== null ||
            toArticle(value['article']) !== null ||
            toSourceRecord(value['source']) !== null ||
            toDecision(value['decision']) !== null);
      if (!isGood) return lines;
    }
    options.signal?.throwIfAborted();
  }
  return null;
}

function broken(
  header: Record<string, unknown>,
  problem: string,
  line: number | null,
): BackupState {
  return { ...factsOf(header), isWhole: false, problem, line };
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
