import { Sha256 } from '../core/sha256.ts';
import { toSourceRecord } from '../core/source-record.ts';
import type { Exporter, ExportInput, ExportReport } from './exporter.ts';

/**
 * JSON lines: a header with the counts, the receipts of the sources, every article, what the reader decided,
 * every comment, and last the sha-256 of all lines before it (UTF-8, each ended by LF). Read back by the
 * backup importer to identical comments, decisions and receipts.
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
  const { name, articleCount, commentCount, decisions = [] } = input;
  const sources = (input.sources ?? []).map(toSourceRecord).filter((one) => one !== null);
  const header = {
    ...{ format: 'repartee-backup', version: 3, name },
    ...{ articles: articleCount, comments: commentCount, decisions: decisions.length },
    sources: sources.length,
  };
  yield hashed(line(header));
  for (const source of sources) {
    report.sources++;
    yield hashed(line({ source }));
  }
  for await (const article of input.articles()) {
    report.articles++;
    yield hashed(line({ article }));
  }
  for (const decision of decisions) {
    report.decisions++;
    yield hashed(line({ decision }));
  }
  for await (const batch of input.comments()) {
    let text = '';
    for (const { reply: _reply, countsAs: _countsAs, ...comment } of batch)
      text += line({ comment });
    report.comments += batch.length;
    yield hashed(text);
  }
  const { articles, comments } = report;
  const end = { articles, comments, decisions: decisions.length, sha256: hash.hex() };
  yield line({ end });
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
