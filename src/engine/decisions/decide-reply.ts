import { PARENT_TOP } from '../../core/columns.ts';
import { commenterRef } from '../look/summary.ts';
import { idOfRow, type OpenCorpus, timeOfRow } from '../open/open-corpus.ts';
import type { Correction, CorrectionEntry } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
import type { Session } from '../session.ts';
import { jsonBytes, makePart } from '../storage/checksum.ts';
import { SHARED_PARTS, STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';
import { correctionsPart, storedOf, type Verdict } from './corrections.ts';

/**
 * Takes one correction and stores it; what could not be stored does not count. Throws a fault that says why
 * where the parent cannot be one.
 */
export async function decideReply(
  storage: StoragePort,
  session: Session,
  correction: Correction,
): Promise<void> {
  const { corpus, verdicts } = session;
  const { row } = correction;
  const problem = problemOf(session, correction);
  if (problem !== null) throw new EngineFault('internal', problem);
  const before = verdicts.get(row);
  applyCorrection(verdicts, correction);
  try {
    await saveVerdicts(storage, corpus, verdicts, row);
  } catch (error) {
    if (before) verdicts.set(row, before);
    else verdicts.delete(row);
    throw error;
  }
}

/** Why this correction cannot be; null when it can. */
function problemOf({ corpus }: Session, correction: Correction): string | null {
  const { row } = correction;
  const { article, count } = corpus.columns;
  if (!(row >= 0 && row < count)) return 'There is no such comment.';
  if (correction.kind === 'clear' || correction.parent === null) return null;
  const { parent } = correction;
  if (!(parent >= 0 && parent < count)) return 'There is no such comment to answer.';
  if (parent === row) return 'A comment cannot answer itself.';
  if (article[parent] !== article[row]) return 'That comment stands under another article.';
  const isCircle = correction.kind !== 'reject' && leadsTo(corpus.replies.parent, parent, row);
  return isCircle
    ? 'That comment is itself read as an answer to this one, or to one below it. Say first what it answers.'
    : null;
}

/** Whether going up from a comment by what each answers meets `row`. */
function leadsTo(parents: Int32Array, from: number, row: number): boolean {
  let at = from;
  for (let steps = 0; at >= 0 && steps <= parents.length; steps++) {
    if (at === row) return true;
    at = parents[at] ?? -1;
  }
  return false;
}

/** Changes the verdicts by one correction. */
function applyCorrection(verdicts: Map<number, Verdict>, correction: Correction): void {
  const { row } = correction;
  if (correction.kind === 'clear') {
    verdicts.delete(row);
    return;
  }
  const parent = correction.parent ?? PARENT_TOP;
  const rejected = new Set(verdicts.get(row)?.rejected);
  if (correction.kind === 'reject') {
    rejected.add(parent);
    verdicts.set(row, { kind: 'reject', parent: undefined, rejected });
    return;
  }
  rejected.delete(parent);
  verdicts.set(row, { kind: correction.kind, parent, rejected });
}

/**
 * What the reader said, by row: first each parent that was ruled out, in the order it was, then the one that
 * holds. The same corrections made again in this order, on a cleared row, bring back the same verdict.
 */
export function listCorrections(
  corpus: OpenCorpus,
  verdicts: ReadonlyMap<number, Verdict>,
): CorrectionEntry[] {
  return [...verdicts]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, { kind, parent, rejected }]) => {
      const entries = [...rejected].map((one) => entryOf(corpus, row, 'reject', one));
      if (parent !== undefined) entries.push(entryOf(corpus, row, kind, parent));
      return entries;
    });
}

function entryOf(
  corpus: OpenCorpus,
  row: number,
  kind: Verdict['kind'],
  parent: number,
): CorrectionEntry {
  const by = (comment: number): CorrectionEntry['author'] =>
    commenterRef(corpus, corpus.columns.commenter[comment] ?? 0);
  return {
    row,
    id: idOfRow(corpus, row),
    author: by(row),
    timeMin: timeOfRow(corpus, row),
    kind,
    article: corpus.tables.articles[corpus.columns.article[row] ?? 0]?.title ?? '',
    parent:
      parent < 0
        ? null
        : {
            row: parent,
            id: idOfRow(corpus, parent),
            author: by(parent),
            timeMin: timeOfRow(corpus, parent),
          },
  };
}

/** Stores all verdicts on the source of a row. */
async function saveVerdicts(
  storage: StoragePort,
  corpus: OpenCorpus,
  verdicts: ReadonlyMap<number, Verdict>,
  row: number,
): Promise<void> {
  const source = corpus.tables.sources[corpus.columns.source[row] ?? 0];
  if (!source) return;
  const stored = [...verdicts]
    .filter(([other]) => other >= source.rows[0] && other < source.rows[1])
    .map(([other, verdict]) => storedOf(corpus, other, verdict));
  const { key } = source;
  const buffers = { json: jsonBytes(stored) };
  await storage.commit({
    parts: [makePart(SHARED_PARTS, correctionsPart(key), STORED_SCHEMA, key, buffers)],
  });
}
