import { PARENT_TOP } from '../../core/columns.ts';
import { hashText, jsonBytes, jsonOf, makePart, usable } from '../storage/checksum.ts';
import { idOfRow, type OpenCorpus, rowOfId, timeOfRow } from '../open/open-corpus.ts';
import type { Correction, CorrectionEntry } from '../protocol.ts';
import { SHARED_PARTS, STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';
import { commenterRef } from '../look/summary.ts';

/** The reader's word on one comment. Rows; PARENT_TOP = top level. */
export interface Verdict {
  kind: 'confirm' | 'choose' | 'reject';
  /** The parent that holds; undefined while parents were only ruled out. */
  parent: number | undefined;
  rejected: Set<number>;
}

/** As stored: by permalink id, that is by the source's content, so that it outlives the corpus. */
export interface StoredVerdict {
  id: string;
  kind: Verdict['kind'];
  /** Null = top level; absent = only ruled out. */
  parent?: string | null;
  rejected: (string | null)[];
}

/** Changes the verdicts by one correction. */
export function applyCorrection(verdicts: Map<number, Verdict>, correction: Correction): void {
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
    parent: parent < 0 ? null : { row: parent, id: idOfRow(corpus, parent), author: by(parent) },
  };
}

/** Hash of the verdicts: inferences made under others are made again. */
export function hashVerdicts(corpus: OpenCorpus, verdicts: ReadonlyMap<number, Verdict>): string {
  const sorted = [...verdicts].sort(([a], [b]) => a - b);
  return hashText(JSON.stringify(sorted.map(([row, verdict]) => storedOf(corpus, row, verdict))));
}

export async function loadVerdicts(
  storage: StoragePort,
  corpus: OpenCorpus,
): Promise<Map<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  for (const { key } of corpus.tables.sources) {
    const part = await storage.part(SHARED_PARTS, correctionsPart(key));
    const buffers = usable(part, STORED_SCHEMA, key);
    const json = buffers?.['json'];
    const list = jsonOf(json instanceof Uint8Array ? json : undefined);
    for (const stored of Array.isArray(list) ? (list as StoredVerdict[]) : []) {
      const row = rowOfId(corpus, stored.id);
      const verdict = row < 0 ? null : verdictOf(corpus, stored);
      if (verdict) verdicts.set(row, verdict);
    }
  }
  return verdicts;
}

/** Stores all verdicts on the source of a row. */
export async function saveVerdicts(
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

export function correctionsPart(sourceKey: string): string {
  return `corrections.${sourceKey}`;
}

function storedOf(corpus: OpenCorpus, row: number, verdict: Verdict): StoredVerdict {
  const idOf = (parent: number): string | null => (parent < 0 ? null : idOfRow(corpus, parent));
  const { kind, parent, rejected } = verdict;
  const stored: StoredVerdict = {
    id: idOfRow(corpus, row),
    kind,
    rejected: [...rejected].map(idOf),
  };
  if (parent !== undefined) stored.parent = idOf(parent);
  return stored;
}

/** A parent the corpus does not hold says nothing; null when nothing is left of the verdict. */
function verdictOf(corpus: OpenCorpus, stored: StoredVerdict): Verdict | null {
  const rowOf = (id: string | null): number | undefined => {
    if (id === null) return PARENT_TOP;
    const row = rowOfId(corpus, id);
    return row < 0 ? undefined : row;
  };
  const rejected = new Set(stored.rejected.map(rowOf).filter((row) => row !== undefined));
  const parent = stored.parent === undefined ? undefined : rowOf(stored.parent);
  if (parent !== undefined) return { kind: stored.kind, parent, rejected };
  return rejected.size === 0 ? null : { kind: 'reject', parent, rejected };
}
