import { PARENT_TOP } from '../../core/columns.ts';
import { hashText, jsonOf, usable } from '../storage/checksum.ts';
import { idOfRow, type OpenCorpus, rowOfId } from '../open/open-corpus.ts';
import { SHARED_PARTS, STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';

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

export function correctionsPart(sourceKey: string): string {
  return `corrections.${sourceKey}`;
}

/** A verdict by the ids that outlive a corpus. */
export function storedOf(corpus: OpenCorpus, row: number, verdict: Verdict): StoredVerdict {
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
