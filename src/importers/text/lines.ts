/**
 * Lines of a streamed text, in blocks. Bytes are cut at the last line break of what has arrived, decoded
 * at once and split, so that no character is cut in two and memory holds one block and one open line.
 * A line over `maxLine` bytes is dropped up to its break and reported by its number; what follows is read.
 * UTF-16 is turned into UTF-8 first; byte positions are then unknown (NaN). Cost: linear in bytes.
 */
import type { ByteSource } from '../importer.ts';
import { chunksOf, concatBytes, headOf } from './bytes.ts';
import { BlockDecoder, isKnownEncoding, markOf, parityOf } from './decode.ts';
import type { ByteOrder, EncodingFacts } from './decode.ts';
import { splitBlock } from './split.ts';

export const MAX_LINE_BYTES = 16 * 1024 * 1024;
const HEAD_BYTES = 256;

/** Lines with their numbers and byte positions; `starts` and `ends` run in parallel to `lines`. */
export interface LineBlock {
  /** 1-based number of `lines[0]`. */
  first: number;
  lines: string[];
  starts: Float64Array;
  ends: Float64Array;
  /** Indices of lines that were longer than the limit; their text is only a head. */
  oversize: ReadonlySet<number> | null;
  /** Bytes of the source up to the end of this block. */
  bytesRead: number;
}

export interface TextOptions {
  encoding?: string | undefined;
  /** 'lf' for records (JSONL), 'any' for prose: CR, VT, FF, NEL, U+2028 and U+2029 too. */
  breaks?: 'lf' | 'any';
  maxLine?: number;
  /** Told once when the named encoding is not known here. */
  onUnknownEncoding?: (name: string) => void;
}

export interface TextReader {
  blocks(): AsyncGenerator<LineBlock>;
  /** Final when the blocks have been read to the end. */
  encoding(): EncodingFacts;
}

/** Opens a source as lines; the encoding is decided on the way unless the options name it. */
export function openText(source: ByteSource, options: TextOptions = {}): TextReader {
  let facts: () => EncodingFacts = () => ({ name: 'utf-8', guessed: false, replaced: 0 });
  return {
    encoding: () => facts(),
    async *blocks() {
      const start = await decideStart(source, options);
      const decoder = new BlockDecoder(start.order ? undefined : start.forced);
      let replaced = 0;
      facts = () => {
        const own = decoder.facts();
        return start.order ? { name: start.order, guessed: start.guessed, replaced } : own;
      };
      const bytes = start.order
        ? turned(source, start.order, (count) => (replaced += count))
        : chunksOf(source);
      yield* cutLines(bytes, decoder, start, options);
    },
  };
}

/**
 * The bytes of a source as UTF-8, for readers that look at bytes: UTF-8 passes, any other encoding that
 * was named, marked or found in the first 64 KB is turned. `onEncoding` is told at the end.
 */
export async function* utf8Chunks(
  source: ByteSource,
  options: TextOptions = {},
  onEncoding: (facts: EncodingFacts) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const start = await decideStart(source, options);
  const found = start.forced === undefined ? encodingOf(await headOf(source)) : null;
  const name = start.order ?? start.forced ?? found?.name ?? 'utf-8';
  let replaced = 0;
  try {
    if (name === 'utf-8') yield* chunksOf(source);
    else yield* turned(source, name, (count) => (replaced += count));
  } finally {
    onEncoding({ name, guessed: start.guessed || found?.guessed === true, replaced });
  }
}

/** The encoding of a text by its first bytes, or as named. */
export function encodingOf(head: Uint8Array, named?: string): EncodingFacts {
  const mark = markOf(head)?.name;
  const order = parityOf(head);
  if (named !== undefined && isKnownEncoding(named)) {
    const decoder = new TextDecoder(named);
    const replaced = decoder.decode(withoutPart(head)).split('\uFFFD').length - 1;
    return { name: decoder.encoding, guessed: false, replaced };
  }
  if (mark !== undefined) return { name: mark, guessed: false, replaced: 0 };
  if (order) return { name: order, guessed: true, replaced: 0 };
  const decoder = new BlockDecoder();
  decoder.decode(withoutPart(head));
  return decoder.facts();
}

