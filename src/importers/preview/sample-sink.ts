import type { Article, ImportedComment, ImportWarning, LeftOutLine } from '../../core/corpus.ts';
import type { ByteSource, ImportSink, SinkFacts } from '../importer.ts';

/** Thrown into an importer when enough was seen. */
export class Stop extends Error {}

const ROWS = 200;
const LISTED = 50;
const SHOWN_CHARS = 300;

/** Takes the first rows of a source, then stops the importer. */
export class SampleSink implements ImportSink {
  readonly articles: Article[] = [];
  readonly comments: ImportedComment[] = [];
  readonly rejected: LeftOutLine[] = [];
  readonly leftOut: LeftOutLine[] = [];
  readonly warnings: ImportWarning[] = [];
  readonly facts: SinkFacts = {};
  found = 0;
  rejectedCount = 0;
  isPartial = false;
  #most: number;
  readonly #maxBytes: number;
  #bytes = 0;

  /** Keeps the first `most` comments; stops when `maxBytes` of a pass brought no row. */
  constructor(most: number, maxBytes: number) {
    this.#most = most;
    this.#maxBytes = maxBytes;
  }

  get rows(): number {
    return this.found + this.rejectedCount;
  }

  /** The source, whose bytes are counted from here on. */
  watch(source: ByteSource): ByteSource {
    return { ...source, stream: () => this.#counted(source.stream().getReader()) };
  }

  article(article: Article): void {
    if (this.articles.length < LISTED) this.articles.push(article);
  }

  comment(comment: ImportedComment): void {
    this.#stopWhenDone();
    this.found++;
    if (this.comments.length < this.#most) this.comments.push(comment);
  }

  reject(line: number, reason: string, text: string): void {
    this.#stopWhenDone();
    this.rejectedCount++;
    list(this.rejected, line, reason, text);
  }

  furniture(line: number, reason: string, text: string): void {
    list(this.leftOut, line, reason, text);
  }

  warn(warning: ImportWarning): void {
    if (this.warnings.length < LISTED) this.warnings.push(warning);
  }

  describe(facts: SinkFacts): void {
    Object.assign(this.facts, facts);
  }

  ready(): Promise<void> {
    if (this.#bytes > this.#maxBytes) this.#stop();
    return Promise.resolve();
  }

  #stopWhenDone(): void {
    if (this.rows >= ROWS) this.#stop();
  }

  #stop(): never {
    this.isPartial = true;
    throw new Stop();
  }

  #counted(reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
    this.#bytes = 0;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { value, done } = await reader.read();
          if (done) return controller.close();
          this.#bytes += value.length;
          controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }
}

function list(lines: LeftOutLine[], line: number, reason: string, text: string): void {
  if (lines.length < LISTED) lines.push({ line, reason, text: text.slice(0, SHOWN_CHARS) });
}
