import type { Decision } from '../../core/decisions.ts';
import { limitsOf } from '../archive/guard.ts';
import { unpack } from '../archive/open.ts';
import type { ByteSource, ImportOptions } from '../importer.ts';
import { isObject } from '../json/records.ts';
import { openText } from '../text/lines.ts';
import { parsed } from './restore.ts';

type Value = Record<string, unknown>;

/**
 * The reader's decisions in a backup, plain or packed; they stand before the comments, so only the head of
 * the file is read. To be asked of a verified backup; lines that are no decision are passed over.
 */
export async function readDecisions(
  source: ByteSource,
  options: ImportOptions = {},
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  const limits = limitsOf(options, () => undefined);
  for await (const part of unpack(source, limits)) {
    for await (const block of openText(part, { breaks: 'lf' }).blocks()) {
      options.signal?.throwIfAborted();
      for (const line of block.lines) {
        if (line.startsWith('{"comment":')) return decisions;
        const decision = toDecision(parsed(line)?.['decision']);
        if (decision) decisions.push(decision);
      }
    }
    return decisions;
  }
  return decisions;
}

/** The corpus's name as the header of a backup says it, plain or packed; '' when it does not. */
export async function backupName(source: ByteSource): Promise<string> {
  for await (const part of unpack(
    source,
    limitsOf({}, () => undefined),
  )) {
    for await (const block of openText(part, { breaks: 'lf' }).blocks()) {
      const name = parsed(block.lines[0] ?? '')?.['name'];
      return typeof name === 'string' ? name : '';
    }
  }
  return '';
}

/** A decision of a backup with its known fields and no others, or null when it is not one. */
export function toDecision(value: unknown): Decision | null {
  if (!isObject(value)) return null;
  if (value['on'] === 'reply') return toReply(value);
  if (value['on'] === 'nickname') return toNickname(value);
  return value['on'] === 'merge' ? toMerge(value) : null;
}

function toReply({ comment, kind, parent, rejected }: Value): Decision | null {
  if (!isPlace(comment) || !Array.isArray(rejected) || !rejected.every(isParent)) return null;
  if (kind !== 'confirm' && kind !== 'choose' && kind !== 'reject') return null;
  if (parent === undefined) return { on: 'reply', comment, kind, rejected };
  return isParent(parent) ? { on: 'reply', comment, kind, parent, rejected } : null;
}

function toNickname({ form, commenter, verdict }: Value): Decision | null {
  if (typeof form !== 'string' || typeof commenter !== 'string') return null;
  if (verdict !== 'confirm' && verdict !== 'veto') return null;
  return { on: 'nickname', form, commenter, verdict };
}

function toMerge({ from, into, order }: Value): Decision | null {
  if (typeof from !== 'string' || typeof into !== 'string' || !isPlace(order)) return null;
  return { on: 'merge', from, into, order };
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function isParent(value: unknown): value is number | null {
  return value === null || isPlace(value);
}
