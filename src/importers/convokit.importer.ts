import type { ImportedComment } from '../core/corpus.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord, firstOf, placeOf, stringOf } from './json/each-record.ts';
import { textOf } from './json/paths.ts';
import { isObject } from './json/records.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { TimeReader } from './times/time-reader.ts';

/** ConvoKit corpora: utterances.jsonl, alone or in the corpus's zip (titles come from conversations.json). */
export const importer: Importer = {
  id: 'convokit',
  label: 'ConvoKit corpus',
  extensions: ['jsonl', 'zip'],
  sniff(head) {
    const records = jsonSample(head)?.records ?? [];
    return records.length > 0 && records.every(isUtterance) ? 0.96 : 0;
  },
  read,
};

function isUtterance(value: Record<string, unknown>): boolean {
  const hasReply = 'reply-to' in value || 'reply_to' in value;
  const hasRoot = 'root' in value || 'conversation_id' in value;
  return hasReply && hasRoot && ('speaker' in value || 'user' in value) && 'text' in value;
}

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  sink.describe({ kind: 'convokit' });
  const titles = titlesIn(await source.beside?.('conversations.json'));
  const times = new TimeReader(sink, options, null);
  const articles = new Set<string>();
  await eachRecord(source, sink, options, (record) => {
    const comment = toComment(record, times);
    if (!comment) {
      sink.reject(
        record.line,
        'an utterance without id or text',
        JSON.stringify(record.value).slice(0, 300),
      );
      return;
    }
    if (!articles.has(comment.article)) {
      articles.add(comment.article);
      const title = titles.get(comment.article) ?? `Conversation ${comment.article}`;
      sink.article({ id: comment.article, title, paragraphs: [] });
    }
    sink.comment(comment);
  });
  times.describe();
}

function toComment(record: JsonRecord, times: TimeReader): ImportedComment | null {
  const { value } = record;
  const id = stringOf(value, 'id');
  const text = stringOf(value, 'text');
  if (id === undefined || text === undefined) return null;
  const parent = firstOf(value, 'reply-to', 'reply_to');
  const author = (textOf(value['speaker'] ?? value['user']) ?? '').trim();
  return {
    id,
    article: firstOf(value, 'conversation_id', 'root') ?? id,
    author: author === '' || author === '[deleted]' ? null : author,
    ...times.read(stringOf(value, 'timestamp') ?? '', record.line),
    body: text,
    parent: parent ?? null,
    ...placeOf(record),
  };
}

function titlesIn(bytes: Uint8Array | null | undefined): Map<string, string> {
  const titles = new Map<string, string>();
  if (!bytes) return titles;
  try {
    const all = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    for (const [id, entry] of Object.entries(isObject(all) ? all : {})) {
      if (!isObject(entry)) continue;
      const meta = isObject(entry['meta']) ? entry['meta'] : entry;
      const title = firstOf(meta, 'title', 'page_title', 'name', 'topic');
      if (title !== undefined) titles.set(id, title);
    }
  } catch {
    titles.clear();
  }
  return titles;
}
