import { Sha256 } from '../core/sha256.ts';
import type { Exporter, ExportInput, ExportReport } from './exporter.ts';

/**
 * JSON lines: a header with the counts, every article, every comment, and last the sha-256 of all lines
 * before it (UTF-8, each ended by LF). Read back by the backup importer to identical comments.
 */
export const exporter: Exporter = {
  id: 'backup',
  label: 'Backup of this corpus (JSON lines)',
  extension: 'repartee.jsonl',
  mime: 'application/jsonl;charset=utf-8',
  write,
};

async function* write(input: ExportInput, report: ExportReport): AsyncGenerator<string> {
  const hash = new Sha256();
  const encoder = new TextEncoder();
  const hashed = (text: string): string => {
    hash.update(encoder.encode(text));
    return text;
  };
  const { name, articleCount, commentCount } = input;
  const header = {
    format: 'repartee-backup',
    version: 1,
    name,
    articles: articleCount,
    comments: commentCount,
  };
  yield hashed(line(header));
  for await (const article of input.articles()) {
    report.articles++;
    yield hashed(line({ article }));
  }
  for await (const batch of input.comments()) {
    let text = '';
    for (const { reply: _reply, ...comment } of batch) text += line({ comment });
    report.comments += batch.length;
    yield hashed(text);
  }
  const { articles, comments } = report;
  yield line({ end: { articles, comments, sha256: hash.hex() } });
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
