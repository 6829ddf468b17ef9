import { PARENT_TOP } from '../core/columns.ts';
import { REPLY } from '../core/graph/replies.ts';
import type { ExportReport } from '../exporters/exporter.ts';
import type { Session } from './session.ts';

export interface Exporting {
  exporter: string;
  /** 1 for each row that is written; null = all are. */
  mask: Uint8Array | null;
  report: ExportReport;
  /** Comments whose text is damaged in storage. */
  unreadable: number;
}

/** What the reader should know about a file besides its comments, in plain sentences; often nothing. */
export function exportNotes(session: Session, exporting: Exporting): string[] {
  const { exporter, report, unreadable } = exporting;
  const isBackup = exporter === 'backup';
  const notes = [
    phrase(
      unreadable,
      'comment is damaged in this browser’s storage and is in the file without its text',
      'comments are damaged in this browser’s storage and are in the file without their text',
    ),
    phrase(
      report.droppedCodePoints,
      'character that this format forbids was left out',
      'characters that this format forbids were left out',
    ),
    phrase(
      report.guardedCells,
      'cell looked like a formula and got an apostrophe, so that no spreadsheet runs it',
      'cells looked like formulas and got an apostrophe, so that no spreadsheet runs them',
    ),
    orphanNote(session, exporting),
    ...(isBackup ? backupNotes(session) : replyNotes(session, exporting)),
  ];
  return notes.filter((note) => note !== '');
}

function backupNotes({ verdicts, names }: Session): string[] {
  const decided = verdicts.size + names.all().length;
  return [
    'Replies are kept as the source states them; inferred ones are worked out anew when the file is opened.',
    phrase(
      decided,
      'decision of yours on replies and nicknames is not in it; it stays in this browser',
      'decisions of yours on replies and nicknames are not in it; they stay in this browser',
    ),
  ];
}

function replyNotes(session: Session, { mask }: Exporting): string[] {
  const { replies, columns } = session.corpus;
  let inferred = 0;
  let pending = 0;
  for (let row = 0; row < columns.count; row++) {
    if (mask && mask[row] !== 1) continue;
    if (replies.kind[row] === REPLY.inferred && (replies.parent[row] ?? -1) >= 0) inferred++;
    if (session.replies.kindOf(row) === 'pending') pending++;
  }
  return [
    phrase(
      inferred,
      'reply in it is inferred, marked as such, with its probability',
      'replies in it are inferred, marked as such, with their probabilities, also those below the page’s threshold',
    ),
    phrase(
      pending,
      'comment had no inferred reply yet when the file was made',
      'comments had no inferred reply yet when the file was made',
    ),
  ];
}

function orphanNote({ corpus }: Session, { exporter, mask }: Exporting): string {
  const { columns, replies } = corpus;
  const parents = exporter === 'backup' ? columns.stated : replies.parent;
  let orphans = 0;
  for (let row = 0; mask && row < columns.count; row++) {
    const parent = parents[row] ?? PARENT_TOP;
    if (mask[row] === 1 && parent >= 0 && mask[parent] !== 1) orphans++;
  }
  return exporter === 'gexf'
    ? phrase(
        orphans,
        'reply to a comment that is not shown was left out',
        'replies to comments that are not shown were left out',
      )
    : phrase(
        orphans,
        'reply names a comment that is not shown and so not in the file',
        'replies name comments that are not shown and so not in the file',
      );
}

function phrase(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}.`;
}
