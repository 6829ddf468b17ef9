import { findBlocks } from './html/blocks.ts';
import type { Block } from './html/blocks.ts';
import { HtmlLimit, PageBuilder } from './html/page.ts';
import type { HtmlPage } from './html/page.ts';
import { nameBeside, nameIn } from './html/names.ts';
import { articleOf, commentText } from './html/texts.ts';
import type { Range } from './html/texts.ts';
import { timeWords } from './html/time-words.ts';
import type { ByteSource, ImportOptions, ImportSink, Importer } from './importer.ts';
import { fileArticle } from './records/writer.ts';
import { headOf } from './text/bytes.ts';
import { isKnownEncoding } from './text/decode.ts';
import { articleIdOf } from './text/hash.ts';
import { headText, isBinary } from './text/head.ts';
import { openText } from './text/lines.ts';
import { reportEncoding } from './text/report-encoding.ts';
import { DateEvidence, TimeReader } from './times/time-reader.ts';

const MAX_CHARS = 64 * 1024 * 1024;
/** A longer element around an author or a time holds text as well. */
const LONGEST_MARK = 240;

/** Saved web pages with comments in them. Read whole, up to 64 million characters. */
export const importer: Importer = {
  id: 'html',
  label: 'Saved web page (HTML)',
  extensions: ['html', 'htm', 'xhtml'],
  sniff(head, name) {
    if (isBinary(head)) return 0;
    const text = headText(head).trimStart();
    if (!text.startsWith('<')) return 0;
    if (/^<(?:!doctype html|html|head|body)\b/i.test(text.slice(afterComments(text)))) return 0.9;
    const tags = text.match(/<(?:div|p|span|li|article|section|table|ul|a)\b/gi)?.length ?? 0;
    if (tags >= 3) return 0.8;
    return /\.x?html?$/i.test(name) ? 0.6 : 0;
  },
  read,
};

/** Where the first tag stands after an XML declaration and comments. */
function afterComments(text: string): number {
  let at = 0;
  for (;;) {
    const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    const end = close === null ? -1 : text.indexOf(close, at + 2);
    if (close === null || end < 0) return at;
    at = end + close.length;
    while (/\s/.test(text.charAt(at))) at++;
  }
}

async function read(source: ByteSource, sink: ImportSink, options: ImportOptions): Promise<void> {
  const head = await headOf(source);
  const encoding = options.encoding ?? declaredEncoding(head);
  const page = await buildPage(source, sink, encoding);
  const { blocks, isNested } = findBlocks(page);
  const article = articleOf(page, rangesOf(page, blocks));
  const title = article.title === '' ? fileArticle(source.name, head).title : article.title;
  const id = articleIdOf(title, article.paragraphs);
  sink.describe({ kind: blocks.length > 0 ? 'web-page' : 'article-only' });
  sink.article({ id, title, paragraphs: article.paragraphs, line: article.line });
  if (blocks.length === 0) {
    const message =
      'No comments were found: nothing repeats that has an author, a time and a text.';
    sink.warn({ code: 'no-comment-section', message });
    return;
  }
  const evidence = new DateEvidence();
  for (const { time, element } of blocks) {
    evidence.see(timeWords(page, time), page.line.get(element));
  }
  const times = new TimeReader(sink, options, evidence.isNeeded ? evidence : null);
  await writeBlocks({ page, blocks, isNested, article: id, sink, times });
  times.describe();
}

/** The character set that the page names itself; undefined leaves it to the bytes. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 4096));
  const name = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})/i.exec(text)?.[1]?.toLowerCase();
  if (name === undefined || /^utf/.test(name)) return undefined;
  return isKnownEncoding(name) ? name : undefined;
}

async function buildPage(
  source: ByteSource,
  sink: ImportSink,
  encoding: string | undefined,
): Promise<HtmlPage> {
  const builder = new PageBuilder();
  const reader = openText(source, { breaks: 'lf', encoding });
  let chars = 0;
  try {
    for await (const block of reader.blocks()) {
      for (const [i, line] of block.lines.entries()) {
        if (block.oversize?.has(i))
          sink.reject(block.first + i, 'line is longer than can be read', line);
        chars += line.length + 1;
        builder.write(block.oversize?.has(i) ? '\n' : `${line}\n`);
      }
      if (chars > MAX_CHARS)
        throw new HtmlLimit('the page has over 64 million characters', block.first);
      await sink.ready();
    }
  } catch (error) {
    if (!(error instanceof HtmlLimit)) throw error;
    const message = `Reading stopped here: ${error.message}. What came before was read.`;
    sink.warn({ code: 'html-limit', line: error.line, message });
  }
  reportEncoding(reader.encoding(), sink);
  return builder.finish();
}

function rangesOf(page: HtmlPage, blocks: readonly Block[]): Range[] {
  return blocks.map(({ element }) => [element, page.end.get(element)] as const);
}

interface Writing {
  page: HtmlPage;
  blocks: readonly Block[];
  isNested: boolean;
  article: string;
  sink: ImportSink;
  times: TimeReader;
}

async function writeBlocks(writing: Writing): Promise<void> {
  const { page, blocks, isNested, article, sink, times } = writing;
  const nested = new Map<number, Range[]>();
  const idOf = (i: number): string => page.ids.get(blocks[i]?.element ?? -1) ?? `c${i + 1}`;
  blocks.forEach(({ element, parent }) => {
    if (parent < 0) return;
    const list = nested.get(parent) ?? [];
    nested.set(parent, list);
    list.push([element, page.end.get(element)]);
  });
  for (const [i, block] of blocks.entries()) {
    if (i % 1000 === 0) await sink.ready();
    const line = page.line.get(block.element);
    const without = nested.get(i) ?? [];
    const body = bodyOf(page, block, without);
    if (block.name === '' && block.time < 0 && body === '') {
      sink.reject(line, 'a block like a comment without author, time and text', '');
      continue;
    }
    sink.comment({
      id: idOf(i),
      article,
      author: block.name || nameIn(page, block.author) || nameBeside(page, block) || null,
      ...times.read(timeWords(page, block.time), line),
      body,
      ...(isNested ? { parent: block.parent < 0 ? null : idOf(block.parent) } : {}),
      line,
    });
  }
}

function bodyOf(page: HtmlPage, block: Block, nested: readonly Range[]): string {
  const marks: Range[] = [...nested];
  for (const element of [block.author, page.times[block.time]?.element ?? -1]) {
    const isShort = element > block.element && page.textLength(element) < LONGEST_MARK;
    if (isShort) marks.push([element, page.end.get(element)]);
  }
  return commentText(page, block.element, marks);
}
