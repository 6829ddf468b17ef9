import type { StoppedImport } from '../protocol.ts';
import type { CorpusRow, PendingImport } from '../storage/storage-port.ts';

export type Wanted = NonNullable<PendingImport['files']>;

/** What a reader must know of an import that was broken off; null when no file of theirs would end it. */
export function stoppedImport(row: CorpusRow): StoppedImport | null {
  const { pending } = row;
  const isOurs = row.isGenerated || (row.isSample && row.state === 'importing');
  if (!pending || isOurs) return null;
  return {
    comments: pending.upTo - (row.state === 'complete' ? row.upTo : 0),
    source: pending.name,
    bytesRead: pending.bytesRead ?? null,
    bytesTotal: pending.bytes,
    files: wantedBy(pending).map(({ name, bytes }) => ({ name, bytes })),
    handles: pending.handles ?? null,
  };
}

/** The files an import began with; hashes as far as it had come. */
export function wantedBy({ files, name, bytes, sha256 }: PendingImport): Wanted {
  return files ?? [{ name, bytes, sha256 }];
}
