import { NameBook } from './chatlab/names.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord, firstOf, placeOf, stringOf } from './json/each-record.ts';
import { isObject } from './json/records.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { fileArticle } from './records/writer.ts';
import { headOf } from './text/bytes.ts';
import { epoch } from './times/parse.ts';

const SYSTEM = 80;
const RECALLED = 81;

/**
 * ChatLab's exchange format (0.0.1 and 0.0.2): JSON lines (header, members, messages; lines that begin with #
 * are notes) or the same in one object.
 */
export const importer: Importer = {
  id: 'chatlab',
  label: 'ChatLab messages',
  extensions: ['jsonl', 'json'],
  sniff(head) {
    const sample = jsonSample(head);
    const first = sample?.records[0];
    if (first && isObject(first['chatlab'])) return 1;
    const text = new TextDecoder().decode(head.subarray(0, 400));
    return sample?.shape === 'object' && /^\s*\{\s*"chatlab"\s*:/.test(text) ? 1 : 0;
  },
  read,
};

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  sink.describe({
    kind: 'chat',
    dates: { order: 'epoch', evidence: 'timestamp, seconds since 1970' },
  });
  const writer = new MessageWriter(sink, fileArticle(source.name, await headOf(source)));
  await eachRecord(source, sink, options, (record) => writer.visit(record));
}

class MessageWriter {
  #sink: ImportSink;
  #article: { id: string; title: string };
  #isArticleOut = false;
  #names = new NameBook();
  #ordinal = 0;

  constructor(sink: ImportSink, article: { id: string; title: string }) {
    this.#sink = sink;
    this.#article = article;
  }

  visit(record: JsonRecord): void {
    const { value, line } = record;
    if (isObject(value['meta']))
      this.#article.title = firstOf(value['meta'], 'name') ?? this.#article.title;
    const inner = (key: string): JsonRecord[] => {
      const list = value[key];
      return Array.isArray(list)
        ? list.filter(isObject).map((part) => ({ ...record, value: part }))
        : [];
    };
    for (const member of inner('members')) this.#names.member(member.value);
    for (const message of inner('messages')) this.#message(message);
    if (value['_type'] === 'member') this.#names.member(value);
    else if (value['_type'] === 'message') this.#message(record);
    else if (!isObject(value['chatlab'])) {
      this.#sink.reject(
        line,
        'neither a header, a member nor a message',
        JSON.stringify(value).slice(0, 300),
      );
    }
  }

  #message(record: JsonRecord): void {
    const { value, line } = record;
    const type = Number(stringOf(value, 'type') ?? 0);
    if (type === SYSTEM || type === RECALLED) {
      const reason = type === SYSTEM ? 'a notice of the system' : 'a message that was taken back';
      this.#sink.furniture(line, reason, stringOf(value, 'content') ?? '');
      return;
    }
    if (!this.#isArticleOut) this.#sink.article({ ...this.#article, paragraphs: [] });
    this.#isArticleOut = true;
    this.#ordinal++;
    const time = epoch(Number(stringOf(value, 'timestamp') ?? NaN));
    const parent = firstOf(value, 'replyToMessageId');
    this.#sink.comment({
      id: firstOf(value, 'platformMessageId') ?? `c${this.#ordinal}`,
      article: this.#article.id,
      author: this.#names.authorOf(value),
      time: time.kind === 'time' ? time.time : null,
      body: stringOf(value, 'content') ?? '',
      ...(parent === undefined ? {} : { parent }),
      ...placeOf(record),
    });
  }
}