/** Without the line, or the character, that the end of a head cuts in two. */
function withoutPart(head: Uint8Array): Uint8Array {
  const feed = head.lastIndexOf(10);
  if (feed > 0) return head.subarray(0, feed + 1);
  let end = head.length;
  while (end > Math.max(0, head.length - 4) && (head[end - 1] ?? 0) >= 0x80) end--;
  return head.subarray(0, end);
}

interface Start {
  order: ByteOrder | null;
  forced: string | undefined;
  guessed: boolean;
  skip: number;
}

async function decideStart(source: ByteSource, options: TextOptions): Promise<Start> {
  const head = await headOf(source, 4096);
  const mark = markOf(head);
  let forced = options.encoding?.toLowerCase();
  if (forced !== undefined && !isKnownEncoding(forced)) {
    options.onUnknownEncoding?.(forced);
    forced = undefined;
  }
  const named = forced ?? mark?.name;
  const order = isByteOrder(named) ? named : named === undefined ? parityOf(head) : null;
  const skip = mark && (named === mark.name || named === undefined) ? mark.length : 0;
  return { order, forced, guessed: named === undefined && order !== null, skip: order ? 0 : skip };
}

function isByteOrder(name: string | undefined): name is ByteOrder {
  return name === 'utf-16le' || name === 'utf-16be';
}

/** A source turned into UTF-8. */
async function* turned(
  source: ByteSource,
  encoding: string,
  onReplaced: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const encode = (text: string): Uint8Array => {
    onReplaced(text.split('\uFFFD').length - 1);
    return encoder.encode(text);
  };
  for await (const chunk of chunksOf(source)) yield encode(decoder.decode(chunk, { stream: true }));
  yield encode(decoder.decode());
}

/** Position after the last line break that is surely whole; a CR at the very end may be half a CRLF. */
function cutAfter(chunk: Uint8Array, any: boolean): number {
  const feed = chunk.lastIndexOf(10);
  if (!any) return feed + 1;
  const back = chunk.length > 1 ? chunk.lastIndexOf(13, chunk.length - 2) : -1;
  return Math.max(feed, back) + 1;
}

async function* cutLines(
  chunks: AsyncGenerator<Uint8Array>,
  decoder: BlockDecoder,
  start: Start,
  options: TextOptions,
): AsyncGenerator<LineBlock> {
  const maxLine = options.maxLine ?? MAX_LINE_BYTES;
  const any = options.breaks === 'any';
  const split = { decoder, any, maxLine, hasPositions: start.order === null };
  let open: Uint8Array[] = [];
  let openLength = 0;
  let dropped = 0;
  let offset = start.skip;
  let first = 1;
  let toSkip = start.skip;
  const flush = (tail: Uint8Array): LineBlock => {
    const bytes = concatBytes([...open, tail]);
    const block = splitBlock(bytes, { ...split, offset, first, dropped });
    offset += bytes.length + dropped;
    first += block.lines.length;
    open = [];
    openLength = dropped = 0;
    return block;
  };
  for await (const whole of chunks) {
    const chunk = whole.subarray(Math.min(toSkip, whole.length));
    toSkip -= whole.length - chunk.length;
    const cut = cutAfter(chunk, any);
    if (cut > 0) yield flush(chunk.subarray(0, cut));
    const rest = cut > 0 ? chunk.slice(cut) : chunk;
    if (openLength > maxLine) dropped += rest.length;
    else if (rest.length > 0) open.push(rest.slice());
    if (openLength <= maxLine) openLength += rest.length;
    if (openLength > maxLine && open.length > 0 && dropped === 0) {
      const kept = concatBytes(open).slice(0, HEAD_BYTES);
      dropped = openLength - kept.length;
      open = [kept];
    }
  }
  if (openLength > 0) yield flush(new Uint8Array(0));
}
