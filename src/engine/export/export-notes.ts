import { PARENT_TOP } from '../../core/columns.ts';
import { REPLY } from '../../core/graph/replies.ts';
import type { ExportReport } from '../../exporters/exporter.ts';
import type { Session } from '../session.ts';

export interface Exporting {
  exporter: string;
  /** 1 for each row that is written; null = all are. */
  mask: Uint8Array | null;
  report: ExportReport;
  /** Comments whose text is damaged in storage. */
  unreadable: number;
  /** Decisions on comments or commenters that are not in the file. */
  left: number;
}

/** What the reader should know about a file besides its comments, in plain sentences; often nothing. */
export function exportNotes(session: Session, exporting: Exporting): string[] {
  const { exporter, report, unreadable } = exporting;
  if (exporter === 'decisions') return decisionNotes(report);
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
    guardNote(report.guardedCells),
    orphanNote(session, exporting),
    ...(isBackup ? backupNotes(exporting) : [mergeNote(session, exporting)]),
    ...(isBackup ? [] : replyNotes(session, exporting)),
  ];
  return notes.filter((note) => note !== '');
}

function decisionNotes({ decisions, guardedCells }: ExportReport): string[] {
  if (decisions === 0) return ['You have decided nothing on this corpus yet: the list is empty.'];
  const notes = ['All your decisions are in it, whatever the view shows.'];
  return guardedCells === 0 ? notes : [...notes, guardNote(guardedCells)];
}

function guardNote(guardedCells: number): string {
  return phrase(
    guardedCells,
    'cell looked like a formula and got an apostrophe, so that no spreadsheet runs it',
    'cells looked like formulas and got an apostrophe, so that no spreadsheet runs them',
  );
}

function backupNotes({ report, left }: Exporting): string[] {
  return [
    'Replies are kept as the source states them; inferred ones are worked out anew when the file is opened.',
    phrase(
      report.sources,
      'receipt of an import is in it and restored with it',
      'receipts of imports are in it and restored with it',
    ),
    phrase(
      report.decisions,
      'decision of yours on replies and names is in it and restored with it',
      'decisions of yours on replies and names are in it and restored with it',
    ),
    phrase(
      left,
      'decision is about comments that are not in the file, and so is not in it either',
      'decisions are about comments that are not in the file, and so are not in it either',
    ),
  ];
}

/** Where the reader's merges show in a file. */
function mergeNote({ corpus }: Session, { exporter }: Exporting): string {
  const merged = [...corpus.merged.values()].reduce((sum, others) => sum + others.length, 0);
  const where =
    exporter === 'gexf'
      ? 'it has no node of its own; the node it counts as names it under “other names”'
      : '“author” keeps the name in the source, “merged_author” has the one it counts as';
  const many =
    exporter === 'gexf'
      ? 'they have no nodes of their own; the nodes they count as name them under “other names”'
      : where;
  return phrase(
    merged,
    `commenter is merged into another by you: ${where}`,
    `commenters are merged into others by you: ${many}`,
  );
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
