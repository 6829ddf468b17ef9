import { FLAG, PARENT_UNKNOWN } from '../../core/columns.ts';
import { formatFloating } from '../../core/dates.ts';
import { REPLY } from '../../core/graph/replies.ts';
import { textAt } from '../../core/text-chunk.ts';
import type { ExportComment, ExportInput } from '../../exporters/exporter.ts';
import { exporters, openExport } from '../../exporters/registry.ts';
import { decidedLines } from '../decisions/decided-lines.ts';
import { decisionsOf } from '../decisions/decisions.ts';
import { exportNotes } from './export-notes.ts';
import { slicer } from '../pause.ts';
import type { Calls } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
import type { Session } from '../session.ts';
import { sourceRecords } from './source-records.ts';

type Request = Calls['exportCorpus']['in'];
type Exported = Calls['exportCorpus']['out'];

const BATCH = 500;
/** Pieces are joined into one Blob of this size, which the browser may keep outside of memory. */
const JOINED_BYTES = 4 * 1024 * 1024;

interface Reading {
  session: Session;
  /** 1 for each row that is wanted; null = all are. */
  mask: Uint8Array | null;
  /** Comments met so far whose text is damaged in storage: those have no id. */
  unreadable: number;
}

export function listExporters(): Calls['exporters']['out'] {
  return exporters.map(({ id, label, extension }) => ({ id, label, extension }));
}

/** The corpus, or what the view shows of it, as a file of one of the formats. */
export async function exportCorpus(
  session: Session,
  { exporter, gzip, shownOnly }: Request,
  signal: AbortSignal,
): Promise<Exported> {
  if (!exporters.some(({ id }) => id === exporter)) {
    throw new EngineFault('internal', `There is no export format “${exporter}”.`);
  }
  const mask = shownOnly ? session.mask() : null;
  const reading: Reading = { session, mask, unreadable: 0 };
  const { decisions, left } = decisionsOf(session, mask);
  const decided = exporter === 'decisions' ? await decidedLines(session, idsOf(session)) : [];
  const sources = exporter === 'backup' ? sourceRecords(session, mask) : [];
  const input: ExportInput = { ...inputOf(reading), sources, decisions, decided };
  const { fileName, mime, stream, report } = openExport(exporter, input, { gzip });
  const pause = slicer(signal);
  const parts: Blob[] = [];
  let small: BlobPart[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      small.push(value as Uint8Array<ArrayBuffer>);
      bytes += value.length;
      if (bytes >= JOINED_BYTES) {
        parts.push(new Blob(small));
        small = [];
        bytes = 0;
      }
      await pause();
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
  const blob = new Blob([...parts, ...small], { type: mime });
  const { unreadable } = reading;
  const notes = exportNotes(session, { exporter, mask, report, unreadable, left });
  return { fileName, mime, blob, report, notes };
}

function inputOf(reading: Reading): ExportInput {
  const { mask } = reading;
  const { corpus } = reading.session;
  const { articles } = corpus.tables;
  const count = mask ? mask.reduce((sum, isIn) => sum + isIn, 0) : corpus.columns.count;
  return {
    name: corpus.row.name,
    articleCount: articles.length,
    commentCount: count,
    articles: () => articles,
    comments: () => commentsOf(reading),
  };
}

async function* commentsOf(reading: Reading): AsyncGenerator<ExportComment[]> {
  const { mask } = reading;
  const { count } = reading.session.corpus.columns;
  for (let start = 0; start < count; start += BATCH) {
    const rows: number[] = [];
    for (let row = start; row < Math.min(count, start + BATCH); row++) {
      if (!mask || mask[row] === 1) rows.push(row);
    }
    if (rows.length > 0) yield await readBatch(reading, rows);
  }
}

async function readBatch(reading: Reading, rows: readonly number[]): Promise<ExportComment[]> {
  const { session } = reading;
  const { columns, replies, text } = session.corpus;
  const others = rows.flatMap((row) => [
    columns.stated[row] ?? -1,
    replies.parent[row] ?? -1,
    columns.duplicateOf[row] ?? -1,
  ]);
  const mentioned = [...new Set(others)].filter((row) => row >= 0);
  const ids = new Map<number, string>();
  const found = await text.ids(mentioned);
  found.forEach((id, at) =>
    ids.set(mentioned[at] ?? -1, exportId(session, mentioned[at] ?? 0, id)),
  );
  const comments: ExportComment[] = [];
  for (const row of rows) comments.push(await describe(reading, row, ids));
  return comments;
}

/** Names a comment as the files do. */
function idsOf(session: Session): (row: number) => Promise<string> {
  return async (row) => {
    const [id] = await session.corpus.text.ids([row]);
    return exportId(session, row, id ?? null);
  };
}

/** Ids of several sources may be the same: then each carries the key of its source. */
function exportId({ corpus }: Session, row: number, id: string | null): string {
  const own = id === null || id === '' ? `row-${String(row + 1)}` : id;
  if (corpus.tables.sources.length < 2) return own;
  return `${corpus.tables.sources[corpus.columns.source[row] ?? 0]?.key ?? ''}/${own}`;
}

async function describe(
  reading: Reading,
  row: number,
  ids: ReadonlyMap<number, string>,
): Promise<ExportComment> {
  const { session } = reading;
  const { columns, signed, tables, text } = session.corpus;
  const chunk = await text.chunk(text.chunkOf(row));
  const { id, body, timeText, avatar, lineEnd } = textAt(chunk, row - chunk.start);
  if (id === '') reading.unreadable++;
  const time = columns.time[row] ?? NaN;
  const flags = columns.flags[row] ?? 0;
  const stated = columns.stated[row] ?? PARENT_UNKNOWN;
  const line = columns.line[row] ?? 0;
  const original = ids.get(columns.duplicateOf[row] ?? -1);
  return {
    id: exportId(session, row, id),
    article: tables.articles[columns.article[row] ?? 0]?.id ?? '',
    author: tables.commenters[signed[row] ?? 0]?.name ?? null,
    time: Number.isNaN(time) ? null : formatFloating(time),
    body,
    ...(signed[row] !== columns.commenter[row] && {
      countsAs: tables.commenters[columns.commenter[row] ?? 0]?.name ?? '',
    }),
    ...(timeText !== null && { timeText }),
    ...(avatar !== null && { avatar }),
    ...((flags & FLAG.guest) !== 0 && { guest: true }),
    ...((flags & FLAG.cannotBeRoot) !== 0 && { cannotBeRoot: true }),
    ...(stated !== PARENT_UNKNOWN && { parent: stated < 0 ? null : (ids.get(stated) ?? null) }),
    ...(line > 0 && { line }),
    ...(lineEnd > 0 && { lineEnd }),
    ...(original !== undefined && { duplicateOf: original }),
    ...replyOf(session, row, ids),
  };
}

function replyOf(
  session: Session,
  row: number,
  ids: ReadonlyMap<number, string>,
): Pick<ExportComment, 'reply'> {
  const { replies } = session.corpus;
  const kind = session.replies.kindOf(row);
  if (replies.kind[row] === REPLY.none || kind === 'pending' || kind === 'unknowable') return {};
  const parent = ids.get(replies.parent[row] ?? -1) ?? null;
  return { reply: { parent, kind, probability: replies.probability[row] ?? 0 } };
}
