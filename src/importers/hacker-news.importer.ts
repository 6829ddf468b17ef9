import { StoryFinder } from './hacker-news/roots.ts';
import { expandItem, isItem, toItem } from './hacker-news/items.ts';
import type { Item } from './hacker-news/items.ts';
import { plainText } from './html/entities.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { eachRecord, paragraphsOf, placeOf } from './json/each-record.ts';
import type { JsonRecord } from './json/records.ts';
import { jsonSample } from './json/sample.ts';
import { nullSink } from './sink.ts';
import { epoch, readTime } from './times/parse.ts';

/** Hacker News items: dumps of the official API or BigQuery, hits and threads of the search API. */
export const importer: Importer = {
  id: 'hacker-news',
  label: 'Hacker News items',
  extensions: ['json', 'jsonl', 'ndjson'],
  sniff(head) {
    const records = (jsonSample(head)?.records ?? []).flatMap((record) => [...expandItem(record)]);
    return records.length > 0 && records.filter(isItem).length >= records.length / 2 ? 0.93 : 0;
  },
  read,
};

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  sink.describe({ kind: 'hacker-news', dates: { order: 'epoch', evidence: 'seconds since 1970' } });
  const stories = new StoryFinder();
  await eachRecord(source, nullSink(), options, ({ value }) => {
    for (const inner of expandItem(value)) {
      const item = toItem(inner);
      if (item) stories.add(item.id, item.isStory ? NaN : item.parent);
    }
  });
  const writer = new ItemWriter(sink, stories);
  await eachRecord(source, sink, options, (record) => {
    for (const value of expandItem(record.value)) writer.write({ ...record, value });
  });
}

class ItemWriter {
  #sink: ImportSink;
  #stories: StoryFinder;
  #articles = new Set<number>();

  constructor(sink: ImportSink, stories: StoryFinder) {
    this.#sink = sink;
    this.#stories = stories;
  }

  write(record: JsonRecord): void {
    const item = toItem(record.value);
    const original = (): string => JSON.stringify(record.value).slice(0, 300);
    if (!item) this.#sink.reject(record.line, 'not a Hacker News item', original());
    else if (item.isStory) this.#story(item.id, item, record.line);
    else if (item.isGone)
      this.#sink.reject(record.line, 'deleted: neither author nor text', original());
    else this.#comment(item, record);
  }

  #story(id: number, item: Item | null, line?: number): void {
    if (this.#articles.has(id)) return;
    this.#articles.add(id);
    this.#sink.article({
      id: String(id),
      title: item?.title ?? `Hacker News ${id}`,
      paragraphs: item ? paragraphsOf(plainText(item.text)) : [],
      ...(line === undefined ? {} : { line }),
    });
  }

  #comment(item: Item, record: JsonRecord): void {
    const story = item.story ?? this.#stories.storyOf(item.id);
    this.#story(
      story,
      item.storyTitle === null ? null : { ...item, title: item.storyTitle, text: '' },
    );
    const reading = typeof item.time === 'number' ? epoch(item.time) : readTime(item.time, null);
    this.#sink.comment({
      id: String(item.id),
      article: String(story),
      author: item.author,
      time: reading.kind === 'time' ? reading.time : null,
      body: plainText(item.text),
      parent: item.parent === story ? null : String(item.parent),
      ...placeOf(record),
    });
  }
}
