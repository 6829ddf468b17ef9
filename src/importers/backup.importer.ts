import type { SourceRecord } from '../core/corpus.ts';
import { toSourceRecord } from '../core/source-record.ts';
import { toDecision } from './backup/decisions.ts';
import { toArticle, toComment } from './backup/restore.ts';
import { verifyBackup } from './backup/verify.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord } from './json/each-record.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';

/**
 * Our own backup. It is held to its counts and hash before anything is handed out; of a damaged one nothing
 * is taken, and it is said where it is damaged (kind 'backup-damaged').
 */
export const importer: Importer = {
  id: 'backup',
  label: 'Repartee backup',
  extensions: ['jsonl', 'gz'],
  sniff(head, name) {
    if (OWN_NAME.test(name)) return 1;
    const [first, second] = jsonSample(head)?.records ?? [];
    return first?.['format'] === 'repartee-backup' || isOwnLine(second) ? 1 : 0;
  },
  read,
};

const OWN_NAME = /\.repartee\.jsonl$/i;

/** Whether a line could only be ours, so that a backup without a readable header is not taken for other JSON. */
function isOwnLine(value: Record<string, unknown> | undefined): boolean {
  if (!value || Object.keys(value).length !== 1) return false;
  const { article, comment, decision, source } = value;
  return (
    toArticle(article) !== null ||
    toComment(comment) !== null ||
    toDecision(decision) !== null ||
    toSourceRecord(source) !== null
  );
}

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const state = await verifyBackup(source, options);
  sink.describe({
    kind: state.isWhole ? 'backup' : 'backup-damaged',
    declared: state.comments,
    dates: { order: 'iso', evidence: 'as exported' },
  });
  if (state.problem !== null) {
    const message = `This backup is not whole: ${state.problem}. Nothing of it was restored.`;
    sink.warn({ code: 'backup-damaged', message, ...(state.line && { line: state.line }) });
    return;
  }
  const restored: SourceRecord[] = [];
  await eachRecord(source, sink, options, (record) => restore(record, sink, restored));
  if (restored.length > 0) sink.describe({ restored });
}

function restore({ value, line }: JsonRecord, sink: ImportSink, restored: SourceRecord[]): void {
  const record = toSourceRecord(value['source']);
  if (record) {
    restored.push(record);
    sink.furniture(line, 'the receipt of a source', record.name);
    return;
  }
  const article = toArticle(value['article']);
  const comment = toComment(value['comment']);
  if (article) sink.article(article);
  else if (comment) sink.comment(comment);
  else if ('format' in value || 'end' in value) sink.furniture(line, 'frame of the backup', '');
  else if (toDecision(value['decision'])) sink.furniture(line, 'a decision of yours', '');
  else sink.reject(line, 'neither an article nor a comment', JSON.stringify(value).slice(0, 300));
}
