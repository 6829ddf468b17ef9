import type { ImportedComment } from '../core/corpus.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { RunningDay } from './log/day.ts';
import { DiscordFrame, discordTitle } from './log/discord.ts';
import { compilePattern, guessPattern, KNOWN_PATTERNS } from './log/pattern.ts';
import type { HeaderMatch, HeaderPattern } from './log/pattern.ts';
import { eachLine } from './page-capture/each-line.ts';
import type { PageLine } from './page-capture/each-line.ts';
import { fileArticle } from './records/writer.ts';
import { headOf } from './text/bytes.ts';
import { headText, isBinary } from './text/head.ts';
import { openText } from './text/lines.ts';
import { reportEncoding } from './text/report-encoding.ts';
import { DateEvidence, TimeReader } from './times/time-reader.ts';

/** Trying every pattern takes a moment: lines that can be nothing but JSON are spared it. */
const JSON_LINE = /^\s*\{\s*"/;

/** Chat logs and other texts whose comments begin with a line that names author and time. */
export const importer: Importer = {
  id: 'text-log',
  label: 'Text log (author, time, text)',
  extensions: ['txt', 'log'],
  sniff(head) {
    if (isBinary(head)) return 0;
    const lines = sampleLines(head);
    if (lines.every((line) => JSON_LINE.test(line))) return 0;
    const guess = guessPattern(lines);
    return guess ? 0.72 + (0.13 * guess.matches) / lines.length : 0;
  },
  read,
};

function sampleLines(head: Uint8Array): string[] {
  const lines = headText(head).split(/\r\n|\n|\r/);
  return lines.slice(0, 400).filter((line) => line.trim() !== '');
}

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const head = await headOf(source);
  const lines = sampleLines(head);
  const pattern = choosePattern(lines, sink, options);
  const evidence = await evidenceOf(source, lines, pattern, options);
  const times = new TimeReader(sink, options, evidence);
  sink.describe({ kind: 'text-log', pattern: pattern.source });
  const article = fileArticle(source.name, head);
  const title = discordTitle(lines);
  const frame = title === null ? null : new DiscordFrame();
  const named = { ...article, title: title ?? article.title };
  const writer = new LogWriter(sink, pattern, times, named, frame);
  const reader = openText(source, { breaks: 'any', encoding: options.encoding });
  await eachLine(
    reader.blocks(),
    (line) => writer.visit(line),
    () => sink.ready(),
  );
  writer.finish();
  if (frame) sink.describe({ declared: frame.declared });
  times.describe();
  reportEncoding(reader.encoding(), sink);
}

function choosePattern(lines: string[], sink: ImportSink, options: ImportOptions): HeaderPattern {
  const asked = options.pattern === undefined ? null : compilePattern(options.pattern);
  if (asked && !('reason' in asked)) return asked;
  if (asked) {
    const message = `${asked.reason} One of the known patterns was used instead.`;
    sink.warn({ code: 'bad-pattern', message });
  }
  const pattern = guessPattern(lines)?.pattern ?? compilePattern(KNOWN_PATTERNS[0]);
  if ('reason' in pattern) throw new Error(pattern.reason);
  return pattern;
}

async function evidenceOf(
  source: ByteSource,
  lines: readonly string[],
  pattern: HeaderPattern,
  options: ImportOptions,
): Promise<DateEvidence | null> {
  if (options.dateOrder) return null;
  const probe = new DateEvidence();
  for (const line of lines) probe.see(pattern.match(line)?.time ?? '', 1);
  if (!probe.isNeeded) return null;
  const evidence = new DateEvidence();
  const reader = openText(source, { breaks: 'any', encoding: options.encoding });
  for await (const block of reader.blocks()) {
    for (const [i, line] of block.lines.entries()) {
      const time = pattern.match(line)?.time;
      if (time !== undefined) evidence.see(time, block.first + i);
    }
    options.signal?.throwIfAborted();
  }
  return evidence;
}

class LogWriter {
  #sink: ImportSink;
  #pattern: HeaderPattern;
  #times: TimeReader;
  #article: { id: string; title: string };
  #frame: DiscordFrame | null;
  #day = new RunningDay();
  #comment: ImportedComment | null = null;
  #body: string[] = [];
  #ordinal = 0;

  constructor(
    sink: ImportSink,
    pattern: HeaderPattern,
    times: TimeReader,
    article: { id: string; title: string },
    frame: DiscordFrame | null,
  ) {
    this.#sink = sink;
    this.#pattern = pattern;
    this.#times = times;
    this.#article = article;
    this.#frame = frame;
  }

  visit(line: PageLine): void {
    const { no, text } = line;
    if (line.isOversize) return this.#sink.reject(no, 'line is longer than can be read', text);
    const reason = this.#frame?.see(text, line.isBlank) ?? '';
    const mayBegin = this.#frame?.mayBegin(line.isBlank) ?? true;
    if (reason !== '') return this.#sink.furniture(no, reason, text);
    const header = mayBegin ? this.#pattern.match(text) : null;
    if (header) return this.#open(header, line);
    if (line.isBlank) {
      if (this.#body.length > 0) this.#body.push('');
      return;
    }
    if (this.#frame === null) {
      if (this.#day.see(text)) return this.#leaveOut(line, 'names the day');
      if (this.#pattern.isNotice(text)) return this.#leaveOut(line, 'a notice, not a message');
    }
    if (!this.#comment) return this.#sink.furniture(no, 'before the first header', text);
    this.#body.push(text.trimEnd());
    this.#extend(line);
  }

  finish(): void {
    const comment = this.#comment;
    if (!comment) return;
    comment.body = this.#body.join('\n').trim().normalize('NFC');
    this.#comment = null;
    this.#body = [];
    this.#sink.comment(comment);
  }

  /** A line between messages: what comes after it does not belong to the message before. */
  #leaveOut(line: PageLine, reason: string): void {
    this.finish();
    this.#sink.furniture(line.no, reason, line.text);
  }

  #open(header: HeaderMatch, line: PageLine): void {
    this.finish();
    if (this.#ordinal === 0) this.#sink.article({ ...this.#article, paragraphs: [] });
    this.#ordinal++;
    this.#comment = {
      id: `c${this.#ordinal}`,
      article: this.#article.id,
      author: this.#authorOf(header),
      ...this.#times.read(this.#day.complete(header.time), line.no),
      body: '',
      line: line.no,
      lineEnd: line.no,
    };
    if (!Number.isNaN(line.start)) this.#comment.bytes = [line.start, line.end];
    if (header.text !== null && header.text !== '') this.#body.push(header.text.trimEnd());
  }

  /** IRC clients put the rank before the name: '@' for operators, '+' for those who may speak. */
  #authorOf({ author }: HeaderMatch): string | null {
    const isIrc = this.#pattern.source.includes('<{author}>');
    const plain = this.#frame ? DiscordFrame.authorOf(author) : author;
    const name = (isIrc ? plain.replace(/^[@+%&~!](?=.)/, '') : plain).trim();
    return name === '' ? null : name.normalize('NFC');
  }

  #extend(line: PageLine): void {
    if (!this.#comment) return;
    this.#comment.lineEnd = line.no;
    if (this.#comment.bytes) this.#comment.bytes = [this.#comment.bytes[0], line.end];
  }
}
