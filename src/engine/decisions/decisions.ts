/**
 * What the reader decided on a corpus, for a backup and out of one. In a backup comments are named by their
 * place in the file; here by permalink id, which is the source's key and the comment's place in it. So what
 * a backup of another corpus says fits the one source that the backup is when it is opened.
 */
import type { Decision, ReplyDecision } from '../../core/decisions.ts';
import type { MergeRecord } from '../../core/names/merge-ledger.ts';
import { readDecisions } from '../../importers/backup/decisions.ts';
import type { ByteSource } from '../../importers/importer.ts';
import { jsonBytes, makePart } from '../storage/checksum.ts';
import { correctionsPart, type StoredVerdict, type Verdict } from './corrections.ts';
import { mergesPart } from './merges.ts';
import { type DecidedName, namesPart } from './name-verdicts.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';
import {
  SHARED_PARTS,
  STORED_SCHEMA,
  type StoragePort,
  type StoredPart,
} from '../storage/storage-port.ts';

export interface Decided {
  decisions: Decision[];
  /** Decisions that are not in it, because their comments or commenters are not. */
  left: number;
}

/** The reader's decisions on the rows of `mask` (null = all), in a fixed order. */
export function decisionsOf(session: Session, mask: Uint8Array | null): Decided {
  const { corpus, verdicts, names, merges } = session;
  const placeOf = placesIn(mask);
  const isIn = commentersIn(corpus, mask);
  const replies = [...verdicts]
    .sort(([a], [b]) => a - b)
    .map(([row, verdict]) => replyDecision(row, verdict, placeOf));
  const nicknames = names
    .all()
    .sort((a, b) => compare(a.commenter, b.commenter) || compare(a.form, b.form))
    .map(({ form, commenter, verdict }): Decision | null =>
      isIn(commenter) ? { on: 'nickname', form, commenter, verdict } : null,
    );
  const merged = merges
    .active()
    .map(({ from, into, order }): Decision | null =>
      isIn(from) && isIn(into) ? { on: 'merge', from, into, order } : null,
    );
  const all = [...replies, ...nicknames, ...merged];
  const decisions = all.filter((one) => one !== null);
  return { decisions, left: all.length - decisions.length };
}

function replyDecision(
  row: number,
  { kind, parent, rejected }: Verdict,
  placeOf: (row: number) => number | null | undefined,
): Decision | null {
  const comment = placeOf(row);
  if (typeof comment !== 'number') return null;
  const out = Array.from(rejected, placeOf).filter((place) => place !== undefined);
  if (parent === undefined) {
    return out.length === 0 ? null : { on: 'reply', comment, kind, rejected: out };
  }
  const place = placeOf(parent);
  return place === undefined ? null : { on: 'reply', comment, kind, parent: place, rejected: out };
}

/** 1-based place of a row in the file; null = top level, undefined = not in it. */
function placesIn(mask: Uint8Array | null): (row: number) => number | null | undefined {
  if (!mask) return (row) => (row < 0 ? null : row + 1);
  const places = new Uint32Array(mask.length);
  let next = 0;
  mask.forEach((isIn, row) => (places[row] = isIn === 1 ? ++next : 0));
  return (row) => (row < 0 ? null : (places[row] ?? 0) || undefined);
}

/** Whether a commenter, by key, has a comment in the file. */
function commentersIn(
  { signed, commenterByKey, tables }: OpenCorpus,
  mask: Uint8Array | null,
): (key: string) => boolean {
  const isIn = new Uint8Array(tables.commenters.length);
  signed.forEach((commenter, row) => {
    if (!mask || mask[row] === 1) isIn[commenter] = 1;
  });
  return (key) => isIn[commenterByKey.get(key) ?? -1] === 1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The decisions in a backup as parts of the source that it is, to be stored with it. A part that is there
 * already stays: it came from the same bytes, and the reader may have gone on from it.
 */
export async function restoredParts(
  storage: StoragePort,
  source: ByteSource,
  sha256: string,
  signal: AbortSignal,
): Promise<StoredPart[]> {
  const key = sha256.slice(0, 8);
  const decisions = await readDecisions(source, { signal });
  const replies: StoredVerdict[] = [];
  const names: DecidedName[] = [];
  const merges: MergeRecord[] = [];
  for (const one of decisions) {
    if (one.on === 'reply') replies.push(storedVerdict(one, key));
    else if (one.on === 'nickname') names.push(one);
    else {
      const { from, into, order } = one;
      merges.push({ from, into, order, revision: order, isTakenBack: false });
    }
  }
  const lists = [
    [correctionsPart(key), replies],
    [namesPart(key), names.map(({ form, commenter, verdict }) => ({ form, commenter, verdict }))],
    [mergesPart(key), merges],
  ] as const;
  const parts: StoredPart[] = [];
  for (const [name, list] of lists) {
    if (list.length === 0 || (await storage.part(SHARED_PARTS, name))) continue;
    parts.push(makePart(SHARED_PARTS, name, STORED_SCHEMA, key, { json: jsonBytes(list) }));
  }
  return parts;
}

function storedVerdict(
  { comment, kind, parent, rejected }: ReplyDecision,
  key: string,
): StoredVerdict {
  const idOf = (place: number | null): string | null =>
    place === null ? null : `${key}-${String(place)}`;
  const stored: StoredVerdict = { id: idOf(comment) ?? '', kind, rejected: rejected.map(idOf) };
  if (parent !== undefined) stored.parent = idOf(parent);
  return stored;
}
