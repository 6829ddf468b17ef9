import type { SourceRecord } from '../../core/corpus.ts';
import type { Session } from '../session.ts';

/**
 * The sources whose comments are in the rows of `mask` (null = all), with their receipts, as a backup carries
 * them. A backup that was opened here stands for the sources it was made from.
 */
export function sourceRecords({ corpus }: Session, mask: Uint8Array | null): SourceRecord[] {
  const records: SourceRecord[] = [];
  for (const { start, end, receipt, ...facts } of corpus.row.sources) {
    const { name, importer, importerLabel, bytes, sha256 } = facts;
    const own = { name, importer, importerLabel, bytes, sha256, comments: end - start, receipt };
    let row = start;
    for (const record of receipt.restored ?? [own]) {
      const comments = countIn(mask, row, Math.min(end, row + record.comments));
      row += record.comments;
      if (comments > 0) records.push({ ...record, comments });
    }
  }
  return records;
}

function countIn(mask: Uint8Array | null, start: number, end: number): number {
  if (!mask) return Math.max(0, end - start);
  let count = 0;
  for (let row = start; row < end; row++) count += mask[row] ?? 0;
  return count;
}
