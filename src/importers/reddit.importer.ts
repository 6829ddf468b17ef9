import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord } from './json/each-record.ts';
import { isObject } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { RedditWriter } from './reddit/writer.ts';

/** Dumps of Reddit comments and submissions (one JSON object a line), and threads saved from its API. */
export const importer: Importer = {
  id: 'reddit',
  label: 'Reddit comments or submissions',
  extensions: ['jsonl', 'json', 'ndjson', 'zst'],
  sniff(head) {
    const records = jsonSample(head)?.records ?? [];
    const known = records.filter((record) => isListing(record) || isDump(record)).length;
    return known > 0 && known >= records.length / 2 ? 0.95 : 0;
  },
  async read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
    sink.describe({
      kind: 'reddit',
      dates: { order: 'epoch', evidence: 'created_utc, seconds since 1970' },
    });
    const writer = new RedditWriter(sink);
    await eachRecord(source, sink, options, (record) => writer.visit(record));
  },
};

function isListing(record: Record<string, unknown>): boolean {
  return record['kind'] === 'Listing' && isObject(record['data']);
}

function isDump(record: Record<string, unknown>): boolean {
  if (!('created_utc' in record) || !('author' in record)) return false;
  const isComment = 'body' in record && ('link_id' in record || 'parent_id' in record);
  return isComment || ('title' in record && ('selftext' in record || 'subreddit' in record));
}
